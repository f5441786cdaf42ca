import {z} from 'zod';
import {AppError} from '../contract/errors.ts';
import {CHAIN_START, JournalEvent} from '../contract/journal.ts';
import type {Input, Output} from '../contract/methods.ts';
import {Id, Sha256} from '../contract/values.ts';
import {BYTE_ORDER_MARK, csvHeader, csvRow} from '../domain/call-csv.ts';
import {callsAfter, countCalls, newestOpened, type CallPlace, type CallReader} from '../store/calls.ts';
import {
  appendEvent,
  applyToCall,
  insertEvent,
  ownDevice,
  readChain,
  readEvent,
  readHead,
  writeHead,
} from '../store/journal.ts';
import {canonicalJson, erasedBy, type LinkFault, linkFault} from '../store/journal-chain.ts';
import {forgetEvents} from '../store/erasure.ts';
import {callReader} from './call-handlers.ts';
import {currentProfile, type Desk, type HandlersOf, timestamp} from './desk.ts';
import {readSession} from './session-handlers.ts';

const ROWS_PER_PAGE = 1000;
const EVENTS_PER_PAGE = 2000;

const badCursor = () =>
  new AppError('invalid_input', {'zh-CN': '导出的位置无效。', en: 'The place in the export is not valid.'});

/**
 * The journal's word on an export: made once, on its first page. Its rows end with the newest call there is: not with the
 * clock, which may have been set back since, or may be behind the one of another desk whose journal was read in.
 */
function exportBegun(desk: Desk, input: Input<'notes.export'>, reader: CallReader): {until: string; total: number} {
  const payload = {format: input.format, filter: input.filter, unmasked: input.unmasked};
  const begun = readEvent(desk.db, input.id);
  if (begun !== null) {
    const {rows, until, ...same} = JSON.parse(begun.payload ?? '{}') as {rows: number; until: string};
    if (begun.type !== 'export.made' || canonicalJson(same) !== canonicalJson(payload)) {
      throw new AppError('conflict', {
        'zh-CN': '导出条件已变，请重新导出。',
        en: 'The filters changed. Start the export again.',
      });
    }
    return {until, total: rows};
  }
  if (input.cursor !== null) throw badCursor();
  const total = countCalls(desk.db, input.filter, reader);
  const at = timestamp(desk);
  const until = newestOpened(desk.db, input.filter, reader) ?? at;
  const agent = currentProfile(desk)?.agentId ?? null;
  appendEvent(desk.db, {
    id: input.id,
    callId: null,
    type: 'export.made',
    payload: {...payload, rows: total, until},
    at,
    agent,
  });
  return {until, total};
}

function parsePlace(cursor: string | null): (CallPlace & {done: number}) | null {
  if (cursor === null) return null;
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\|([0-9a-f-]{36})\|(\d{1,12})$/.exec(cursor);
  if (match === null) throw badCursor();
  const [, openedAt = '', id = '', done] = match;
  return {openedAt, id, done: Number(done)};
}

function exportPage(desk: Desk, input: Input<'notes.export'>): Output<'notes.export'> {
  if (input.unmasked && desk.role !== 'qa') {
    throw new AppError('forbidden', {
      'zh-CN': '只有质检可以导出未遮盖的客户信息。',
      en: 'Only QA may export customer data unmasked.',
    });
  }
  const reader = callReader(desk);
  const {until, total} = exportBegun(desk, input, reader);
  const place = parsePlace(input.cursor);
  const records = callsAfter(desk.db, input.filter, reader, place, until, ROWS_PER_PAGE);
  const {language} = readSession(desk);
  const hashes = desk.db
    .prepare<[string, number], string>('SELECT hash FROM journal WHERE device = ? AND seq = ?')
    .pluck();
  const rows = records.map((record) =>
    csvRow(record, {unmasked: input.unmasked, language, hash: hashes.get(record.device, record.lastSeq) ?? ''}),
  );
  const last = records.length < ROWS_PER_PAGE ? undefined : records.at(-1);
  const done = (place?.done ?? 0) + records.length;
  return {
    text: `${place === null ? BYTE_ORDER_MARK + csvHeader() : ''}${rows.join('')}`,
    total,
    done,
    cursor: last === undefined ? null : `${last.openedAt}|${last.id}|${done}`,
  };
}

const BundleHeader = z.strictObject({
  format: z.literal('callside-journal'),
  version: z.literal(1),
  device: Id,
  events: z.int().min(0),
  head: Sha256,
});

function bundlePage(desk: Desk, {id, cursor}: Input<'notes.bundle'>): Output<'notes.bundle'> {
  const device = ownDevice(desk.db);
  let text = '';
  let seq = 0;
  let until = 0;
  if (cursor === null) {
    const agent = currentProfile(desk)?.agentId ?? null;
    appendEvent(desk.db, {id, callId: null, type: 'bundle.made', payload: {}, at: timestamp(desk), agent});
    const head = readHead(desk.db, device);
    until = head.seq;
    const header = {format: 'callside-journal', version: 1, device, events: head.seq, head: head.hash};
    text = `${JSON.stringify(header)}\n`;
  } else {
    const match = /^(\d{1,15})\|(\d{1,15})$/.exec(cursor);
    // What leaves the desk is on record: no page without its first one.
    if (match === null || readEvent(desk.db, id)?.type !== 'bundle.made') throw badCursor();
    seq = Number(match[1]);
    until = Number(match[2]);
    if (seq >= until || until > readHead(desk.db, device).seq) throw badCursor();
  }
  const events = readChain(desk.db, device, seq, Math.min(EVENTS_PER_PAGE, until - seq));
  text += events.map((event) => `${JSON.stringify(event)}\n`).join('');
  const reached = events.at(-1)?.seq ?? seq;
  return {text, cursor: reached < until ? `${reached}|${until}` : null};
}

const FAULTS: Record<LinkFault, [zh: string, en: string]> = {
  seq: ['缺少记录或顺序不对', 'an event is missing or out of order'],
  prev: ['与前一条记录不相连', 'it does not follow the event before it'],
  hash: ['内容与其哈希不符', 'its content does not match its hash'],
  payload: ['正文与其摘要不符', 'its payload does not match its digest'],
};

const untrusted = (zh: string, en: string) =>
  new AppError('untrusted', {
    'zh-CN': `日志文件未通过验证，未导入：${zh}。`,
    en: `The journal could not be verified, so nothing was imported: ${en}.`,
  });

function parseLine<Value>(schema: z.ZodType<Value>, line: string, number: number): Value {
  let value: unknown = null;
  try {
    value = JSON.parse(line);
  } catch {
    // Falls through to the schema, which says the same of anything that is not what it should be.
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw untrusted(`第 ${number} 行无法读取`, `line ${number} cannot be read`);
  return parsed.data;
}

/** Reads a bundle and proves it as a whole: one device, no gap, every link and payload, as long as its header says. */
function readBundle(text: string): {device: string; head: string; events: JournalEvent[]} {
  const lines = text.replace(/^\ufeff/, '').split('\n');
  if (lines.at(-1) === '') lines.pop();
  const header = parseLine(BundleHeader, lines[0] ?? '', 1);
  let prev = CHAIN_START;
  const events = lines.slice(1).map((line, i) => {
    const event = parseLine(JournalEvent, line, i + 2);
    const fault = event.device === header.device ? linkFault(event, i + 1, prev) : 'seq';
    if (fault !== null) throw untrusted(`第 ${i + 2} 行${FAULTS[fault][0]}`, `line ${i + 2}: ${FAULTS[fault][1]}`);
    prev = event.hash;
    return event;
  });
  if (events.length !== header.events || prev !== header.head) {
    throw untrusted('文件不完整', 'the file is not complete');
  }
  const erased = new Set(events.flatMap((event) => erasedBy(event)));
  const silent = events.find((event) => event.payload === null && !erased.has(event.seq));
  if (silent !== undefined) {
    throw untrusted(
      `第 ${silent.seq + 1} 行正文缺失，且没有删除记录`,
      `line ${silent.seq + 1}: its payload is gone and no erasure is on record`,
    );
  }
  return {device: header.device, head: header.head, events};
}

function importBundle(desk: Desk, {id, text}: Input<'notes.import'>): Output<'notes.import'> {
  const {device, events} = readBundle(text);
  if (device === ownDevice(desk.db)) {
    throw new AppError('conflict', {
      'zh-CN': '这是本机自己的日志，无需导入。',
      en: "This is this desk's own journal; there is nothing to import.",
    });
  }
  const keep = desk.db.transaction(() => {
    const known = readHead(desk.db, device);
    const knownHash = known.seq === 0 ? CHAIN_START : (events[known.seq - 1]?.hash ?? null);
    // A shorter bundle is an older one of the same chain; one that says otherwise of what is known is a forgery.
    if (knownHash === null) refuseOtherPast(desk, device, events);
    else if (knownHash !== known.hash)
      throw untrusted('与之前导入的同一台设备的记录矛盾', 'it contradicts what was imported from this device before');
    const fresh = events.slice(known.seq);
    const calls = new Set<string>();
    for (const event of fresh) {
      if (readEvent(desk.db, event.id) !== null) {
        throw untrusted(`第 ${event.seq + 1} 行的编号已被使用`, `line ${event.seq + 1}: its id is already used`);
      }
      insertEvent(desk.db, event);
      keepCall(desk, event);
      // What the other desk had to erase since is erased here too.
      const erased = erasedBy(event);
      if (erased.length > 0) forgetEvents(desk.db, {device, seqs: erased});
      if (event.callId !== null) calls.add(event.callId);
    }
    const newest = fresh.at(-1);
    if (newest !== undefined) {
      writeHead(desk.db, device, newest, false, timestamp(desk));
      const payload = {device, from: known.seq + 1, to: newest.seq, head: newest.hash};
      const agent = currentProfile(desk)?.agentId ?? null;
      appendEvent(desk.db, {id, callId: null, type: 'notes.imported', payload, at: timestamp(desk), agent});
    }
    return {
      reply: {device, events: events.length, added: fresh.length, calls: calls.size},
      newestCall: [...calls].at(-1),
    };
  });
  const {reply, newestCall} = keep.immediate();
  // Once, for all of them: a window reads its list again whichever call it hears of.
  if (newestCall !== undefined) desk.emit({type: 'call.changed', callId: newestCall, at: timestamp(desk)});
  return reply;
}

function refuseOtherPast(desk: Desk, device: string, events: readonly JournalEvent[]): void {
  const newest = events.at(-1);
  if (newest === undefined) return;
  const [same] = readChain(desk.db, device, newest.seq - 1, 1);
  if (same?.hash !== newest.hash) {
    throw untrusted('与之前导入的同一台设备的记录矛盾', 'it contradicts what was imported from this device before');
  }
}

/** An event whose call does not add up would make a summary that nobody can prove. */
function keepCall(desk: Desk, event: JournalEvent): void {
  try {
    applyToCall(desk.db, event, false);
  } catch (error) {
    if (error instanceof AppError || error instanceof z.ZodError || error instanceof SyntaxError) {
      throw untrusted(
        `第 ${event.seq} 条记录不是本程序认识的通话步骤`,
        `event ${event.seq} is no step of a call that this app knows`,
      );
    }
    throw error;
  }
}

export const notesHandlers: HandlersOf<'notes'> = {
  'notes.export': exportPage,
  'notes.bundle': bundlePage,
  'notes.import': importBundle,
};
