import {Badge, Group, Text} from '@mantine/core';
import {createContext, Fragment, use} from 'react';
import {REQUIRED_LINE_LABELS} from '../../electron/contract/labels.ts';
import type {Condition, Line, Pack} from '../../electron/contract/pack.ts';
import type {Language} from '../../electron/contract/values.ts';
import {strings, useLanguage, useText} from '../shared/strings.ts';

const texts = strings({
  verbatim: {'zh-CN': '逐字', en: 'Verbatim'},
  before: {'zh-CN': '核实前可说', en: 'Before verification'},
  pressure: {'zh-CN': '施压', en: 'Pressure'},
  consequence: {'zh-CN': '后果告知', en: 'Consequence'},
  approved: (who: string, until: string) => ({
    'zh-CN': `批准：${who}，有效期至 ${until}`,
    en: `Approved by ${who} until ${until}`,
  }),
  empathy: {'zh-CN': '共情：', en: 'Empathy: '},
  facts: (names: string) => ({'zh-CN': `需要：${names}`, en: `Needs: ${names}`}),
  when: (words: string) => ({'zh-CN': `条件：${words}`, en: `When: ${words}`}),
  days: (min: string, max: string) => ({'zh-CN': `逾期 ${min}–${max} 天`, en: `${min}–${max} days overdue`}),
  firstCall: {'zh-CN': '首次通话', en: 'first call'},
  laterCall: {'zh-CN': '非首次通话', en: 'not the first call'},
});

/** Slot names as a person calls them. */
export type SlotNames = ReadonlyMap<string, string>;

export function slotNames(pack: Pack): SlotNames {
  return new Map(pack.slots.map((slot) => [slot.id, slot.name]));
}

/** The language of the pack that is shown, which is not the interface's: screen readers must know (WCAG 3.1.2). */
export const PackLanguage = createContext<Language>('zh-CN');

const NO_SLOTS: SlotNames = new Map();

/** A text of a pack, in the pack's language, with its slots shown by name. */
export function PackText({text, slots = NO_SLOTS}: {text: string; slots?: SlotNames}) {
  const language = use(PackLanguage);
  return (
    <span lang={language}>
      {text.split(/\{([^{}]*)\}/).map((piece, index) => (
        <Fragment key={index}>
          {index % 2 === 0 ? piece : <span className="slot">{slots.get(piece) ?? piece}</span>}
        </Fragment>
      ))}
    </span>
  );
}

/** One line of a pack with everything that decides when it may be said. */
export function ScriptLine({line, slots}: {line: Line; slots: SlotNames}) {
  const text = useText(texts);
  const language = useLanguage();
  const condition = useCondition(line.when);
  return (
    <div className="script-line">
      <Text size="sm" style={{lineHeight: 1.6}}>
        <PackText text={line.text} slots={slots} />
      </Text>
      {line.empathy !== undefined && (
        <Text size="sm" c="dimmed">
          {text.empathy}
          <PackText text={line.empathy} slots={slots} />
        </Text>
      )}
      <Group gap={6}>
        {line.kind === 'verbatim' && <Badge size="sm">{text.verbatim}</Badge>}
        {line.discloses !== undefined && <Badge size="sm">{REQUIRED_LINE_LABELS[line.discloses][language]}</Badge>}
        {line.beforeVerification && (
          <Badge size="sm" color="teal">
            {text.before}
          </Badge>
        )}
        {line.pressure && (
          <Badge size="sm" color="orange">
            {text.pressure}
          </Badge>
        )}
        {line.consequence && (
          <Badge size="sm" color="red">
            {text.consequence}
          </Badge>
        )}
        {line.approvedBy !== undefined && (
          <Text size="xs">{text.approved(line.approvedBy, line.validUntil ?? '—')}</Text>
        )}
        {condition !== '' && <Text size="xs">{text.when(condition)}</Text>}
        {line.facts.length > 0 && (
          <Text size="xs" c="dimmed">
            {text.facts(line.facts.map((fact) => slots.get(fact) ?? fact).join(language === 'zh-CN' ? '、' : ', '))}
          </Text>
        )}
      </Group>
    </div>
  );
}

/** A condition in words; empty when there is none. */
export function useCondition(when: Condition | undefined): string {
  const text = useText(texts);
  if (when === undefined) return '';
  const parts: string[] = [];
  const {daysOverdue, bucket, product, customerType, firstCall} = when;
  if (daysOverdue !== undefined) {
    parts.push(text.days(String(daysOverdue.min ?? 0), daysOverdue.max === undefined ? '' : String(daysOverdue.max)));
  }
  for (const list of [bucket, product, customerType]) if (list !== undefined) parts.push(list.join(' / '));
  if (firstCall !== undefined) parts.push(firstCall ? text.firstCall : text.laterCall);
  return parts.join(' · ');
}
