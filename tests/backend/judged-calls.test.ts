import {rmSync} from 'node:fs';
import {join} from 'node:path';
import {v7} from 'uuid';
import {describe, expect, test} from 'vitest';
import {anOutcome, confirm, openDesk, record, smallLibrary, type TestDesk} from '../open-desk.ts';
import {smallPack} from '../small-pack.ts';
import {judge, later, placed, planned, savedUs, setFlag, usDesk, verdict} from '../rules-desk.ts';

const PIN = '4711';
const override = (pin = PIN) => ({pin, why: 'agreed with the branch'});

async function lockLead(desk: TestDesk): Promise<void> {
  await desk.as('lead');
  await desk.call('session.lock', {role: 'lead', pin: PIN});
  await desk.as('agent');
}

/** An account that may not be called before tomorrow: by a rule that a lead may let pass, or by one that nobody may. */
async function blockedAccount(desk: TestDesk, by: 'lead' | 'never') {
  const account = await savedUs(desk);
  await setFlag(desk, account, by === 'lead' ? {kind: 'inconvenientTime', days: [2]} : {kind: 'attorney'});
  return account;
}

describe('a planned call that the rules do not allow', () => {
  test('is refused with the reasons, and nothing is opened', async () => {
    const desk = usDesk();
    const account = await blockedAccount(desk, 'lead');
    const error = await desk.refusal('call.open', planned(account));
    expect(error).toMatchObject({code: 'forbidden', problems: [{path: 'US-TIME-03'}]});
    expect(await desk.call('call.current', {})).toBeNull();
  });

  test('is let pass by the lead’s PIN and a reason, told in the journal and to QA', async () => {
    const desk = usDesk();
    await lockLead(desk);
    const account = await blockedAccount(desk, 'lead');
    const open = planned(account, {override: override()});
    const call = await desk.call('call.open', open);
    expect(call.record.overridden).toEqual({
      ruleIds: ['US-TIME-03'],
      why: 'agreed with the branch',
      approvedBy: 'lead',
    });
    await desk.call('call.saveOutcome', {id: v7(), callId: open.id, outcome: anOutcome()});
    later(desk, 10);
    await placed(desk, await savedUs(desk));
    await desk.as('qa');
    const list = (rules?: 'blocked' | 'overridden') =>
      desk.call('call.list', {filter: rules === undefined ? {} : {rules}, offset: 0, limit: 10});
    expect((await list()).rows.map((row) => row.rules)).toEqual(['allowed', 'overridden']);
    expect((await list('overridden')).rows.map(({id}) => id)).toEqual([open.id]);
    expect((await list('blocked')).rows.map(({id}) => id)).toEqual([open.id]);
    const {timeline, verified} = await desk.call('call.get', {id: open.id});
    expect(verified).toBe(true);
    expect(timeline.slice(0, 3).map(({type}) => type)).toEqual(['call.opened', 'rules.judged', 'rule.overridden']);
    expect(JSON.stringify(timeline)).not.toContain(PIN);
    const {text} = await desk.call('notes.export', {
      id: v7(),
      format: 'csv',
      filter: {rules: 'overridden'},
      unmasked: false,
      cursor: null,
    });
    expect(text).toContain('agreed with the branch');
  });

  test('stays refused where nobody may let it pass, whatever the PIN', async () => {
    const desk = usDesk();
    await lockLead(desk);
    const account = await blockedAccount(desk, 'never');
    const error = await desk.refusal('call.open', planned(account, {override: override()}));
    expect(error).toMatchObject({code: 'forbidden', problems: [{path: 'US-ATTY-01'}]});
    await setFlag(desk, account, {kind: 'inconvenientTime', days: [2]});
    const both = await desk.refusal('call.open', planned(account, {override: override()}));
    expect(both.problems?.map(({path}) => path)).toEqual(['US-ATTY-01']);
  });

  test('stays refused while no PIN is set, and the words say what a lead does about it', async () => {
    const desk = usDesk();
    const account = await blockedAccount(desk, 'lead');
    const error = await desk.refusal('call.open', planned(account, {override: override()}));
    expect(error.code).toBe('forbidden');
    expect(error.message.en).toMatch(/lead sets one/);
    expect(await desk.call('call.current', {})).toBeNull();
  });

  test('counts wrong PINs with those of the role, and closes after five', async () => {
    const desk = usDesk();
    await lockLead(desk);
    const account = await blockedAccount(desk, 'lead');
    const wrong = () => desk.refusal('call.open', planned(account, {override: override('0000')}));
    for (let n = 0; n < 2; n += 1) expect((await wrong()).code).toBe('forbidden');
    for (let n = 0; n < 2; n += 1) {
      expect((await desk.refusal('session.enter', {role: 'lead', pin: '0001'})).code).toBe('forbidden');
    }
    expect((await wrong()).code).toBe('unavailable');
    const right = planned(account, {override: override()});
    expect((await desk.refusal('call.open', right)).code).toBe('unavailable');
    later(desk, 6);
    expect((await desk.call('call.open', right)).record.overridden?.approvedBy).toBe('lead');
  });

  test('needs no override when it is allowed, and none is noted then', async () => {
    const desk = usDesk();
    const account = await savedUs(desk);
    const call = await desk.call('call.open', planned(account, {override: override()}));
    expect(call.record).toMatchObject({rules: {verdict: 'allowed', begun: 'planned'}});
    expect(call.record.overridden).toBeUndefined();
  });

  test('is judged by the desk’s clock, whatever the page had shown', async () => {
    const desk = usDesk();
    const account = await savedUs(desk);
    expect((await verdict(desk, account))[0]).toBe('allowed');
    desk.clock.now = new Date('2026-11-25T02:00:01.000Z');
    const error = await desk.refusal('call.open', planned(account));
    expect(error.problems?.map(({path}) => path)).toEqual(['US-TIME-01']);
  });
});

describe('what happened is never refused', () => {
  test('a customer who is on the line already: the call opens, the gate is closed, and the rules’ word is kept', async () => {
    const desk = usDesk();
    const account = await blockedAccount(desk, 'never');
    const open = planned(account, {begun: 'onLine'});
    const call = await desk.call('call.open', open);
    expect(call.judgement?.verdict).toBe('blocked');
    expect(call.record).toMatchObject({
      rules: {begun: 'onLine', verdict: 'blocked', findings: [{ruleId: 'US-ATTY-01', verdict: 'blocked'}]},
    });
    expect(call.record.connectedAt).not.toBeNull();
    expect(call.account?.debts).toEqual([]);
    await record(desk, open.id, {type: 'party.confirmed', payload: {checks: ['idTail']}});
    const row = await desk.call('call.saveOutcome', {
      id: v7(),
      callId: open.id,
      outcome: anOutcome({contact: 'RPC', result: 'ATT'}),
    });
    expect(row.rules).toBe('blocked');
  });

  test('a customer who calls in is answered at any hour', async () => {
    const desk = usDesk();
    const account = await savedUs(desk);
    desk.clock.now = new Date('2026-11-25T08:00:00.000Z');
    const call = await desk.call('call.open', planned(account, {direction: 'inbound'}));
    expect(call.record.rules).toMatchObject({begun: 'onLine'});
    expect((await desk.call('call.current', {}))?.record.id).toBe(call.record.id);
  });

  test('a call that becomes forbidden while it goes on is recorded to its end', async () => {
    const desk = usDesk();
    const account = await savedUs(desk);
    desk.clock.now = new Date('2026-11-25T01:55:00.000Z');
    const open = planned(account);
    await desk.call('call.open', open);
    await confirm(desk, open.id);
    later(desk, 10);
    const during = await record(desk, open.id, {
      type: 'stage.entered',
      payload: {stageId: 'closing', kind: 'closing'},
    });
    expect(during.judgement?.verdict).toBe('blocked');
    await desk.call('call.saveOutcome', {
      id: v7(),
      callId: open.id,
      outcome: anOutcome({contact: 'RPC', result: 'EVD'}),
    });
  });

  test('a call without an account is not judged, and opens', async () => {
    const desk = usDesk();
    desk.clock.now = new Date('2026-11-25T08:00:00.000Z');
    const call = await desk.call('call.open', planned(null));
    expect(call.judgement).toBeNull();
    expect(call.record.rules).toBeUndefined();
  });

  test('a call that is opened twice is judged once', async () => {
    const desk = usDesk();
    const open = planned(await savedUs(desk));
    await desk.call('call.open', open);
    await desk.call('call.open', open);
    await desk.call('call.saveOutcome', {id: v7(), callId: open.id, outcome: anOutcome()});
    const {timeline} = await desk.call('call.get', {id: open.id});
    expect(timeline.filter(({type}) => type === 'rules.judged')).toHaveLength(1);
  });
});

describe('a running call', () => {
  test('is not counted against itself, but in what comes after it', async () => {
    const desk = usDesk();
    const account = await savedUs(desk);
    for (let n = 0; n < 6; n += 1) {
      await placed(desk, account);
      later(desk, 20);
    }
    const open = planned(account);
    const call = await desk.call('call.open', open);
    // The seventh of a day is a reason to be careful (12 CFR 1006.14(b)(2)(i)), the eighth would be one too many.
    expect(call.judgement?.verdict).toBe('warn');
    await confirm(desk, open.id);
    expect((await desk.call('call.current', {}))?.judgement?.verdict).toBe('warn');
    expect((await verdict(desk, account, {at: '2026-11-26T17:00:00.000Z'}))[1]).toContain('US-FREQ-02');
  });
});

describe('lines that must be said', () => {
  test('are asked for by the account’s rules, ticked as events, and what was due and not said is told', async () => {
    const desk = usDesk();
    const account = await savedUs(desk);
    const open = planned(account);
    const call = await desk.call('call.open', open);
    const lines = call.judgement?.requiredLines.map(({line}) => line) ?? [];
    expect(lines).toEqual(expect.arrayContaining(['identity', 'miniMirandaFirst']));
    expect(lines).not.toContain('miniMirandaLater');
    await confirm(desk, open.id);
    const ticked = await record(desk, open.id, {
      type: 'disclosure.said',
      payload: {line: 'identity', lineId: null},
    });
    expect(ticked.record.disclosures).toMatchObject([{line: 'identity'}]);
    const row = await desk.call('call.saveOutcome', {
      id: v7(),
      callId: open.id,
      outcome: anOutcome({contact: 'RPC', result: 'EVD'}),
    });
    expect(row.unsaid).toContain('miniMirandaFirst');
    expect(row.unsaid).not.toContain('identity');
    await desk.as('qa');
    const {text} = await desk.call('notes.export', {
      id: v7(),
      format: 'csv',
      filter: {},
      unmasked: false,
      cursor: null,
    });
    expect(text.split('\r\n')[0]).toContain('required_lines_unsaid');
    expect(text).toContain('miniMirandaFirst');
  });

  test('a later call asks for the later form', async () => {
    const desk = usDesk();
    const account = await savedUs(desk);
    await placed(desk, account, {contact: 'RPC', result: 'EVD'});
    const lines = (await judge(desk, account)).requiredLines.map(({line}) => line);
    expect(lines).toContain('miniMirandaLater');
    expect(lines).not.toContain('miniMirandaFirst');
  });

  test('a call that nobody answered owes nothing', async () => {
    const desk = usDesk();
    const account = await savedUs(desk);
    const open = planned(account);
    await desk.call('call.open', open);
    expect((await desk.call('call.saveOutcome', {id: v7(), callId: open.id, outcome: anOutcome()})).unsaid).toEqual([]);
  });

  test('a line of the pack that makes a disclosure ticks it when it is used', async () => {
    const pack = smallPack();
    const [opening] = pack.stages;
    const [line] = opening?.lines ?? [];
    if (line === undefined) throw new Error('the small pack has no opening line');
    Object.assign(line, {discloses: 'identity'});
    const desk = openDesk({libraryFolder: smallLibrary([pack])});
    const open = planned(null);
    await desk.call('call.open', open);
    const used = await record(desk, open.id, {type: 'line.used', payload: {lineId: line.id, verbatim: true}});
    expect(used.record.disclosures).toMatchObject([{line: 'identity', lineId: null}]);
    const again = await record(desk, open.id, {type: 'line.used', payload: {lineId: line.id, verbatim: true}});
    expect(again.record.disclosures).toHaveLength(1);
  });
});

describe('the rules of a desk', () => {
  test('are listed for everybody with their source, those that are switched off too', async () => {
    const desk = openDesk();
    for (const role of ['agent', 'lead', 'qa'] as const) {
      await desk.as(role);
      const rules = await desk.call('rules.list', {jurisdiction: 'US'});
      expect(rules.find(({rule}) => rule.id === 'US-FREQ-01')).toMatchObject({origin: 'shipped', inForce: true});
      expect(rules.find(({rule}) => rule.id === 'US-FL')).toMatchObject({inForce: false});
      expect(rules.every(({rule}) => rule.jurisdiction === 'US' && rule.source !== '')).toBe(true);
    }
    expect((await desk.call('rules.list', {})).length).toBeGreaterThan(50);
  });

  test('an active pack tightens, and does not loosen', async () => {
    const hours = (from: string, to: string) => ({
      id: 'TEAM-TIME-01',
      jurisdiction: 'CN' as const,
      condition: {kind: 'openHours' as const, from, to, closing: 'closed' as const, who: 'anyone', media: ['call']},
      effect: 'block' as const,
      message: {'zh-CN': '本公司只在这个时段拨打', en: 'We call at these hours only'},
      source: 'house rule',
      status: 'verified' as const,
      override: 'lead' as const,
    });
    const tight = openDesk();
    const importPack = async (desk: TestDesk, rule: object) => {
      await desk.as('lead');
      const text = JSON.stringify({...smallPack(), version: '9.0.0', rules: [rule]});
      const info = await desk.call('pack.import', {id: v7(), text});
      await desk.call('pack.activate', {id: info.id, version: info.version, eventId: v7()});
      await desk.as('agent');
    };
    const account = await savedUs(tight, {jurisdiction: 'CN', language: 'zh-CN'});
    expect((await verdict(tight, account))[0]).toBe('allowed');
    await importPack(tight, hours('14:00', '18:00'));
    expect(await verdict(tight, account)).toEqual(['blocked', ['TEAM-TIME-01']]);

    const loose = openDesk();
    await loose.call('account.save', {account});
    await importPack(loose, {...hours('00:00', '23:59'), id: 'CN-TIME-01'});
    loose.clock.now = new Date('2026-11-21T15:00:00.000Z');
    expect((await verdict(loose, account))[1]).toContain('CN-TIME-01');
  });

  test('that cannot be read are told of: nobody is told that a call is allowed', async () => {
    const libraryFolder = smallLibrary();
    rmSync(join(libraryFolder, 'rules', 'US.json'));
    const desk = usDesk({libraryFolder});
    const account = await savedUs(desk);
    expect(await verdict(desk, account)).toEqual(['blocked', ['HOUSE-RULES-UNREADABLE']]);
    expect(desk.log).toEqual(['rules/US.json: cannot be read']);
  });
});
