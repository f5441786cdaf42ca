import {Text} from '@mantine/core';
import {Override, RULE_EFFECTS, RULE_STATUSES} from '../../../electron/contract/contact-rules.ts';
import {JURISDICTION_LABELS, RULE_EFFECT_LABELS, RULE_STATUS_LABELS} from '../../../electron/contract/labels.ts';
import {JURISDICTIONS} from '../../../electron/contract/values.ts';
import type {PackDocument} from '../../../electron/domain/pack-draft.ts';
import {strings, useLanguage, useText} from '../../shared/strings.ts';
import {ConditionForm} from './condition-form.tsx';
import {type Spot, within} from './draft-context.tsx';
import {ChoiceField, DayField, TextField} from './fields.tsx';
import {choicesOf, Part} from './part-forms.tsx';

const texts = strings({
  message: {'zh-CN': '对坐席说的话（中文）', en: 'What the agent reads (Chinese)'},
  messageEnglish: {'zh-CN': '对坐席说的话（英文）', en: 'What the agent reads (English)'},
  effect: {'zh-CN': '效果', en: 'Effect'},
  status: {'zh-CN': '依据', en: 'Status'},
  override: {'zh-CN': '谁可以放行', en: 'Who may go on in spite of it'},
  never: {'zh-CN': '任何人都不可以', en: 'nobody'},
  lead: {'zh-CN': '组长凭 PIN 和理由', en: 'a lead, with PIN and reason'},
  source: {'zh-CN': '出处（条、款）', en: 'Source (article, paragraph)'},
  jurisdiction: {'zh-CN': '法域', en: 'Jurisdiction'},
  from: {'zh-CN': '生效日', en: 'In force from'},
  to: {'zh-CN': '失效日', en: 'In force until'},
  condition: {'zh-CN': '规则看什么', en: 'What the rule looks at'},
  adds: {
    'zh-CN': '话术包的规则只能更严：放宽软件自带规则的不起作用。',
    en: 'Rules of a pack can only be stricter: what would loosen one of the app’s is not followed.',
  },
});

export type RuleDocument = NonNullable<PackDocument['rules']>[number];
/** A rule of the company's own: what it looks at, what it does, and where it comes from. */
export function RuleForm({of, rule}: {of: Spot; rule: RuleDocument}) {
  const text = useText(texts);
  const language = useLanguage();
  const message = within(of, 'message');
  return (
    <>
      <Text size="sm" c="dimmed">
        {text.adds}
      </Text>
      <TextField
        of={message}
        name="zh-CN"
        label={text.message}
        value={rule.message['zh-CN']}
        language="zh-CN"
        required
        long
      />
      <TextField
        of={message}
        name="en"
        label={text.messageEnglish}
        value={rule.message.en}
        language="en"
        required
        long
      />
      <Part title={text.condition}>
        <ConditionForm of={of} rule={rule} />
      </Part>
      <div className="field-grid">
        <ChoiceField
          of={of}
          name="effect"
          label={text.effect}
          choices={choicesOf(RULE_EFFECTS, RULE_EFFECT_LABELS, language)}
          value={rule.effect}
        />
        <ChoiceField
          of={of}
          name="override"
          label={text.override}
          choices={Override.options.map((value) => ({value, label: text[value]}))}
          value={rule.override ?? 'never'}
        />
        <ChoiceField
          of={of}
          name="status"
          label={text.status}
          choices={choicesOf(RULE_STATUSES, RULE_STATUS_LABELS, language)}
          value={rule.status}
        />
        <ChoiceField
          of={of}
          name="jurisdiction"
          label={text.jurisdiction}
          choices={choicesOf(JURISDICTIONS, JURISDICTION_LABELS, language)}
          value={rule.jurisdiction}
        />
        <div className="whole-row">
          <TextField of={of} name="source" label={text.source} value={rule.source} required long />
        </div>
        <DayField of={of} name="validFrom" label={text.from} value={rule.validFrom} />
        <DayField of={of} name="validTo" label={text.to} value={rule.validTo} />
      </div>
    </>
  );
}
