import {v7} from 'uuid';
import {expect, onTestFinished, test} from 'vitest';
import {accountsOfPerson, callsOfPerson, readNotes} from '../../electron/store/account-facts.ts';
import {readAccount} from '../../electron/store/accounts.ts';
import {openDatabase} from '../../electron/store/database.ts';
import {migrations} from '../../electron/store/migrations.ts';
import {readSettings} from '../../electron/store/desk.ts';
import {listPromises} from '../../electron/store/promises.ts';
import {listSynced, noteSynced} from '../../electron/store/repository.ts';
import {aRecord, opened} from '../domain/a-record.ts';
import {temporaryFolder} from '../open-desk.ts';

/** A call's row as version 1 wrote it. */
function row(own: 0 | 1, team: string, objections: object[], linesUsed: object[]) {
  const record = {...aRecord({opened: opened({team})}), id: v7(), objections, linesUsed};
  return {own, team, id: record.id, record: JSON.stringify(record)};
}

const at = (day: string) => `${day}T23:30:00.000Z`;
const pick = (objectionId: string, lineId: string | null, day: string) => ({
  objectionId,
  title: objectionId,
  lineId,
  tone: 'firm',
  at: at(day),
});
const line = (lineId: string, day: string) => ({lineId, verbatim: false, at: at(day)});

test('from version 1: what the calls used is learned from them, and settings stay', () => {
  const folder = temporaryFolder();
  const old = openDatabase({folder, history: migrations.slice(0, 1)});
  const insert = old.prepare(
    `INSERT INTO call (id, device, own, agent, agent_name, team, opened_at, tags, objections, note, reference,
       customer_name, record)
     VALUES (@id, 'd', @own, 'A-17', 'x', @team, '2026-11-01', '', '', '', '', '', @record)`,
  );
  const calls = [
    row(
      1,
      'one',
      [pick('forgot', 'f.firm', '2026-11-01'), pick('no-money', null, '2026-11-01')],
      [line('f.firm', '2026-11-01'), line('opening.l1', '2026-11-01')],
    ),
    row(1, 'one', [pick('forgot', 'f.firm', '2026-11-02')], []),
    row(1, 'two', [pick('forgot', 'f.soft', '2026-11-02')], [line('f.firm', '2026-11-02')]),
    row(0, 'one', [pick('forgot', 'f.firm', '2026-11-02')], [line('f.firm', '2026-11-02')]),
    row(1, 'one', [], []),
  ];
  for (const call of calls) insert.run(call);
  old
    .prepare("INSERT INTO setting VALUES ('preferences', ?)")
    .run(JSON.stringify({language: 'en', theme: 'dark', alwaysOnTop: true}));
  old.close();

  const db = openDatabase({folder});
  onTestFinished(() => void db.close());
  expect(db.prepare('SELECT team, objection_id, line_id, day, uses FROM objection_use').raw().all()).toEqual([
    ['one', 'forgot', 'f.firm', '2026-11-01', 2],
    ['one', 'forgot', 'f.firm', '2026-11-02', 1],
    ['one', 'no-money', '', '2026-11-01', 1],
    ['two', 'forgot', 'f.soft', '2026-11-02', 1],
  ]);
  expect(db.prepare('SELECT count(*) FROM missed_search').pluck().get()).toBe(0);
  expect(db.prepare('SELECT count(*) FROM call').pluck().get()).toBe(calls.length);
  expect(readSettings(db)).toEqual({language: 'en', theme: 'dark', alwaysOnTop: true, keepMissedSearches: false});
});

test('from version 2: what was promised in earlier calls stands on the board, and the newest of an account counts', () => {
  const folder = temporaryFolder();
  const old = openDatabase({folder, history: migrations.slice(0, 2)});
  const insert = old.prepare(
    `INSERT INTO call (id, device, own, account_id, agent, agent_name, team, opened_at, tags, objections, note, reference,
       customer_name, record)
     VALUES (@id, 'd', 1, @account, 'A-17', 'x', 'one', @openedAt, '', '', '', '', '', @record)`,
  );
  const account = v7();
  const promised = (openedAt: string, promise: object | null) => {
    const id = v7();
    const outcome = {contact: 'RPC', result: null, tags: [], reason: null, promise, nextAction: null, note: ''};
    insert.run({
      id,
      account,
      openedAt,
      record: JSON.stringify({...aRecord({opened: opened({})}), id, openedAt, outcome}),
    });
    return id;
  };
  const promise = {amount: 100, currency: 'CNY', method: 'app', reminderConsent: true, repeatedBack: true};
  const first = promised('2026-11-01T04:00:00.000Z', {...promise, day: '2026-11-05'});
  const second = promised('2026-11-04T04:00:00.000Z', {...promise, day: '2026-11-20'});
  promised('2026-11-06T04:00:00.000Z', null);
  old.close();

  const db = openDatabase({folder});
  onTestFinished(() => void db.close());
  const found = listPromises(db, '2026-01-01', null).map(({callId, state, instalments, timeZone}) => [
    callId,
    state,
    instalments,
    timeZone,
  ]);
  expect(found).toEqual([
    [first, 'replaced', [{day: '2026-11-05', amount: 100}], 'Asia/Shanghai'],
    [second, 'open', [{day: '2026-11-20', amount: 100}], 'Asia/Shanghai'],
  ]);
});

test('from version 3: numbers ring where their label says, and what earlier calls said of wishes holds', () => {
  const folder = temporaryFolder();
  const old = openDatabase({folder, history: migrations.slice(0, 3)});
  const person = v7();
  const account = {
    id: v7(),
    reference: 'A-1',
    person: {id: person, name: 'x'},
    customerType: null,
    debts: [],
    timeZones: {told: null, address: null, number: null},
    jurisdiction: 'US',
    language: 'en',
  };
  old
    .prepare("INSERT INTO account VALUES (?, 'A-1', ?, 'x', ?, '2026-11-01T00:00:00.000Z')")
    .run(account.id, person, JSON.stringify(account));
  const number = old.prepare("INSERT INTO number (id, account_id, position, label, hash) VALUES (?, ?, ?, ?, 'h')");
  ['Work', '本人手机', 'x'].forEach((label, i) => number.run(v7(), account.id, i, label));
  const id = v7();
  const outcome = {contact: 'RPC', result: 'CND', tags: [], reason: null, promise: null, nextAction: null, note: ''};
  const record = {...aRecord({opened: opened({accountId: account.id})}), id, outcome};
  old
    .prepare(
      `INSERT INTO call (id, device, own, account_id, agent, agent_name, team, opened_at, tags, objections, note,
         reference, customer_name, record)
       VALUES (?, 'd', 1, ?, 'A-17', 'x', 'one', ?, '', '', '', '', '', ?)`,
    )
    .run(id, account.id, record.openedAt, JSON.stringify(record));
  old.close();

  const db = openDatabase({folder});
  onTestFinished(() => void db.close());
  const numbers = readAccount(db, account.id)?.numbers.map(({line, personId}) => [line, personId]);
  expect(numbers).toEqual([
    ['work', person],
    ['mobile', person],
    ['other', person],
  ]);
  const accounts = accountsOfPerson(db, account.id);
  const {flags} = readNotes(db, accounts, callsOfPerson(db, accounts));
  expect(flags.map(({flag, origin, callId}) => [flag.kind, origin, callId])).toEqual([['stopCalls', 'outcome', id]]);
  expect(db.prepare('SELECT rules FROM call').pluck().get()).toBeNull();
});

test('from version 4: pops, calls of the dialer and deliveries have their place, and what was kept stays', () => {
  const folder = temporaryFolder();
  const old = openDatabase({folder, history: migrations.slice(0, 4)});
  old.prepare("INSERT INTO setting VALUES ('preferences', ?)").run(JSON.stringify({language: 'en'}));
  const fact = old.prepare("INSERT INTO account_fact VALUES (?, 'flag', 'a', 'p', NULL, '{}', '2026-11-01', NULL)");
  const id = v7();
  fact.run(id);
  old.close();

  const db = openDatabase({folder});
  onTestFinished(() => void db.close());
  expect(db.prepare('SELECT id FROM account_fact').pluck().all()).toEqual([id]);
  expect(readSettings(db).language).toBe('en');
  for (const table of ['pop', 'dialer_call', 'delivery']) {
    expect(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0);
  }
  const pop = db.prepare("INSERT INTO pop VALUES (?, 'call:1', '2026-11-01', 'web', NULL)");
  pop.run(v7());
  expect(() => pop.run(v7())).toThrow(/UNIQUE/);
});

test('from version 5: drafts of packs have their place, one for each pack, and packs stay', () => {
  const folder = temporaryFolder();
  const old = openDatabase({folder, history: migrations.slice(0, 5)});
  const pack = old.prepare("INSERT INTO pack VALUES ('small', '1.0.0', 'h', '{}', 't', 'en', 'US', 1, '2026-11-01')");
  pack.run();
  old.close();

  const db = openDatabase({folder});
  onTestFinished(() => void db.close());
  expect(db.prepare('SELECT id FROM pack').pluck().all()).toEqual(['small']);
  const draft = db.prepare("INSERT INTO pack_draft VALUES ('small', '1.0.0', 1, 't', 'en', '1.0.1', '{}', 'x', NULL)");
  draft.run();
  expect(() => draft.run()).toThrow(/UNIQUE/);
});

test('from version 7: what agents have seen has its place, once for each pack, and packs stay', () => {
  const folder = temporaryFolder();
  const old = openDatabase({folder, history: migrations.slice(0, 7)});
  old.prepare("INSERT INTO pack VALUES ('small', '1.0.0', 'h', '{}', 't', 'en', 'US', 1, '2026-11-01')").run();
  old.close();

  const db = openDatabase({folder});
  onTestFinished(() => void db.close());
  expect(db.prepare('SELECT id FROM pack').pluck().all()).toEqual(['small']);
  const seen = db.prepare("INSERT INTO pack_seen VALUES ('A-17', 'small', 'h', '2026-11-01')");
  seen.run();
  expect(() => seen.run()).toThrow(/UNIQUE/);
  const plan = db.prepare("EXPLAIN QUERY PLAN SELECT seq FROM journal WHERE type = 'pack.activated' AND device = 'd'");
  expect(JSON.stringify(plan.all())).toContain('journal_activated');
});

test('from version 8: a synced pack stays, and by whom its sentences were found sound is not known', () => {
  const folder = temporaryFolder();
  const old = openDatabase({folder, history: migrations.slice(0, 8)});
  old.prepare("INSERT INTO synced_pack VALUES ('north-script', '1.0.0', 'h', 3, NULL)").run();
  old.close();

  const db = openDatabase({folder});
  onTestFinished(() => void db.close());
  const row = {id: 'north-script', version: '1.0.0', sha256: 'h', seq: 3, before: null, soundBy: null};
  expect(listSynced(db)).toEqual([row]);
  noteSynced(db, {...row, soundBy: 'x'});
  expect(listSynced(db)).toEqual([{...row, soundBy: 'x'}]);
});
