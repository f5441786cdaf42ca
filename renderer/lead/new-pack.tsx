import {Alert, Button, Checkbox, Group, Stack, Text, TextInput, Title} from '@mantine/core';
import {type SyntheticEvent, useState} from 'react';
import {Pack, type PackInfo} from '../../electron/contract/pack.ts';
import type {PackDraftInfo} from '../../electron/contract/pack-draft.ts';
import {asCallError, call, type CallError} from '../shared/client.ts';
import {ErrorNotice} from '../shared/error-notice.tsx';
import {dateTime} from '../shared/format.ts';
import {useSession} from '../shared/session.tsx';
import {strings, useLanguage, useText} from '../shared/strings.ts';
import {useFirstFocus} from '../shared/use-first-focus.ts';
import {words} from '../shared/words.ts';
import type {EditingTask} from './editor/editor-room.tsx';
import {nameOf} from './use-packs.ts';

const texts = strings({
  title: {'zh-CN': '新建话术包', en: 'A new pack'},
  why: (like: string) => ({
    'zh-CN': `以 ${like} 为样板：阶段、分支、填空、规则、地区和语言照搬，之后都可以改。先成为草稿，坐席看不到。`,
    en: `After the pattern of ${like}: its stages, branches, slots, rules, jurisdiction and language, all of which can be changed. It begins as a draft, which no agent sees.`,
  }),
  name: {'zh-CN': '标题', en: 'Title'},
  id: {'zh-CN': '代号', en: 'Id'},
  idWhy: {
    'zh-CN': '小写字母、数字和连字符，例如 card-m1；以后不能更改',
    en: 'Lower-case letters, digits and hyphens, such as card-m1; it stays for good',
  },
  badId: {
    'zh-CN': '只能用小写字母、数字和连字符，2 至 64 位',
    en: 'lower-case letters, digits and hyphens only; 2 to 64 of them',
  },
  taken: {'zh-CN': '已有这个代号的话术包或草稿', en: 'there is a pack or a draft of this id already'},
  required: {'zh-CN': '请填写', en: 'Please fill this in'},
  table: {
    'zh-CN': '不带样板的异议，改从自己的表格导入',
    en: 'Without the objections of the pattern: they come out of a table of my own',
  },
  begin: {'zh-CN': '开始写', en: 'Begin'},
  beginTable: {'zh-CN': '开始并选择表格', en: 'Begin, and choose the table'},
  draft: (title: string) => ({'zh-CN': `草稿：${title}`, en: `Draft: ${title}`}),
  draftWhy: (at: string) => ({
    'zh-CN': `还没有成为版本。${at} 保存。`,
    en: `Not a version yet. Saved ${at}.`,
  }),
  resume: {'zh-CN': '继续编辑', en: 'Continue'},
  sheet: {'zh-CN': '导入异议表格…', en: 'Import a table of objections…'},
  discard: {'zh-CN': '丢弃草稿…', en: 'Throw it away…'},
  really: {'zh-CN': '确定丢弃，不可恢复', en: 'Throw it away for good'},
  failed: {'zh-CN': '没有完成', en: 'This was not done'},
});

interface NewPackProps {
  /** The version whose parts the new pack begins with. */
  like: PackInfo;
  packs: readonly PackInfo[];
  drafts: readonly PackDraftInfo[];
  onEdit: (task: EditingTask) => void;
  onClose: () => void;
}

/** A pack of its own: asks for what stays for good, and leads into the editor, or into the import of a table. */
export function NewPack({like, packs, drafts, onEdit, onClose}: NewPackProps) {
  const text = useText(texts);
  const shared = useText(words);
  const box = useFirstFocus<HTMLFormElement>();
  const [title, setTitle] = useState('');
  const [id, setId] = useState('');
  const [table, setTable] = useState(false);
  const [asked, setAsked] = useState(false);
  const taken = packs.some((pack) => pack.id === id) || drafts.some(({packId}) => packId === id);
  const wrong = id === '' ? text.required : Pack.shape.id.safeParse(id).success ? null : text.badId;
  const fault = taken ? text.taken : wrong;
  const begin = (event: SyntheticEvent) => {
    event.preventDefault();
    setAsked(true);
    if (fault !== null || title.trim() === '') return;
    onEdit({packId: id, from: null, fresh: {title: title.trim(), like, empty: table}, ...(table && {table})});
  };
  return (
    <form ref={box} noValidate aria-labelledby="new-pack-title" onSubmit={begin}>
      <Stack gap="sm">
        <Title order={2} id="new-pack-title">
          {text.title}
        </Title>
        <Text size="sm">{text.why(nameOf(like))}</Text>
        <TextInput
          label={text.name}
          required
          data-autofocus
          maxLength={200}
          value={title}
          error={asked && title.trim() === '' ? text.required : null}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <TextInput
          label={text.id}
          description={text.idWhy}
          required
          spellCheck={false}
          autoComplete="off"
          maxLength={64}
          value={id}
          error={taken || asked ? fault : null}
          onChange={(event) => setId(event.currentTarget.value.trim())}
        />
        <Checkbox label={text.table} checked={table} onChange={(event) => setTable(event.currentTarget.checked)} />
        <Group gap="xs">
          <Button type="submit">{table ? text.beginTable : text.begin}</Button>
          <Button variant="default" onClick={onClose}>
            {shared.cancel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface DraftPanelProps {
  draft: PackDraftInfo;
  onEdit: (task: EditingTask) => void;
  onGone: () => void;
}

/** The draft of a pack that has no version yet: goes on with it, or throws it away. */
export function DraftPanel({draft: {packId, title, savedAt, revision}, onEdit, onGone}: DraftPanelProps) {
  const text = useText(texts);
  const shared = useText(words);
  const language = useLanguage();
  const {session} = useSession();
  const [asked, setAsked] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  const discard = async () => {
    setError(null);
    try {
      await call('draft.remove', {packId, revision});
      onGone();
    } catch (thrown) {
      setError(asCallError(thrown));
    }
  };
  return (
    <>
      <Title order={2}>{text.draft(title)}</Title>
      <Text size="sm">
        <Text span ff="monospace" size="xs">
          {packId}
        </Text>{' '}
        {text.draftWhy(dateTime(savedAt, language, session.profile?.timeZone ?? 'UTC'))}
      </Text>
      {error !== null && <ErrorNotice error={error} title={text.failed} onClose={() => setError(null)} />}
      <Group gap="xs">
        <Button onClick={() => onEdit({packId, from: null})}>{text.resume}</Button>
        <Button variant="default" onClick={() => onEdit({packId, from: null, table: true})}>
          {text.sheet}
        </Button>
        {!asked && (
          <Button variant="default" onClick={() => setAsked(true)}>
            {text.discard}
          </Button>
        )}
      </Group>
      {asked && (
        <Alert color="orange" role="group" title={text.discard}>
          <Group gap="xs">
            <Button color="red" onClick={() => void discard()}>
              {text.really}
            </Button>
            <Button variant="default" onClick={() => setAsked(false)}>
              {shared.cancel}
            </Button>
          </Group>
        </Alert>
      )}
    </>
  );
}
