import {describe, expect, test} from 'vitest';
import type {Account} from '../../electron/contract/account.ts';
import {Pack, type Stage} from '../../electron/contract/pack.ts';
import {nearObjections, searchContext} from '../../electron/domain/search-context.ts';
import {largePack} from '../large-pack.ts';
import {starterPacks} from './starter-packs.ts';
import {aRecord, opened} from './a-record.ts';

const account = {customerType: 'busy'} as Account;
const learned = {usage: new Map([['forgot', 3]]), saidBefore: ['no-money-now']};

describe('what the search knows of a call', () => {
  test('once the right party is confirmed: the debt, the customer, what was said before', () => {
    expect(searchContext(aRecord(), account, 'open', ['forgot'], learned)).toEqual({
      language: 'zh-CN',
      near: ['forgot'],
      usage: learned.usage,
      customer: 'busy',
      product: '消费贷',
      bucket: 'M2',
      saidBefore: ['no-money-now'],
    });
  });

  test('behind the gate: nothing of the account, whatever the page still holds', () => {
    const context = searchContext(aRecord(), account, 'closed', ['forgot'], learned);
    expect(context).toEqual({language: 'zh-CN', near: ['forgot'], usage: learned.usage});
  });

  test('behind the gate what the agent noted of the person on the line still counts', () => {
    const record = aRecord({customerTypes: ['hostile']});
    expect(searchContext(record, account, 'closed', []).customer).toBe('hostile');
    expect(searchContext(record, account, 'open', []).customer).toBe('busy');
  });

  test('nothing is made up where a call has no account', () => {
    const record = aRecord({opened: opened({product: null, daysOverdue: null, bucket: null})});
    expect(searchContext(record, null, 'open', [])).toEqual({language: 'zh-CN', near: []});
    expect(searchContext(null, null, null, [])).toEqual({});
  });
});

describe.each(starterPacks().map((pack) => [pack.id, pack] as const))('near in %s', (_id, pack) => {
  const stageOf = (kind: Stage['kind']) => pack.stages.find((stage) => stage.kind === kind) ?? null;
  const at = (kind: Stage['kind'], more: object = {}) =>
    nearObjections(pack, {gate: 'open', stage: stageOf(kind), branch: null, ...more});
  const find = (id: string) => pack.objections.find((objection) => objection.id === id);

  test('are those that lead on from the present stage, and at the end of the way those that stay', () => {
    for (const kind of ['understanding', 'pressure', 'commitment', 'closing'] as const) {
      const near = at(kind);
      expect(near.length).toBeGreaterThan(0);
      expect(near.length).toBeLessThan(pack.objections.length * 0.6);
    }
    expect(at('understanding')).toContain('no-money-now');
    expect(at('pressure')).toEqual(at('understanding'));
    expect(at('pressure')).toEqual(at('commitment'));
    expect(at('pressure').every((id) => find(id)?.nextStage === stageOf('commitment')?.id)).toBe(true);
  });

  test('are those of the hard call while there is one', () => {
    const near = at('understanding', {branch: 'dispute'});
    expect(near.length).toBeGreaterThan(0);
    expect(near.every((id) => find(id)?.branch === 'dispute')).toBe(true);
  });

  test('are those that may be answered while it is not known who is on the line', () => {
    const near = at('understanding', {gate: 'closed'});
    expect(near).toEqual(at('opening', {gate: 'closed'}));
    expect(near).toContain('wrong-number');
    expect(near.length).toBeLessThan(pack.objections.length * 0.6);
  });

  test('are none before the call and between calls', () => {
    expect(at('preparation', {gate: 'preparing'})).toEqual([]);
    expect(nearObjections(pack, {gate: null, stage: null, branch: null})).toEqual([]);
  });
});

test('near is nobody where a pack names hundreds for one place', () => {
  const pack = Pack.parse(largePack(600));
  const place = {
    gate: 'open',
    branch: null,
    stage: pack.stages.find(({kind}) => kind === 'commitment') ?? null,
  } as const;
  expect(nearObjections(pack, place)).toEqual([]);
  expect(nearObjections({...pack, objections: pack.objections.slice(0, 100)}, place)).toHaveLength(99);
});
