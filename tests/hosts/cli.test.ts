import {existsSync, mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {v7} from 'uuid';
import {describe, expect, test} from 'vitest';
import type {CallRow} from '../../electron/contract/call.ts';
import {
  anAccount,
  anOutcome,
  aPromise,
  madeCall,
  openCall,
  openDesk,
  profile,
  record,
  temporaryFolder,
} from '../open-desk.ts';
import {documentOf, errorOf, fileWith, packFile, refusal, terminal, terminalProcess} from './terminal-run.ts';

describe('options for every command', () => {
  test('stand before or after it', async () => {
    const desk = openDesk();
    const before = await terminal(['--json', '--data', desk.folder, 'profile', 'show']);
    const after = await terminal(['profile', 'show', '--data', desk.folder, '--json']);
    expect(documentOf(before)).toEqual(profile);
    expect(documentOf(after)).toEqual(profile);
  });

  test('a role must be enough for the command', async () => {
    const desk = openDesk();
    for (const [role, ...args] of [
      ['agent', 'pack', 'import', packFile()],
      ['qa', 'pack', 'activate', 'small@1.0.0'],
      ['agent', 'pack', 'export', 'small@1.0.0', join(desk.folder, 'out.json')],
      ['agent', 'notes', 'export', '--out', join(desk.folder, 'out.csv')],
      ['agent', 'notes', 'bundle', '--out', join(desk.folder, 'out.ndjson')],
      ['lead', 'notes', 'bundle', '--out', join(desk.folder, 'out.ndjson')],
      ['lead', 'notes', 'import', packFile()],
      ['qa', 'account', 'import', packFile()],
    ] as const) {
      const told = await refusal([...args, '--role', role, '--data', desk.folder]);
      expect(told).toEqual({
        code: 1,
        err: expect.stringContaining(`The role ${role} may not`) as string,
      });
    }
    expect(existsSync(join(desk.folder, 'out.csv'))).toBe(false);
    expect(existsSync(join(desk.folder, 'out.ndjson'))).toBe(false);
  });

  test('a locked role takes its PIN from the environment', async () => {
    const desk = openDesk();
    await desk.as('lead');
    await desk.call('session.lock', {role: 'qa', pin: '4711'});
    const args = ['call', 'list', '--role', 'qa', '--data', desk.folder];
    expect((await refusal(args)).code).toBe(1);
    expect((await refusal(args, {CALLSIDE_PIN: '0000'})).err).toContain('PIN');
    expect((await terminal(args, {CALLSIDE_PIN: '4711'})).code).toBe(0);
  });

  test('--profile says who sits here, and a bad one is refused with every place', async () => {
    const data = join(temporaryFolder(), 'data');
    const good = fileWith(JSON.stringify(profile));
    expect(documentOf(await terminal(['profile', 'show', '--json', '--data', data, '--profile', good]))).toEqual(
      profile,
    );
    const bad = fileWith(JSON.stringify({...profile, agentId: '', timeZone: 'Mars/Base'}));
    const {code, err} = await refusal(['profile', 'show', '--data', data, '--profile', bad]);
    expect(code).toBe(1);
    expect(err).toMatch(/^agentId: .+$/m);
    expect(err).toMatch(/^timeZone: .+$/m);
    expect((await refusal(['doctor', '--data', data, '--profile', fileWith('{')])).err).toContain('not valid JSON');
  });

  test('the official phone and channel are shown where the profile has them', async () => {
    const shown = async (given: object) => {
      const args = ['--data', join(temporaryFolder(), 'data'), '--profile', fileWith(JSON.stringify(given))];
      return (await terminal(['profile', 'show', '--lang', 'en', ...args])).out;
    };
    expect(await shown(profile)).not.toContain('official');
    const official = await shown({
      ...profile,
      officialPhone: '400-000-0000',
      officialChannel: 'pay.example.com',
      languages: ['en'],
    });
    expect(official).toMatch(/official phone +400-000-0000/);
    expect(official).toMatch(/official channel +pay\.example\.com/);
  });

  test('without a profile the desk says what is missing', async () => {
    const data = join(temporaryFolder(), 'data');
    expect((await refusal(['profile', 'show', '--data', data])).code).toBe(1);
    const told = await terminal(['call', 'list', '--json', '--data', data]);
    expect(told.code).toBe(1);
    expect(errorOf(told)).toMatchObject({code: 'unavailable'});
    expect(told.err).toContain('--profile FILE');
  });

  test('a data folder that cannot be used is a sentence and no stack', async () => {
    const {code, err} = await refusal(['doctor', '--data', join(fileWith('a file'), 'data')]);
    expect(code).toBe(1);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  test('--demo has calls to show, in a folder of its own', async () => {
    const usual = join(temporaryFolder(), 'data');
    const told = await terminal(['call', 'list', '--demo', '--role', 'qa', '--json'], {CALLSIDE_DATA: usual});
    expect((documentOf(told) as {total: number}).total).toBeGreaterThan(100);
    expect(existsSync(usual)).toBe(false);
  });
});

describe('call', () => {
  test('list masks customers, filters, and shows an agent the own calls', async () => {
    const desk = openDesk();
    const account = anAccount();
    await desk.call('account.save', {account});
    await madeCall(desk, anOutcome({contact: 'RPC', result: 'RFS', note: '回拨 13912345678'}), account);
    await madeCall(desk, anOutcome());
    const at = ['--data', desk.folder];
    const {out} = await terminal(['call', 'list', '--contact', 'RPC', ...at]);
    expect(out).toContain('张**');
    expect(out).toContain('RPC RFS');
    expect(out).toContain('1–1 of 1 calls');
    expect(out).toContain('2026-11-21 12:00');
    const told = await terminal(['call', 'list', '--json', '--role', 'qa', '--result', 'RFS', ...at]);
    const {total, rows} = documentOf(told) as {total: number; rows: CallRow[]};
    expect(total).toBe(1);
    expect(rows[0]).toMatchObject({
      customerName: '张**',
      contact: 'RPC',
      note: expect.not.stringContaining('139') as string,
    });
    expect(told.out).not.toContain(account.reference);
    expect((await terminal(['call', 'list', '--from', '2026-11-21', '--to', '2026-11-21', ...at])).out).toContain(
      '2 calls',
    );
    expect((await terminal(['call', 'list', '--to', '2026-11-20', ...at])).out).toBe('No calls.\n');
    expect((await terminal(['call', 'list', '--limit', '1', '--offset', '1', ...at])).out).toContain('2–2 of 2 calls');
    const other = fileWith(JSON.stringify({...profile, agentId: 'B-2'}));
    expect((await terminal(['call', 'list', '--profile', other, ...at])).out).toBe('No calls.\n');
  });

  test('days are those of the desk: a call after midnight in Shanghai is of that day', async () => {
    const desk = openDesk();
    desk.clock.now = new Date('2026-11-20T16:30:00.000Z');
    await madeCall(desk);
    const on = async (day: string) =>
      documentOf(await terminal(['call', 'list', '--from', day, '--to', day, '--json', '--data', desk.folder]));
    expect(await on('2026-11-21')).toMatchObject({total: 1});
    expect(await on('2026-11-20')).toMatchObject({total: 0});
  });

  test('show tells a call step by step, in words and in the desk’s time', async () => {
    const desk = openDesk();
    const account = anAccount();
    await desk.call('account.save', {account});
    const callId = await openCall(desk, account);
    await record(desk, callId, {type: 'call.connected', payload: {}});
    await record(desk, callId, {type: 'party.confirmed', payload: {checks: ['idTail']}});
    await record(desk, callId, {type: 'stage.entered', payload: {stageId: 'pressure', kind: 'pressure'}});
    await record(desk, callId, {
      type: 'objection.picked',
      payload: {objectionId: 'forgot', title: '我忘了还款', lineId: 'forgot.firm', tone: 'firm'},
    });
    const outcome = anOutcome({contact: 'RPC', result: 'PTP', promise: aPromise(), note: '张伟明答应了'});
    await desk.call('call.saveOutcome', {id: v7(), callId, outcome});
    const {code, out} = await terminal(['call', 'show', callId, '--data', desk.folder]);
    expect(code).toBe(0);
    expect(out).toContain('2026-11-21 12:00:00 (Asia/Shanghai)');
    expect(out).toMatch(/^12:00:00 {2}Right party confirmed {2}Last digits of ID$/m);
    // The words of the pack that the call was made with; slots by name.
    expect(out).toContain('我忘了还款 · Firm · 已经逾期[逾期天数]天，应还[应还金额]。');
    expect(out).toContain('RPC · PTP; promise CNY 1,000.00, 2026-11-25; note: **答应了');
    expect(out).not.toContain('张伟明');
    const told = await terminal(['call', 'show', callId, '--json', '--data', desk.folder]);
    expect(documentOf(told)).toMatchObject({row: {id: callId}, verified: true});
  });

  test('show refuses an unknown call', async () => {
    const desk = openDesk();
    expect((await refusal(['call', 'show', v7(), '--data', desk.folder])).err).toContain('no such call');
    expect((await refusal(['call', 'show', 'nonsense', '--data', desk.folder])).code).toBe(1);
  });
});

describe('account import', () => {
  const account = {
    reference: 'A-1',
    customerName: '张伟',
    jurisdiction: 'CN',
    language: 'zh-CN',
    debts: [{product: '消费贷', currency: 'CNY', amount: 100, dueDate: '2026-10-01'}],
  };

  test('saves the accounts of a file, all or none', async () => {
    const desk = openDesk();
    const at = ['--data', desk.folder];
    const good = fileWith(JSON.stringify([account, {...account, reference: 'A-2'}]));
    expect(documentOf(await terminal(['account', 'import', good, '--json', ...at]))).toEqual({saved: 2});
    const bad = fileWith(
      JSON.stringify([
        {...account, reference: 'A-3'},
        {...account, debts: [{amount: 1.5}]},
      ]),
    );
    expect((await refusal(['account', 'import', bad, ...at])).code).toBe(1);
    expect(await desk.call('account.list', {text: '', limit: 10})).toHaveLength(2);
  });

  test('reads a table: checked first, then all of it or what is valid, and nothing of a wrong one', async () => {
    const desk = openDesk();
    const at = ['--data', desk.folder];
    const table = join(temporaryFolder(), 'accounts.csv');
    const rows = ['业务编号,姓名,手机,产品,应还金额,到期日', 'T-1,张伟,13900001111,消费贷,1200,2026-10-20'];
    writeFileSync(table, rows.join('\n'));
    const saved = async () => (await desk.call('account.list', {text: '', limit: 10})).length;
    const checked = await terminal(['account', 'import', table, '--check', '--creditor', '示例银行', ...at]);
    expect([checked.code, checked.out]).toEqual([0, expect.stringContaining('Would add 1 accounts')]);
    expect(checked.out).not.toContain('张伟');
    expect(await saved()).toBe(0);
    writeFileSync(table, [...rows, 'T-2,李敏,13900002222,消费贷,很多,2026-10-20'].join('\n'));
    const wrong = ['account', 'import', table, '--creditor', '示例银行', ...at];
    expect((await terminal([...wrong, '--check'])).code).toBe(1);
    expect((await refusal(wrong)).code).toBe(1);
    expect(await saved()).toBe(0);
    const some = documentOf(await terminal([...wrong, '--only-valid', '--json']));
    expect(some).toMatchObject({added: 1, updated: 0, skipped: 1});
    expect(await saved()).toBe(1);
    expect((await terminal(['account', 'import', 'accounts.json', '--check', ...at])).code).toBe(2);
    expect((await terminal([...wrong, '--currency', 'yuan'])).code).toBe(2);
  });
});

describe('doctor', () => {
  test('lists its checks', async () => {
    const desk = openDesk();
    const {code, out} = await terminal(['doctor', '--data', desk.folder]);
    expect(code).toBe(0);
    expect(out).toMatch(/^✓ {2}database +version \d+, intact$/m);
    const chinese = await terminal(['doctor', '--lang', 'zh-CN', '--data', desk.folder]);
    expect(chinese.out).toMatch(/^✓ {2}数据库 +版本 \d+，完好$/m);
    expect(chinese.out).not.toMatch(/intact|events|match/);
  });

  test('ends with 1 when the journal was changed behind its back', async () => {
    const desk = openDesk();
    await madeCall(desk);
    const db = new DatabaseSync(join(desk.folder, 'callside.db'));
    // Whoever owns the disk can take the guards off; the chain still tells.
    const guards = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all();
    for (const {name} of guards) db.exec(`DROP TRIGGER ${String(name)}`);
    db.exec("UPDATE journal SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 2");
    db.close();
    const text = await terminal(['doctor', '--data', desk.folder]);
    expect(text.code).toBe(1);
    expect(text.out).toMatch(/^✗ {2}journal/m);
    expect(text.err).toMatch(/^journal: .*#2: the event was changed/m);
    const chinese = await terminal(['doctor', '--lang', 'zh-CN', '--data', desk.folder]);
    expect(chinese.out).toMatch(/^✗ {2}日志/m);
    expect(chinese.err).toMatch(/^日志: .*#2：记录被改动/m);
    expect(chinese.err).not.toContain('changed');
    const told = await terminal(['doctor', '--json', '--data', desk.folder]);
    expect(told.code).toBe(1);
    expect(documentOf(told)).toMatchObject({ok: false, error: {code: 'untrusted'}});
  });
});

describe('as a process', () => {
  test('ends with 0, 1 and 2', async () => {
    const data = join(temporaryFolder(), 'data');
    const done = await terminalProcess(['pack', 'list', '--json'], {env: {CALLSIDE_DATA: data}});
    expect(done).toMatchObject({code: 0, err: ''});
    expect(documentOf(done)).toContainEqual(expect.objectContaining({id: 'cn-consumer-credit', active: true}));
    const refused = await terminalProcess(['pack', 'activate', 'small@1.0.0', '--data', data, '--lang', 'zh-CN']);
    expect(refused).toMatchObject({code: 1, out: ''});
    expect(refused.err).toContain('当前角色');
    expect(await terminalProcess(['nonsense'])).toMatchObject({code: 2, out: ''});
  });

  test('works beside a window on the same folder', async () => {
    const desk = openDesk({exclusive: true});
    mkdirSync(desk.folder, {recursive: true});
    expect((await terminalProcess(['doctor', '--data', desk.folder])).code).toBe(0);
    await madeCall(desk);
    expect((await terminalProcess(['call', 'list', '--data', desk.folder])).out).toContain('1–1 of 1 calls');
  });
});
