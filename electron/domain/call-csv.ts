import type {CallRecord} from '../contract/call.ts';
import type {Language} from '../contract/values.ts';
import {talkSeconds} from './call-record.ts';
import {unsaidDisclosures} from './disclosures.ts';
import {wallClock} from './days.ts';
import {
  CONTACT_LABELS,
  DIRECTION_LABELS,
  METHOD_LABELS,
  MODE_LABELS,
  REASON_LABELS,
  RESULT_LABELS,
} from '../contract/labels.ts';
import {maskName, maskNote, maskReference} from './masking.ts';
import {minorDigits} from './script-lines.ts';

/** Excel reads a file as UTF-8 only with this in front. */
export const BYTE_ORDER_MARK = '\ufeff';

type Column = [name: string, value: (record: CallRecord, view: CsvView) => string | number];

export interface CsvView {
  unmasked: boolean;
  language: Language;
  /** The newest chain hash of the call, so that a row can be matched with the journal. */
  hash: string;
}

const reference = (record: CallRecord, view: CsvView) =>
  view.unmasked ? record.opened.reference : maskReference(record.opened.reference);

const customerName = (record: CallRecord, view: CsvView) =>
  view.unmasked ? record.opened.customerName : maskName(record.opened.customerName);

const namesOf = (record: CallRecord) => [record.opened.customerName, record.opened.reference];

const numberLabel = (record: CallRecord, view: CsvView) =>
  view.unmasked ? record.opened.numberLabel : maskNote(record.opened.numberLabel, namesOf(record));

/** A note as it may be shown: with names and numbers taken out unless the reader may see them. */
export const noteOf = (record: CallRecord, unmasked: boolean): string =>
  shownWords(record, record.outcome?.note ?? '', unmasked);

const shownWords = (record: CallRecord, words: string, unmasked: boolean): string =>
  unmasked ? words : maskNote(words, namesOf(record));

function amountOf(record: CallRecord): string {
  const promise = record.outcome?.promise;
  if (promise === null || promise === undefined) return '';
  const digits = minorDigits(promise.currency);
  return (promise.amount / 10 ** digits).toFixed(digits);
}

const yes = (value: boolean | undefined): string => (value === undefined ? '' : value ? 'yes' : 'no');

/**
 * One row per call. Names and codes stay the same in every language, so that a sheet of one month can be joined with
 * another's; the words beside the codes are in the reader's language. Times are ISO in UTC, and once more in the customer's
 * own zone. The last columns are the evidence: the pack by its hash, and the call's newest link of the journal.
 */
const COLUMNS: readonly Column[] = [
  ['call_id', (record) => record.id],
  ['opened_at_utc', (record) => record.openedAt],
  ['connected_at_utc', (record) => record.connectedAt ?? ''],
  ['ended_at_utc', (record) => record.endedAt ?? ''],
  ['opened_at_customer', (record) => wallClock(record.opened.timeZone, record.openedAt)],
  ['customer_time_zone', (record) => record.opened.timeZone],
  ['talk_seconds', (record) => talkSeconds(record) ?? ''],
  ['agent_id', (record) => record.agent],
  ['agent_name', (record) => record.opened.agentName],
  ['team', (record) => record.opened.team],
  ['institution', (record) => record.opened.institution],
  ['direction', (record, view) => DIRECTION_LABELS[record.opened.direction][view.language]],
  ['mode', (record, view) => MODE_LABELS[record.opened.mode][view.language]],
  ['number_label', numberLabel],
  ['account_reference', reference],
  ['customer_name', customerName],
  ['jurisdiction', (record) => record.opened.jurisdiction],
  ['product', (record) => record.opened.product ?? ''],
  ['days_overdue', (record) => record.opened.daysOverdue ?? ''],
  ['bucket', (record) => record.opened.bucket ?? ''],
  ['party', (record) => record.party],
  ['identity_checks', (record) => record.checks.join(' ')],
  ['contact', (record) => record.outcome?.contact ?? ''],
  [
    'contact_words',
    (record, view) => (record.outcome === null ? '' : CONTACT_LABELS[record.outcome.contact][view.language]),
  ],
  ['result', (record) => record.outcome?.result ?? ''],
  [
    'result_words',
    (record, view) => {
      const result = record.outcome?.result ?? null;
      return result === null ? '' : RESULT_LABELS[result][view.language];
    },
  ],
  ['tags', (record) => record.outcome?.tags.join(' ') ?? ''],
  [
    'reason_for_default',
    (record, view) => {
      const reason = record.outcome?.reason ?? null;
      return reason === null ? '' : REASON_LABELS[reason][view.language];
    },
  ],
  ['promise_amount', amountOf],
  ['promise_currency', (record) => record.outcome?.promise?.currency ?? ''],
  ['promise_day', (record) => record.outcome?.promise?.day ?? ''],
  [
    'promise_method',
    (record, view) => {
      const method = record.outcome?.promise?.method;
      return method === undefined ? '' : METHOD_LABELS[method][view.language];
    },
  ],
  ['reminder_consent', (record) => yes(record.outcome?.promise?.reminderConsent)],
  ['repeated_back', (record) => yes(record.outcome?.promise?.repeatedBack)],
  ['next_action', (record) => record.outcome?.nextAction?.kind ?? ''],
  ['next_action_at', (record) => record.outcome?.nextAction?.at ?? ''],
  ['next_action_time_zone', (record) => record.outcome?.nextAction?.timeZone ?? ''],
  ['objections', (record) => record.objections.map((objection) => objection.title).join(' | ')],
  ['stages', (record) => record.stages.map((stage) => stage.kind).join(' > ')],
  ['branches', (record) => record.branches.map((branch) => branch.kind).join(' ')],
  ['lines_used', (record) => record.linesUsed.map((line) => line.lineId).join(' ')],
  ['required_lines_said', (record) => record.linesUsed.filter((line) => line.verbatim).length],
  ['required_lines_unsaid', (record) => unsaidDisclosures(record).join(' ')],
  ['rules_verdict', (record) => record.rules?.verdict ?? ''],
  ['rules_found', (record) => record.rules?.findings.map(({ruleId}) => ruleId).join(' ') ?? ''],
  ['rules_overridden', (record) => record.overridden?.ruleIds.join(' ') ?? ''],
  ['override_reason', (record, view) => shownWords(record, record.overridden?.why ?? '', view.unmasked)],
  ['note', (record, view) => noteOf(record, view.unmasked)],
  ['corrections', (record) => record.corrections],
  ['pack', (record) => (record.opened.pack === null ? '' : `${record.opened.pack.id}@${record.opened.pack.version}`)],
  ['pack_sha256', (record) => record.opened.pack?.sha256 ?? ''],
  ['device', (record) => record.device],
  ['journal_seq', (record) => record.lastSeq],
  ['journal_hash', (_record, view) => view.hash],
];

/**
 * A cell that a spreadsheet will show and not run: text that starts with = + - @ (also full-width, and behind white space
 * that Excel skips) gets an apostrophe in front; control characters but line feeds become spaces.
 */
export function harmlessCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  // oxlint-disable-next-line no-control-regex -- control characters are what must not reach the spreadsheet
  const text = value.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, ' ');
  const armed = /^[\s\p{Z}\p{Cf}\p{DI}]*[=+\-@＝＋－＠−﹣﹢﹦﹫|%]/u.test(text);
  // Excel also starts afresh after a line feed when a quoted cell is pasted apart; a tab would open a new cell.
  return armed ? `'${text}` : text;
}

const quote = (cell: string): string => (/[",\n\r;]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

const line = (cells: readonly string[]): string => `${cells.map(quote).join(',')}\r\n`;

export const csvHeader = (): string => line(COLUMNS.map(([name]) => name));

export function csvRow(record: CallRecord, view: CsvView): string {
  return line(COLUMNS.map(([, value]) => harmlessCell(value(record, view))));
}
