import {DayOrder, IMPORT_FIELDS} from '../../electron/contract/account-import.ts';
import {ERASE_GROUNDS} from '../../electron/contract/retention.ts';
import {REQUIRED_LINES, RULE_EFFECTS, RULE_STATUSES, Verdict} from '../../electron/contract/contact-rules.ts';
import {expect, test} from 'vitest';
import {CALL_GOALS, PREPARED_ITEMS, REACTIONS, REMINDER_ITEMS} from '../../electron/contract/call-plan.ts';
import {CallMode, CONTACTS, Direction, IdentityCheck, PayMethod, RESULTS} from '../../electron/contract/call.ts';
import {CONDUCT_CATEGORIES} from '../../electron/contract/conduct.ts';
import {Collector} from '../../electron/contract/desk.ts';
import {FLAG_KINDS, PHONE_LINES} from '../../electron/contract/flags.ts';
import {OBJECTION_FIELDS} from '../../electron/contract/objection-table.ts';
import {BRANCH_KINDS, REASONS, STAGE_KINDS, TONES} from '../../electron/contract/pack.ts';
import {PROMISE_STATES} from '../../electron/contract/promise.ts';
import {JURISDICTIONS, LANGUAGES, type LocalText, ROLES} from '../../electron/contract/values.ts';
import * as labels from '../../electron/contract/labels.ts';

const tables: Record<keyof typeof labels, readonly string[]> = {
  CONTACT_LABELS: CONTACTS,
  RESULT_LABELS: RESULTS,
  RULE_EFFECT_LABELS: RULE_EFFECTS,
  RULE_STATUS_LABELS: RULE_STATUSES,
  REQUIRED_LINE_LABELS: REQUIRED_LINES,
  REASON_LABELS: REASONS,
  STAGE_LABELS: STAGE_KINDS,
  BRANCH_LABELS: BRANCH_KINDS,
  TONE_LABELS: TONES,
  ROLE_LABELS: ROLES,
  DIRECTION_LABELS: Direction.options,
  MODE_LABELS: CallMode.options,
  GOAL_LABELS: CALL_GOALS,
  REACTION_LABELS: REACTIONS,
  PREPARED_LABELS: PREPARED_ITEMS,
  REMINDER_LABELS: REMINDER_ITEMS,
  PROMISE_LABELS: PROMISE_STATES,
  METHOD_LABELS: PayMethod.options,
  CHECK_LABELS: IdentityCheck.options,
  JURISDICTION_LABELS: JURISDICTIONS,
  LANGUAGE_LABELS: LANGUAGES,
  COLLECTOR_LABELS: Collector.options,
  FLAG_LABELS: FLAG_KINDS,
  PHONE_LINE_LABELS: PHONE_LINES,
  DAY_ORDER_LABELS: DayOrder.options,
  ERASE_GROUND_LABELS: ERASE_GROUNDS,
  IMPORT_FIELD_LABELS: IMPORT_FIELDS,
  OBJECTION_FIELD_LABELS: OBJECTION_FIELDS,
  CONDUCT_LABELS: CONDUCT_CATEGORIES,
  VERDICT_LABELS: Verdict.options,
};

test.for(Object.keys(labels) as (keyof typeof labels)[])(
  '%s has words for every code, in both languages, no two alike',
  (name) => {
    const table = (labels as Record<string, Record<string, LocalText>>)[name] ?? {};
    expect(Object.keys(table).sort()).toEqual([...tables[name]].sort());
    for (const {'zh-CN': zh, en} of Object.values(table)) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/^[A-Z][^\p{Script=Han}]+$/u);
    }
    expect(new Set(Object.values(table).map((words) => words['zh-CN'])).size).toBe(Object.keys(table).length);
    expect(new Set(Object.values(table).map((words) => words.en)).size).toBe(Object.keys(table).length);
  },
);

// The codes of the trade, as they are known outside: renaming one would break every mapping.
test('the codes are those that were agreed', () => {
  expect([...CONTACTS]).toEqual(['RPC', 'WPC', 'WN', 'NA', 'BZ', 'OFF', 'VM', 'LCM', 'REJ', 'DROP']);
  expect([...RESULTS].sort()).toEqual(
    'ABU ATT BK BP CB CMP CND CP DEC DISP EVD FRAUD HARD INC LANG LC PIF PTP PTP-P RFS SIF'.split(' '),
  );
});
