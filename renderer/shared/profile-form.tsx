import {Button, Checkbox, Group, Select, Stack, TextInput} from '@mantine/core';
import {type SyntheticEvent, useMemo, useState} from 'react';
import type {Collector, Profile} from '../../electron/contract/desk.ts';
import {JURISDICTIONS, type Jurisdiction, type Language, LANGUAGES} from '../../electron/contract/values.ts';
import {COLLECTOR_LABELS, JURISDICTION_LABELS, LANGUAGE_LABELS} from '../../electron/contract/labels.ts';
import {asCallError, type CallError} from './client.ts';
import {ErrorNotice} from './error-notice.tsx';
import {SearchedSelect} from './searched-select.tsx';
import {useSession} from './session.tsx';
import {strings, useLanguage, useText} from './strings.ts';
import {words} from './words.ts';

const texts = strings({
  agentId: {'zh-CN': '工号', en: 'Agent ID'},
  agentIdWhy: {'zh-CN': '记录里用它区分每一位坐席', en: 'Tells agents apart in the records'},
  spokenName: {'zh-CN': '对外称呼', en: 'Spoken name'},
  spokenNameWhy: {'zh-CN': '开场白里报的姓名，如“小李”或“李明”', en: 'The name you give on the phone'},
  institution: {'zh-CN': '机构名称', en: 'Institution'},
  institutionWhy: {'zh-CN': '电话中向客户报明的机构', en: 'On whose behalf you say you are calling'},
  team: {'zh-CN': '团队', en: 'Team'},
  timeZone: {'zh-CN': '时区', en: 'Time zone'},
  timeZoneNone: {'zh-CN': '没有这个时区', en: 'No such time zone'},
  jurisdiction: {'zh-CN': '适用规则', en: 'Rules that apply'},
  languages: {'zh-CN': '通话语言', en: 'Languages of the calls'},
  languagesWhy: {
    'zh-CN': '更新时只取这些语言的话术包',
    en: 'Only packs in these languages are fetched',
  },
  collector: {'zh-CN': '机构性质', en: 'Who collects'},
  officialPhone: {'zh-CN': '官方电话（选填）', en: 'Official phone (optional)'},
  officialPhoneWhy: {
    'zh-CN': '话术里报给客户回拨、核实的号码',
    en: 'The number you give customers to call back or to check',
  },
  officialChannel: {'zh-CN': '官方渠道（选填）', en: 'Official channel (optional)'},
  officialChannelWhy: {
    'zh-CN': '话术里让客户查账、还款的地方，如“示例金融APP”',
    en: 'Where you tell customers to pay or look, such as "our website"',
  },
  required: {'zh-CN': '请填写', en: 'Please fill this in'},
  failed: {'zh-CN': '没有保存', en: 'This was not saved'},
});

type OptionalField = 'officialPhone' | 'officialChannel';
type Draft = Record<'agentId' | 'spokenName' | 'institution' | 'team' | OptionalField, string> & {
  timeZone: string;
  jurisdiction: Jurisdiction;
  collector: Collector;
  languages: readonly Language[];
};

function systemZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** What was left empty is left out: scripts then ask for it in place. */
function profileOf({officialPhone, officialChannel, languages, ...rest}: Draft): Profile {
  return {
    ...rest,
    // All of them is no choice: a language that is added later is meant as well.
    ...(languages.length < LANGUAGES.length && {languages: [...languages]}),
    ...(officialPhone.trim() !== '' && {officialPhone}),
    ...(officialChannel.trim() !== '' && {officialChannel}),
  };
}

function firstDraft(known: Profile | null): Draft {
  // A colleague at the same PC shares everything but the person.
  if (known !== null) {
    const {officialPhone = '', officialChannel = '', languages = LANGUAGES} = known;
    return {...known, officialPhone, officialChannel, languages, agentId: '', spokenName: ''};
  }
  const timeZone = systemZone();
  return {
    agentId: '',
    spokenName: '',
    institution: '',
    team: '',
    officialPhone: '',
    officialChannel: '',
    languages: LANGUAGES,
    timeZone,
    jurisdiction: timeZone.startsWith('America/') ? 'US' : timeZone === 'Europe/London' ? 'UK' : 'CN',
    collector: 'creditor',
  };
}

interface ProfileFormProps {
  onSaved?: () => void;
  onCancel?: () => void;
}

/** Who sits here: asked at the first start, and again when a colleague joins a shared PC. */
export function ProfileForm({onSaved, onCancel}: ProfileFormProps) {
  const text = useText(texts);
  const shared = useText(words);
  const language = useLanguage();
  const {session, saveProfile} = useSession();
  const [draft, setDraft] = useState(() => firstDraft(session.profile));
  const [asked, setAsked] = useState(false);
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  const zones = useMemo(
    () =>
      [...new Set([systemZone(), draft.timeZone, ...Intl.supportedValuesOf('timeZone')])].map((zone) => ({
        value: zone,
        label: zone,
      })),
    [draft.timeZone],
  );

  const field = (name: 'agentId' | 'spokenName' | 'institution' | 'team', label: string, description?: string) => (
    <TextInput
      label={label}
      description={description}
      required
      // A dialog gives its focus to this field, not to its close button.
      data-autofocus={name === 'agentId' ? true : undefined}
      maxLength={name === 'institution' ? 80 : 40}
      autoComplete="off"
      value={draft[name]}
      error={asked && draft[name].trim() === '' ? text.required : null}
      onChange={(event) => setDraft({...draft, [name]: event.currentTarget.value})}
    />
  );

  const optionalField = (name: OptionalField, label: string, description: string) => (
    <TextInput
      label={label}
      description={description}
      maxLength={60}
      autoComplete="off"
      value={draft[name]}
      onChange={(event) => setDraft({...draft, [name]: event.currentTarget.value})}
    />
  );

  const save = async (event: SyntheticEvent) => {
    event.preventDefault();
    setAsked(true);
    if ([draft.agentId, draft.spokenName, draft.institution, draft.team].some((value) => value.trim() === '')) return;
    if (draft.languages.length === 0) return;
    setSaving(true);
    try {
      await saveProfile(profileOf(draft));
      onSaved?.();
    } catch (thrown) {
      setError(asCallError(thrown));
    } finally {
      setSaving(false);
    }
  };

  return (
    <form noValidate onSubmit={(event) => void save(event)}>
      <Stack gap="sm">
        {field('agentId', text.agentId, text.agentIdWhy)}
        {field('spokenName', text.spokenName, text.spokenNameWhy)}
        {field('institution', text.institution, text.institutionWhy)}
        {field('team', text.team)}
        {optionalField('officialPhone', text.officialPhone, text.officialPhoneWhy)}
        {optionalField('officialChannel', text.officialChannel, text.officialChannelWhy)}
        <SearchedSelect
          label={text.timeZone}
          required
          data={zones}
          nothing={text.timeZoneNone}
          value={draft.timeZone}
          onChange={(timeZone) => setDraft({...draft, timeZone})}
        />
        <Select
          label={text.jurisdiction}
          required
          allowDeselect={false}
          data={JURISDICTIONS.map((value) => ({value, label: JURISDICTION_LABELS[value][language]}))}
          value={draft.jurisdiction}
          onChange={(value) => value !== null && setDraft({...draft, jurisdiction: value})}
        />
        <Checkbox.Group
          label={text.languages}
          description={text.languagesWhy}
          error={asked && draft.languages.length === 0 ? text.required : null}
          value={[...draft.languages]}
          onChange={(chosen) => setDraft({...draft, languages: LANGUAGES.filter((each) => chosen.includes(each))})}
        >
          <Group gap="md" mt="xs">
            {LANGUAGES.map((each) => (
              <Checkbox key={each} value={each} label={LANGUAGE_LABELS[each][language]} />
            ))}
          </Group>
        </Checkbox.Group>
        <Select
          label={text.collector}
          required
          allowDeselect={false}
          data={(['creditor', 'thirdParty'] as const).map((value) => ({
            value,
            label: COLLECTOR_LABELS[value][language],
          }))}
          value={draft.collector}
          onChange={(value) => value !== null && setDraft({...draft, collector: value})}
        />
        {error !== null && <ErrorNotice error={error} title={text.failed} />}
        <Group justify="flex-end" gap="xs">
          {onCancel !== undefined && (
            <Button variant="default" onClick={onCancel}>
              {shared.cancel}
            </Button>
          )}
          <Button type="submit" loading={saving}>
            {shared.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
