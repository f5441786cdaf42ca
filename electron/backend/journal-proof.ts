import type {Problem} from '../contract/errors.ts';
import {CHAIN_START, type Verification} from '../contract/journal.ts';
import type {Id} from '../contract/values.ts';
import {factHolds, factsWithoutEvent} from '../store/account-facts.ts';
import {callIdsAfter} from '../store/calls.ts';
import {callsWithoutSummary, journalDevices, listChains, ownDevice, readChain, readErasures} from '../store/journal.ts';
import {type LinkFault, linkFault} from '../store/journal-chain.ts';
import {summaryHolds} from './call-proof.ts';
import type {Desk} from './desk.ts';

const AT_ONCE = 500;
const MOST_PROBLEMS = 100;

/** Lets windows be served between two portions of a long check. */
const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

const problem = (path: string, zh: string, en: string): Problem => ({path, message: {'zh-CN': zh, en}});

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
  for (const id of factsWithoutEvent(desk.db)) {
    problems.push(problem(`fact ${id}`, '账户标记没有对应的记录', 'no event tells of what is noted of an account'));
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
  const allowed = readErasures(desk.db, device);
  for (
    let events = readChain(desk.db, device, 0, AT_ONCE);
    events.length > 0;
    events = readChain(desk.db, device, seq, AT_ONCE)
  ) {
    for (const event of events) {
      const fault = linkFault(event, seq + 1, head);
      if (fault !== null) problems.push(problem(`${device}#${event.seq}`, ...FAULT_WORDS[fault]));
      if (event.payload === null) missing.add(event.seq);
      if (fault === null && !factHolds(desk.db, event)) {
        problems.push(
          problem(
            `${device}#${event.seq}`,
            '账户标记与其记录不符',
            'what is noted of an account does not match its event',
          ),
        );
      }
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
