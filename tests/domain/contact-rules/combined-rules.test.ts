import {describe, expect, test} from 'vitest';
import {ContactRule, PackRule, type RuleCondition} from '../../../electron/contract/contact-rules.ts';
import {combinedRules} from '../../../electron/domain/contact-rules/combined-rules.ts';
import {verdictOf} from './a-situation.ts';
import {shippedRules} from './shipped.ts';

const packRule = (id: string, condition: RuleCondition, more: Partial<ContactRule> = {}): ContactRule =>
  ContactRule.parse({
    id,
    jurisdiction: 'US',
    condition,
    effect: 'block',
    message: {'zh-CN': '公司规定', en: 'House rule'},
    source: 'House manual 3.1',
    status: 'verified',
    ...more,
  });

const withPack = (...rules: ContactRule[]) => combinedRules(shippedRules(), rules).rules;
const calls = (times: number) =>
  Array.from(
    {length: times},
    (_, i) => [`2026-07-${String(7 + i).padStart(2, '0')}T10:00:00`, {kind: 'callNoAnswer'}] as const,
  );
const at = '2026-07-13T12:00:00';

describe('a pack tightens', () => {
  test('with a lower number of calls', () => {
    const rules = withPack(packRule('US-FREQ-01', {kind: 'placedCalls', limit: 3, days: 7}));
    expect(verdictOf({at, history: calls(3)})).toBe('allowed');
    expect(verdictOf({at, history: calls(3), rules})).toBe('blocked US-FREQ-01');
  });

  test('with shorter hours, from a day on', () => {
    const hours: RuleCondition = {
      kind: 'openHours',
      from: '09:00',
      to: '18:00',
      closing: 'closed',
      zone: 'own',
      ifUnknown: [],
      severalZones: false,
      who: 'consumer',
      media: ['call'],
    };
    const rules = withPack(packRule('ACME-HOURS', hours, {validFrom: '2026-07-13', validTo: '2026-07-13'}));
    expect(verdictOf({at: '2026-07-13T08:30:00', rules})).toBe('blocked ACME-HOURS');
    expect(verdictOf({at: '2026-07-12T08:30:00', rules})).toBe('allowed');
    expect(verdictOf({at: '2026-07-14T08:30:00', rules})).toBe('allowed');
  });

  test('by switching on what ships switched off', () => {
    const shipped = shippedRules().find(({id}) => id === 'CN-FREQ-04');
    const rules = withPack(ContactRule.parse({...shipped, on: true, status: 'secondary'}));
    const situation = {
      at: '2026-05-12T15:00:00+08:00',
      facts: {jurisdiction: 'CN' as const},
      history: [['2026-05-10T10:00:00+08:00', {kind: 'callConversation'}] as const],
    };
    expect(verdictOf(situation)).toBe('allowed');
    expect(verdictOf({...situation, rules})).toBe('warn CN-FREQ-04');
  });
});

describe('a pack cannot', () => {
  test('allow more calls or a shorter stretch of days', () => {
    const rules = withPack(
      packRule('US-FREQ-01', {kind: 'placedCalls', limit: 100, days: 7}),
      packRule('US-FREQ-01', {kind: 'placedCalls', limit: 7, days: 1}),
    );
    expect(verdictOf({at, history: calls(7), rules})).toBe('blocked US-FREQ-01');
  });

  test('switch a rule off, end it, or make a warning of a block', () => {
    const shipped = shippedRules().find(({id}) => id === 'US-FREQ-01');
    for (const change of [{on: false}, {status: 'unverified'}, {validTo: '2020-01-01'}, {effect: 'warn'}]) {
      const rules = withPack(ContactRule.parse({...shipped, ...change}));
      expect(verdictOf({at, history: calls(7), rules})).toBe('blocked US-FREQ-01');
    }
  });

  test.for([
    {kind: 'excludedCalls', consentDays: 365, unconnected: ['callNoAnswer'], roles: []},
    {kind: 'countedOutcomes', outcomes: []},
    {kind: 'countedPerDebt', oneDebtTypes: []},
    {kind: 'oneReply'},
    {kind: 'wrongNumberCalls'},
  ] satisfies RuleCondition[])('bring an exception of its own: $kind', (condition) => {
    const loosening = packRule('ACME-EXCEPTION', condition);
    const {rules, refused} = combinedRules(shippedRules(), [loosening]);
    expect(refused).toEqual([loosening]);
    expect(rules).toEqual(shippedRules());
  });

  test('pass its rule for a practice of the app: it is refused in a file, and followed as the company’s all the same', () => {
    const rule = packRule('ACME-CALLS', {kind: 'placedCalls', limit: 3, days: 7}, {house: true});
    expect(PackRule.safeParse(rule).error?.issues.map(({path, message}) => [path.join('.'), message])).toEqual([
      ['house', 'no house rule'],
    ]);
    const rules = withPack(rule);
    expect(rules.find(({id}) => id === 'ACME-CALLS')?.house).toBe(false);
    expect(verdictOf({at, history: calls(3), rules})).toBe('blocked ACME-CALLS');
  });

  test('let a lead pass where the app says never', () => {
    const rules = withPack(packRule('US-CEASE-01', {kind: 'ceased'}, {override: 'lead'}));
    expect(rules.filter(({id}) => id === 'US-CEASE-01').map(({override}) => override)).toContain('never');
  });
});
