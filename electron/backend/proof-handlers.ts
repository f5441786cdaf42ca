import {accessSync, constants, statSync} from 'node:fs';
import type {Problem} from '../contract/errors.ts';
import {CHAIN_START, type Verification} from '../contract/journal.ts';
import type {Output} from '../contract/methods.ts';
import type {Id, LocalText} from '../contract/values.ts';
import {callIdsAfter} from '../store/calls.ts';
import {schemaVersion, storageFailure} from '../store/database.ts';
import {callsWithoutSummary, journalDevices, listChains, ownDevice, readChain} from '../store/journal.ts';
import {erasedBy, type LinkFault, linkFault, sha256} from '../store/journal-chain.ts';
import {listActivePacks, listPacks, readPackBody} from '../store/packs.ts';
import {summaryHolds} from './call-proof.ts';
import type {Desk, HandlersOf} from './desk.ts';

const AT_ONCE = 500;
const MOST_PROBLEMS = 100;

/** Lets windows be served between two portions of a long check. */
const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

const say = (zh: string, en: string): LocalText => ({'zh-CN': zh, en});
const problem = (path: string, zh: string, en: string): Problem => ({path, message: say(zh, en)});

const FAULT_WORDS: Record<LinkFault, [zh: string, en: string]> = {
  seq: ['缺少一条记录', 'an event is missing'],
  prev: ['与前一条记录不相连', 'it does not follow the event before it'],
  hash: ['记录被改动', 'the event was changed'],
  payload: ['正文被改动', 'the payload was changed'],
};

/** Checks every chain link by link, that nothing was erased unsaid, and that every call's summary is what its events say. */
export async function verifyJournal(desk: Desk): Promise<Verification> {
  const own = ownDevice(desk.db);
  const heads = new Map(listChains(desk.db).map((chain) => [chain.device, chain]));
  const problems: Problem[] = [];
  const chains: Verification['chains'] = [];
  let erased = 0;
  for (const device of new Set([own, ...heads.keys(), ...journalDevices(desk.db)])) {
    const chain = await verifyChain(desk, device, problems);
    erased += chain.erased;
    const head = heads.get(device);
    if ((head?.seq ?? 0) !== chain.events || (head?.hash ?? CHAIN_START) !== chain.head) {
      problems.push(
        problem(
          device,
          '日志末尾缺少记录，或链首登记被改动',
          'events are missing at the end, or the noted head was changed',
        ),
      );
    }
    chains.push({device, events: chain.events, head: chain.head, own: device === own});
  }
  const calls = await verifyCalls(desk, own, problems);
  return {
    ok: problems.length === 0,
    events: chains.reduce((sum, chain) => sum + chain.events, 0),
    calls,
    erased,
    chains,
    problems: problems.slice(0, MOST_PROBLEMS),
  };
}

async function verifyChain(desk: Desk, device: Id, problems: Problem[]) {
  let seq = 0;
  let head = CHAIN_START;
  const missing = new Set<number>();
  const allowed = new Set<number>();
  for (
    let events = readChain(desk.db, device, 0, AT_ONCE);
    events.length > 0;
    events = readChain(desk.db, device, seq, AT_ONCE)
  ) {
    for (const event of events) {
      const fault = linkFault(event, seq + 1, head);
      if (fault !== null) problems.push(problem(`${device}#${event.seq}`, ...FAULT_WORDS[fault]));
      if (event.payload === null) missing.add(event.seq);
      for (const erasedSeq of erasedBy(event)) allowed.add(erasedSeq);
      seq = event.seq;
      head = event.hash;
    }
    await breathe();
  }
  for (const gone of missing) {
    if (!allowed.has(gone))
      problems.push(
        problem(`${device}#${gone}`, '正文缺失，且没有删除记录', 'the payload is gone and no erasure is on record'),
      );
  }
  return {events: seq, head, erased: missing.size};
}

async function verifyCalls(desk: Desk, own: Id, problems: Problem[]): Promise<number> {
  let calls = 0;
  let after = '';
  for (let ids = callIdsAfter(desk.db, after, AT_ONCE); ids.length > 0; ids = callIdsAfter(desk.db, after, AT_ONCE)) {
    for (const id of ids) {
      calls += 1;
      if (!summaryHolds(desk.db, id, own)) {
        problems.push(
          problem(`call ${id}`, '通话摘要与其记录不符', 'the summary of the call does not match its events'),
        );
      }
      after = id;
    }
    await breathe();
  }
  for (const id of callsWithoutSummary(desk.db)) {
    problems.push(problem(`call ${id}`, '通话摘要缺失', 'the summary of the call is missing'));
  }
  return calls;
}

const DATABASE = say('数据库', 'database');
const JOURNAL = say('日志', 'journal');
const PACKS = say('话术包内容', 'pack contents');

type Check = Output<'desk.doctor'>['checks'][number];

/** What is no sentence: a path, a version. */
const plain = (text: string): LocalText => say(text, text);
const joined = (texts: readonly LocalText[]): LocalText =>
  say(texts.map((text) => text['zh-CN']).join('；'), texts.map(({en}) => en).join('; '));

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

function packChecks(desk: Desk): Check[] {
  const active = listActivePacks(desk.db).map((info) => `${info.id}@${info.version} ${info.sha256.slice(0, 12)}`);
  const damaged = listPacks(desk.db)
    .filter((info) => sha256(readPackBody(desk.db, info.id, info.version) ?? '') !== info.sha256)
    .map(({id, version}) =>
      say(`${id}@${version}：内容与其 SHA-256 不符`, `${id}@${version}: content does not match its SHA-256`),
    );
  return [
    {
      name: say('启用的话术包', 'active packs'),
      ok: active.length > 0,
      detail: active.length > 0 ? plain(active.join(', ')) : say('没有', 'none'),
    },
    {
      name: PACKS,
      ok: damaged.length === 0,
      detail: damaged.length > 0 ? joined(damaged) : say('与其 SHA-256 相符', 'match their SHA-256'),
    },
  ];
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
    ...(await finding(JOURNAL, async () => [journalCheck(await verifyJournal(desk))])),
    ...(await finding(PACKS, () => packChecks(desk))),
  ];
  return {ok: checks.every((check) => check.ok), checks};
}

export const proofHandlers: HandlersOf<'journal' | 'desk'> = {
  'journal.verify': verifyJournal,
  'desk.doctor': doctor,
};
