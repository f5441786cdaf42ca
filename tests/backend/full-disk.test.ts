import {execFileSync} from 'node:child_process';
import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {v7} from 'uuid';
import {describe, expect, onTestFinished, test} from 'vitest';
import {PackShelf, type Desk} from '../../electron/backend/desk.ts';
import {dispatch} from '../../electron/backend/dispatch.ts';
import {ShippedConduct} from '../../electron/backend/shipped-conduct.ts';
import {ShippedLexicon} from '../../electron/backend/shipped-lexicon.ts';
import {ShippedRules} from '../../electron/backend/shipped-rules.ts';
import type {Reply} from '../../electron/contract/errors.ts';
import {openDatabase} from '../../electron/store/database.ts';
import {anOutcome, NOON, openCall, openDesk, record, temporaryFolder} from '../open-desk.ts';

const draft = {note: '', objectionId: null, tone: 'standard', slots: {}, form: {}} as const;

describe('a disk that is full', () => {
  test('refuses in words, loses nothing, and saves again when there is room', async () => {
    const desk = openDesk();
    const callId = await openCall(desk);
    await record(desk, callId, {type: 'call.connected', payload: {}});
    await desk.call('call.saveDraft', {callId, draft: {...draft, note: 'half a note'}});
    desk.backend.close();

    // The same door on a database that may not grow: what SQLite says is what it says of a full disk.
    const db = openDatabase({folder: desk.folder});
    onTestFinished(() => void db.close());
    const log: string[] = [];
    const crammed: Desk = {
      db,
      dataFolder: desk.folder,
      host: 'browser',
      version: '0.1.0',
      now: () => new Date(NOON),
      role: 'agent',
      languageFlag: null,
      emit: () => {},
      packs: new PackShelf(db, new ShippedLexicon('/nowhere', () => {}), desk.folder),
      conduct: new ShippedConduct('/nowhere', () => {}),
      rules: new ShippedRules('/nowhere', () => {}),
      vault: null,
      vaultNote: null,
      dialer: null,
    };
    const call = (method: string, input: unknown): Promise<Reply<unknown>> =>
      dispatch(crammed, method, input, {log: (line) => log.push(line), checkReplies: true});
    const pages = Number(db.pragma('page_count', {simple: true}));
    db.pragma(`max_page_count = ${pages}`);

    const outcome = anOutcome({contact: 'DROP', note: 'n'.repeat(19_000)});
    const save = {id: v7(), callId, outcome};
    const reply = await call('call.saveOutcome', save);
    expect(reply).toMatchObject({ok: false, error: {code: 'unavailable'}});
    expect(JSON.stringify(reply)).toMatch(/磁盘已满.*disk is full/);
    expect(log.join()).not.toContain('nnnn');
    expect(db.inTransaction).toBe(false);

    expect(await call('call.current', {})).toMatchObject({
      ok: true,
      value: {record: {id: callId, outcome: null}, draft: {note: 'half a note'}},
    });
    expect(await call('journal.verify', {})).toMatchObject({ok: true, value: {ok: true}});

    db.pragma(`max_page_count = ${pages + 1000}`);
    expect(await call('call.saveOutcome', save)).toMatchObject({ok: true, value: {contact: 'DROP'}});
    expect(await call('call.current', {})).toEqual({ok: true, value: null});
    expect(await call('journal.verify', {})).toMatchObject({ok: true, value: {ok: true}});
  });

  const mountable = canMount();
  test.skipIf(!mountable)('that is a real one does the same (skipped where no small disk can be mounted)', async () => {
    const disk = smallDisk();
    const desk = openDesk({dataFolder: join(disk, 'data')});
    const callId = await openCall(desk);
    await desk.call('call.saveDraft', {callId, draft: {...draft, note: 'half a note'}});
    const ballast = join(disk, 'ballast');
    for (let size = 1 << 20; size >= 512; size /= 2) {
      for (let i = 0; i < 64 && grew(ballast, size); i += 1);
    }
    const save = {id: v7(), callId, outcome: anOutcome({contact: 'DROP', note: 'n'.repeat(19_000)})};
    expect((await desk.refusal('call.saveOutcome', save)).code).toBe('unavailable');
    expect(await desk.call('call.current', {})).toMatchObject({record: {id: callId}, draft: {note: 'half a note'}});
    rmSync(ballast);
    expect(await desk.call('call.saveOutcome', save)).toMatchObject({contact: 'DROP'});
    expect((await desk.call('desk.doctor', {})).ok).toBe(true);
    expect((await desk.reopen().call('journal.verify', {})).ok).toBe(true);
  });
});

function grew(file: string, by: number): boolean {
  try {
    writeFileSync(file, Buffer.alloc(by), {flag: 'a'});
    return true;
  } catch {
    return false;
  }
}

function smallDisk(): string {
  const disk = join(temporaryFolder(), 'disk');
  mkdirSync(disk);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk]);
  onTestFinished(() => void execFileSync('umount', ['-l', disk]));
  return disk;
}

function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    execFileSync('unshare', ['-m', 'true'], {stdio: 'ignore'});
    return true;
  } catch {
    return false;
  }
}
