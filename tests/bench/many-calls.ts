import {constants, copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {v7} from 'uuid';
import {openBackend} from '../../electron/backend/backend.ts';
import {PackShelf} from '../../electron/backend/desk.ts';
import {fillWithDemo} from '../../electron/backend/demo.ts';
import {ShippedConduct} from '../../electron/backend/shipped-conduct.ts';
import {ShippedLexicon} from '../../electron/backend/shipped-lexicon.ts';
import {ShippedRules} from '../../electron/backend/shipped-rules.ts';
import {CallEvent, type CallRecord} from '../../electron/contract/call.ts';
import type {JournalEvent} from '../../electron/contract/journal.ts';
import {applyEvent} from '../../electron/domain/call-record.ts';
import {writeCall} from '../../electron/store/calls.ts';
import {DATABASE_FILE, type Database, openDatabase} from '../../electron/store/database.ts';
import {insertEvent, ownDevice, readChain, readHead, writeHead} from '../../electron/store/journal.ts';
import {linkEvent, sha256} from '../../electron/store/journal-chain.ts';
import {migrations} from '../../electron/store/migrations.ts';

export const ROOT = join(import.meta.dirname, '../..');
export const LIBRARY = join(ROOT, 'scripts-library');
/** Outside the project: an installation would remove it. */
const CACHE = join(tmpdir(), 'callside-bench-kept');
const DAY_MS = 24 * 60 * 60 * 1000;
const MONTH = {days: 30, callsPerDay: 20};

let work: string | undefined;

/** A folder of this run, removed at its end. */
export function workFolder(): string {
  work ??= mkdtempSync(join(tmpdir(), 'callside-bench-'));
  return work;
}

export function removeWorkFolder(): void {
  if (work !== undefined) rmSync(work, {recursive: true, force: true});
  work = undefined;
}

/**
 * A data folder of this run with so many made-up calls, every one with its events, chained. Made once and kept: making a
 * hundred thousand takes minutes.
 */
export function folderOfCalls(calls: number): string {
  const kept = join(CACHE, `${calls}-${sha256(migrations.join()).slice(0, 12)}`);
  if (!existsSync(kept)) {
    process.stderr.write(`Making ${calls.toLocaleString('en')} calls in ${kept} …\n`);
    const making = `${kept}.${process.pid}`;
    makeCalls(making, calls);
    renameSync(making, kept);
  }
  const folder = mkdtempSync(join(workFolder(), `calls-${calls}-`));
  copyFileSync(join(kept, DATABASE_FILE), join(folder, DATABASE_FILE), constants.COPYFILE_FICLONE);
  return folder;
}

function makeCalls(folder: string, calls: number): void {
  mkdirSync(folder, {recursive: true, mode: 0o700});
  openBackend({
    dataFolder: folder,
    role: 'agent',
    host: 'cli',
    version: '0',
    language: 'zh-CN',
    libraryFolder: LIBRARY,
    exclusive: false,
  }).close();
  const db = openDatabase({folder});
  try {
    fillWithDemo(
      {
        db,
        dataFolder: folder,
        host: 'cli',
        version: '0',
        now: () => new Date(),
        role: 'agent',
        languageFlag: 'zh-CN',
        emit: () => {},
        packs: new PackShelf(db, new ShippedLexicon(join(LIBRARY, 'lexicon'), () => {}), folder),
        conduct: new ShippedConduct(join(LIBRARY, 'conduct'), () => {}),
        rules: new ShippedRules(join(LIBRARY, 'rules'), () => {}),
        vault: null,
        vaultNote: null,
        dialer: null,
      },
      MONTH,
    );
    db.transaction(() => repeatCalls(db, calls)).immediate();
    db.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    db.close();
  }
}

/** Repeats the demonstration's month in the months before it, until there are so many calls. */
function repeatCalls(db: Database, calls: number): void {
  const device = ownDevice(db);
  const ofCall = Map.groupBy(
    readChain(db, device, 0, 1_000_000).filter((event) => event.callId !== null),
    (event) => event.callId ?? '',
  );
  const templates = [...ofCall.values()];
  let head = readHead(db, device);
  for (let made = templates.length, turn = 1; made < calls; turn += 1) {
    for (const template of templates.slice(0, calls - made)) {
      head = repeatCall(db, template, head, turn * MONTH.days * DAY_MS);
      made += 1;
    }
  }
  writeHead(db, device, head, true, null);
}

function repeatCall(db: Database, template: readonly JournalEvent[], from: {seq: number; hash: string}, shift: number) {
  let head = from;
  let record: CallRecord | null = null;
  let callId = '';
  for (const {device, type, agent, at: templateAt, payload} of template) {
    const at = new Date(Date.parse(templateAt) - shift).toISOString();
    const id = v7({msecs: Date.parse(at)});
    if (callId === '') callId = id;
    const event = CallEvent.parse({type, payload: JSON.parse(payload ?? 'null') as unknown});
    const link = linkEvent({device, seq: head.seq + 1, id, callId, type, at, agent, prev: head.hash}, event.payload);
    insertEvent(db, link);
    record = applyEvent(record, event, {callId, device, seq: link.seq, at, agent: agent ?? ''});
    head = link;
  }
  if (record !== null) writeCall(db, record, true);
  return {seq: head.seq, hash: head.hash};
}
