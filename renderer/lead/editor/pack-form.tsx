import {ActionIcon, Button, Group, NumberInput, Select, Text} from '@mantine/core';
import {JURISDICTION_LABELS} from '../../../electron/contract/labels.ts';
import {BUCKETS} from '../../../electron/contract/pack.ts';
import {MOST_INSTALMENTS} from '../../../electron/contract/payment-plan.ts';
import {JURISDICTIONS} from '../../../electron/contract/values.ts';
import type {PackDocument} from '../../../electron/domain/pack-draft.ts';
import {minorDigits} from '../../../electron/domain/script-lines.ts';
import {strings, useLanguage, useText} from '../../shared/strings.ts';
import {ROOT, useDocument, useFindings, useSetting, within} from './draft-context.tsx';
import {ChoiceField, FindingWords, NumberField, TextField} from './fields.tsx';
import {Icon} from './icons.tsx';
import {LanguageField} from './more-forms.tsx';
import {choicesOf, Part} from './part-forms.tsx';

const texts = strings({
  title: {'zh-CN': '标题', en: 'Title'},
  description: {'zh-CN': '说明', en: 'Description'},
  jurisdiction: {'zh-CN': '法域', en: 'Jurisdiction'},
  id: (id: string) => ({'zh-CN': `编号 ${id}（不可更改）`, en: `Id ${id} (stays for good)`}),
  plans: {'zh-CN': '分期范围', en: 'What may be agreed in parts'},
  plansWhy: {'zh-CN': '留空的不限制。', en: 'What is left empty does not limit.'},
  noPlans: {'zh-CN': '不限制分期', en: 'No limits'},
  addPlans: {'zh-CN': '设定分期范围', en: 'Set limits'},
  currency: {'zh-CN': '币种', en: 'Currency'},
  minInstalments: {'zh-CN': '最少期数', en: 'Fewest parts'},
  maxInstalments: {'zh-CN': '最多期数', en: 'Most parts'},
  minAmount: (currency: string) => ({
    'zh-CN': `每期最低金额（${currency}）`,
    en: `Least amount of a part (${currency})`,
  }),
  maxDays: {'zh-CN': '全部还清的最长天数', en: 'Days until the last part, at most'},
  maxDaysToFirst: {'zh-CN': '首期的最长天数', en: 'Days until the first part, at most'},
  minFirstShare: {'zh-CN': '首期最低比例（%）', en: 'Least share of the first part (%)'},
  buckets: {'zh-CN': '账龄段', en: 'Buckets'},
  bucketsWhy: {'zh-CN': '不设定则按 30、60、90 天划分。', en: 'Without them: 30, 60 and 90 days.'},
  addBucket: {'zh-CN': '添加账龄段', en: 'Add a bucket'},
  bucket: (number: number) => ({'zh-CN': `账龄段 ${number}`, en: `Bucket ${number}`}),
  from: (number: number) => ({'zh-CN': `账龄段 ${number}：从第几天`, en: `Bucket ${number}: from day`}),
  to: (number: number) => ({
    'zh-CN': `账龄段 ${number}：到第几天（最后一段留空）`,
    en: `Bucket ${number}: to day (last: empty)`,
  }),
  removeBucket: (number: number) => ({'zh-CN': `删除账龄段 ${number}`, en: `Delete bucket ${number}`}),
});

/** What is said of the pack as a whole. Its id is what its versions have in common, and its version is chosen at the end. */
export function PackForm() {
  const text = useText(texts);
  const language = useLanguage();
  const {document} = useDocument();
  return (
    <>
      <div className="field-grid">
        <TextField of={ROOT} name="title" label={text.title} value={document.title} required />
        <LanguageField of={ROOT} value={document.language} />
        <ChoiceField
          of={ROOT}
          name="jurisdiction"
          label={text.jurisdiction}
          choices={choicesOf(JURISDICTIONS, JURISDICTION_LABELS, language)}
          value={document.jurisdiction}
        />
        <Text size="sm" c="dimmed" ff="monospace">
          {text.id(document.id)}
        </Text>
        <div className="whole-row">
          <TextField of={ROOT} name="description" label={text.description} value={document.description} long />
        </div>
      </div>
      <Part title={text.plans}>
        <Plans plans={document.plans} />
      </Part>
      <Part title={text.buckets}>
        <Buckets buckets={document.buckets} />
      </Part>
    </>
  );
}

function Plans({plans}: {plans: PackDocument['plans']}) {
  const text = useText(texts);
  const {document} = useDocument();
  const set = useSetting();
  const spot = within(ROOT, 'plans');
  if (plans === undefined) {
    const currency = {CN: 'CNY', US: 'USD', UK: 'GBP', none: document.language === 'en' ? 'USD' : 'CNY'};
    return (
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => set(spot, {currency: currency[document.jurisdiction]})}
      >
        {text.addPlans}
      </Button>
    );
  }
  return (
    <>
      <Text size="xs" c="dimmed">
        {text.plansWhy}
      </Text>
      <div className="field-grid">
        <TextField of={spot} name="currency" label={text.currency} value={plans.currency} required />
        <span />
        <NumberField
          of={spot}
          name="minInstalments"
          label={text.minInstalments}
          value={plans.minInstalments}
          min={2}
          max={MOST_INSTALMENTS}
        />
        <NumberField
          of={spot}
          name="maxInstalments"
          label={text.maxInstalments}
          value={plans.maxInstalments}
          min={2}
          max={MOST_INSTALMENTS}
        />
        <NumberField
          of={spot}
          name="minAmount"
          label={text.minAmount(plans.currency)}
          value={plans.minAmount}
          min={1}
          // While it is being typed it is no currency yet.
          digits={/^[A-Z]{3}$/.test(plans.currency) ? minorDigits(plans.currency) : 2}
        />
        <NumberField
          of={spot}
          name="minFirstShare"
          label={text.minFirstShare}
          value={plans.minFirstShare}
          min={1}
          max={99}
        />
        <NumberField of={spot} name="maxDays" label={text.maxDays} value={plans.maxDays} min={1} />
        <NumberField of={spot} name="maxDaysToFirst" label={text.maxDaysToFirst} value={plans.maxDaysToFirst} />
      </div>
      <Button size="compact-sm" variant="default" onClick={() => set(spot, undefined)}>
        {text.noPlans}
      </Button>
    </>
  );
}

type Span = NonNullable<PackDocument['buckets']>[number];

/** Spans have no ids: the list is set as a whole. */
function Buckets({buckets}: {buckets: PackDocument['buckets']}) {
  const text = useText(texts);
  const set = useSetting();
  const spot = within(ROOT, 'buckets');
  const spans = buckets ?? [];
  const change = (at: number, part: Partial<Span>) =>
    set(
      spot,
      spans.map((span, i) => (i === at ? withoutUndefined({...span, ...part}) : span)),
      true,
    );
  const add = () => {
    const last = spans.at(-1);
    const fromDay = (last?.toDay ?? (last?.fromDay ?? -29) + 29) + 1;
    const bucket = BUCKETS.find((each) => !spans.some((span) => span.bucket === each)) ?? 'M3+';
    const before = spans.map((span, i) => (i === spans.length - 1 ? {...span, toDay: fromDay - 1} : span));
    set(spot, [...before, {bucket, fromDay}]);
  };
  return (
    <>
      <Text size="xs" c="dimmed">
        {text.bucketsWhy}
      </Text>
      {spans.map((span, i) => (
        <div key={i}>
          <Group gap="xs" wrap="nowrap">
            <Select
              w="6rem"
              aria-label={text.bucket(i + 1)}
              data={[...BUCKETS]}
              value={span.bucket}
              allowDeselect={false}
              onChange={(bucket) => bucket !== null && change(i, {bucket})}
            />
            <NumberInput
              aria-label={text.from(i + 1)}
              value={span.fromDay}
              min={1}
              allowDecimal={false}
              onChange={(day) => typeof day === 'number' && change(i, {fromDay: day})}
            />
            <NumberInput
              aria-label={text.to(i + 1)}
              value={span.toDay ?? ''}
              min={1}
              allowDecimal={false}
              onChange={(day) => change(i, {toDay: typeof day === 'number' ? day : undefined})}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={text.removeBucket(i + 1)}
              onClick={() => set(spot, spans.length === 1 ? undefined : spans.toSpliced(i, 1))}
            >
              <Icon name="remove" />
            </ActionIcon>
          </Group>
          <SpanFindings at={i} />
        </div>
      ))}
      {spans.length < BUCKETS.length && (
        <Button size="compact-sm" variant="default" onClick={add}>
          ＋ {text.addBucket}
        </Button>
      )}
    </>
  );
}

function SpanFindings({at}: {at: number}) {
  const spot = {path: [], place: `buckets[${at}]`};
  const own = useFindings(spot);
  const from = useFindings(within(spot, 'fromDay'));
  const to = useFindings(within(spot, 'toDay'));
  const bucket = useFindings(within(spot, 'bucket'));
  return <FindingWords findings={[...own, ...bucket, ...from, ...to]} />;
}

const withoutUndefined = (span: Partial<Span>): object =>
  Object.fromEntries(Object.entries(span).filter(([, value]) => value !== undefined));
