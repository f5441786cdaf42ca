import {z} from 'zod';
import {Draft} from '../contract/call.ts';
import {Profile, Settings} from '../contract/desk.ts';
import type {Output} from '../contract/methods.ts';
import type {PackInfo} from '../contract/pack.ts';
import type {LocalText} from '../contract/values.ts';
import {Account} from '../contract/account.ts';
import {type Database, schemaObjects, soundSchema} from '../store/database.ts';
import {sha256} from '../store/journal-chain.ts';
import {listActivePacks, listPacks, readPackBody} from '../store/packs.ts';
import {readStored, type StoredSchema} from '../store/stored-json.ts';

export type Check = Output<'desk.doctor'>['checks'][number];

export const say = (zh: string, en: string): LocalText => ({'zh-CN': zh, en});
/** What is no sentence: a path, a version. */
export const plain = (text: string): LocalText => say(text, text);
const MOST_FAULTS = 100;
export const joined = (texts: readonly LocalText[]): LocalText => {
  const told = texts.slice(0, MOST_FAULTS);
  return say(told.map((text) => text['zh-CN']).join('；'), told.map(({en}) => en).join('; '));
};

export const PACKS = say('话术包内容', 'pack contents');
export const SCHEMA = say('数据结构', 'schema');
export const ROWS = say('账户与设置', 'accounts and settings');

const verdict = (name: LocalText, faults: readonly LocalText[], sound: LocalText): Check => ({
  name,
  ok: faults.length === 0,
  detail: faults.length === 0 ? sound : joined(faults),
});

/** The columns by which packs are listed and chosen, and what the body says of them. */
const PackColumns = z.object({
  id: z.string(),
  version: z.string(),
  title: z.string(),
  language: z.string(),
  jurisdiction: z.string(),
  objections: z.array(z.unknown()),
});

function packFault(db: Database, info: PackInfo): LocalText | null {
  const name = `${info.id}@${info.version}`;
  const body = readPackBody(db, info.id, info.version) ?? '';
  if (sha256(body) !== info.sha256)
    return say(`${name}：内容与其 SHA-256 不符`, `${name}: content does not match its SHA-256`);
  const told = readStored(PackColumns, body);
  if (told === null) return say(`${name}：内容无法读取`, `${name}: content cannot be read`);
  const columns = {...told, objections: told.objections.length};
  const wrong = (['id', 'version', 'title', 'language', 'jurisdiction', 'objections'] as const).filter(
    (column) => columns[column] !== info[column],
  );
  if (wrong.length === 0) return null;
  const list = wrong.join(', ');
  return say(`${name}：登记的 ${list} 与内容不符`, `${name}: the listed ${list} does not match the content`);
}

export function packChecks(db: Database): Check[] {
  const active = listActivePacks(db).map((info) => `${info.id}@${info.version} ${info.sha256.slice(0, 12)}`);
  const faults = listPacks(db)
    .map((info) => packFault(db, info))
    .filter((fault) => fault !== null);
  return [
    {
      name: say('启用的话术包', 'active packs'),
      ok: active.length > 0,
      detail: active.length > 0 ? plain(active.join(', ')) : say('没有', 'none'),
    },
    verdict(PACKS, faults, say('与其 SHA-256 相符', 'match their SHA-256')),
  ];
}

/** Tables, indexes and the triggers that keep the journal append-only: there, and as the app makes them. */
export function schemaCheck(db: Database): Check {
  const found = schemaObjects(db);
  const sound = soundSchema();
  const faults = [
    ...[...sound.keys()].filter((name) => !found.has(name)).map((name) => say(`${name}：缺失`, `${name}: is missing`)),
    ...[...found].flatMap(([name, sql]) => {
      const expected = sound.get(name);
      if (expected === undefined) return [say(`${name}：不属于本程序`, `${name}: does not belong to this app`)];
      return expected === sql ? [] : [say(`${name}：被改动`, `${name}: was changed`)];
    }),
  ];
  return verdict(SCHEMA, faults, say(`${sound.size} 项，完好`, `${sound.size} objects, intact`));
}

interface StoredRow {
  id: string;
  body: string;
}

/** Accounts, profiles, settings and drafts that can no longer be read as what they are. Says which, and not what they hold. */
export function rowsCheck(db: Database): Check {
  const StoredAccount = Account.omit({numbers: true});
  const unreadable = (schema: StoredSchema<unknown>, rows: StoredRow[], zh: string, en: string, leftOut = {}) =>
    rows
      .filter(({body}) => readStored(schema, body, leftOut) === null)
      .map(({id}) => say(`${zh} ${id}：无法读取`, `${en} ${id}: cannot be read`));
  const rows = (sql: string) => db.prepare<[], StoredRow>(sql).all();
  const accounts = rows('SELECT id, body FROM account');
  const faults = [
    ...unreadable(StoredAccount, accounts, '账户', 'account'),
    ...unreadable(Profile, rows('SELECT agent_id AS id, body FROM profile'), '坐席资料', 'profile'),
    ...unreadable(Settings.partial(), rows('SELECT key AS id, value AS body FROM setting'), '设置', 'setting'),
    ...unreadable(Draft, rows('SELECT call_id AS id, body FROM draft'), '通话草稿', 'draft of call'),
  ];
  return verdict(ROWS, faults, say(`${accounts.length} 个账户，均可读取`, `${accounts.length} accounts, all readable`));
}
