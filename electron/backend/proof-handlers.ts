import {accessSync, constants, statSync} from 'node:fs';
import type {Verification} from '../contract/journal.ts';
import type {Output} from '../contract/methods.ts';
import type {LocalText} from '../contract/values.ts';
import {schemaVersion, storageFailure} from '../store/database.ts';
import type {Desk, HandlersOf} from './desk.ts';
import {
  type Check,
  joined,
  packChecks,
  PACKS,
  plain,
  ROWS,
  rowsCheck,
  say,
  SCHEMA,
  schemaCheck,
} from './doctor-checks.ts';
import {verifyJournal} from './journal-proof.ts';

const DATABASE = say('数据库', 'database');
const JOURNAL = say('日志', 'journal');

function folderCheck({dataFolder}: Desk): Check {
  const name = say('数据文件夹', 'data folder');
  try {
    accessSync(dataFolder, constants.R_OK | constants.W_OK);
    const open = process.platform === 'win32' ? 0 : statSync(dataFolder).mode & 0o077;
    if (open === 0) return {name, ok: true, detail: plain(dataFolder)};
    const detail = say(
      `${dataFolder}：这台电脑的其他用户可以进入（chmod 700）`,
      `${dataFolder}: other users of this computer may enter it (chmod 700)`,
    );
    return {name, ok: false, detail};
  } catch {
    return {name, ok: false, detail: say(`${dataFolder}：无法写入`, `${dataFolder}: cannot be written`)};
  }
}

function databaseCheck(desk: Desk): Check {
  const found = desk.db.pragma('integrity_check(10)') as {integrity_check: string}[];
  const foreign = desk.db.pragma('foreign_key_check') as unknown[];
  const faults = found
    .map((row) => row.integrity_check)
    .filter((text) => text !== 'ok')
    .map((text) => say(`SQLite 报告：${text}`, `SQLite reports: ${text}`));
  if (foreign.length > 0) {
    faults.push(
      say(`${foreign.length} 行引用了已不存在的内容`, `${foreign.length} rows refer to something that is gone`),
    );
  }
  const version = schemaVersion(desk.db);
  return {
    name: DATABASE,
    ok: faults.length === 0,
    detail: faults.length > 0 ? joined(faults) : say(`版本 ${version}，完好`, `version ${version}, intact`),
  };
}

function journalCheck({ok, events, calls, chains, problems}: Verification): Check {
  const name = JOURNAL;
  if (!ok) {
    return {
      name,
      ok,
      detail: joined(problems.map(({path, message: {'zh-CN': zh, en}}) => say(`${path}：${zh}`, `${path}: ${en}`))),
    };
  }
  const head = chains[0]?.head.slice(0, 16) ?? '';
  const detail = say(
    `${chains.length} 条链共 ${events} 条记录，${calls} 通通话，最新哈希 ${head}`,
    `${events} events in ${chains.length} chain(s), ${calls} calls, head ${head}`,
  );
  return {name, ok, detail};
}

/** What cannot even be read is a finding, and no reason not to look at the rest. */
async function finding(name: LocalText, look: () => Check[] | Promise<Check[]>): Promise<Check[]> {
  try {
    return await look();
  } catch (error) {
    const failure = storageFailure(error);
    if (failure === null) throw error;
    return [{name, ok: false, detail: failure.sentence}];
  }
}

async function doctor(desk: Desk): Promise<Output<'desk.doctor'>> {
  const sqlite = desk.db.prepare<[], string>('SELECT sqlite_version()').pluck().get() ?? '';
  const versions = plain(`Callside ${desk.version}, Node ${process.versions.node}, SQLite ${sqlite}`);
  const checks: Check[] = [
    {name: say('版本', 'versions'), ok: true, detail: versions},
    folderCheck(desk),
    ...(await finding(DATABASE, () => [databaseCheck(desk)])),
    ...(await finding(SCHEMA, () => [schemaCheck(desk.db)])),
    ...(await finding(JOURNAL, async () => [journalCheck(await verifyJournal(desk))])),
    ...(await finding(PACKS, () => packChecks(desk.db))),
    ...(await finding(ROWS, () => [rowsCheck(desk.db)])),
  ];
  return {ok: checks.every((check) => check.ok), checks};
}

export const proofHandlers: HandlersOf<'journal' | 'desk'> = {
  'journal.verify': verifyJournal,
  'desk.doctor': doctor,
};
