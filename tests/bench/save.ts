import {mkdtempSync} from 'node:fs';
import {join} from 'node:path';
import Sqlite from 'better-sqlite3';
import {v7} from 'uuid';
import {type Backend, openBackend} from '../../electron/backend/backend.ts';
import type {Outcome} from '../../electron/contract/call.ts';
import type {MethodName, RawInput} from '../../electron/contract/methods.ts';
import {type BenchOptions, type Figure, quantiles, timed} from './figures.ts';
import {folderOfCalls, LIBRARY, workFolder} from './many-calls.ts';

const PROFILE = {
  agentId: '1001',
  spokenName: '李敏',
  institution: '安和消费金融',
  team: '一组',
  timeZone: 'Asia/Shanghai',
  jurisdiction: 'CN',
  collector: 'creditor',
};
const DRAFT = {
  note: '客户说月底发工资后还一部分，态度配合。',
  objectionId: null,
  tone: 'standard',
  slots: {},
  form: {},
} as const;
const OUTCOME: Outcome = {
  contact: 'RPC',
  result: 'RFS',
  tags: [],
  reason: 'cashFlow',
  promise: null,
  nextAction: null,
  note: DRAFT.note,
};

export async function ask<Name extends MethodName>(desk: Backend, method: Name, input: RawInput<Name>): Promise<void> {
  const reply = await desk.call(method, input);
  if (!reply.ok) throw new Error(`${method}: ${JSON.stringify(reply.error)}`);
}

/** One row committed in the same folder with the same promises: what the disk takes whatever the program does. */
function bareCommit(folder: string): () => void {
  const db = new Sqlite(join(folder, 'yardstick.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE row (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT');
  const insert = db.prepare('INSERT INTO row VALUES (?, ?)');
  return () => insert.run(v7(), JSON.stringify(DRAFT));
}

async function saveIn(folder: string, name: string, calls: number): Promise<Figure[]> {
  const desk = openBackend({
    dataFolder: folder,
    role: 'agent',
    host: 'browser',
    version: '0',
    language: 'zh-CN',
    libraryFolder: LIBRARY,
    exclusive: true,
    profile: PROFILE,
  });
  const commit = bareCommit(folder);
  const took: Record<string, number[]> = {open: [], record: [], draft: [], outcome: []};
  const bare: number[] = [];
  const measure = async (key: string, action: () => unknown) => {
    bare.push(await timed(commit));
    took[key]?.push(await timed(action));
  };
  for (let n = 0; n < calls + 3; n += 1) {
    if (n === 3) for (const values of [bare, ...Object.values(took)]) values.length = 0;
    const callId = v7();
    await measure('open', () =>
      ask(desk, 'call.open', {
        id: callId,
        accountId: null,
        direction: 'outbound',
        mode: 'collection',
        numberId: null,
        numberLabel: '手机',
      }),
    );
    await measure('record', () =>
      ask(desk, 'call.record', {id: v7(), callId, step: {type: 'call.connected', payload: {}}}),
    );
    for (let step = 0; step < 8; step += 1) {
      await measure('record', () =>
        ask(desk, 'call.record', {
          id: v7(),
          callId,
          step: {type: 'stage.entered', payload: {stageId: `stage-${step}`, kind: 'opening'}},
        }),
      );
      await measure('draft', () =>
        ask(desk, 'call.saveDraft', {callId, draft: {...DRAFT, note: DRAFT.note.slice(0, 4 + step)}}),
      );
    }
    await measure('outcome', () => ask(desk, 'call.saveOutcome', {id: v7(), callId, outcome: OUTCOME}));
  }
  desk.close();
  const yardstick = {values: bare, to: 'bare commit'};
  return [
    ...quantiles(`${name}: bare insert and commit`, bare, 'ms'),
    ...Object.entries({open: 'call.open', record: 'call.record', draft: 'call.saveDraft', outcome: 'call.saveOutcome'})
      .map(([key, method]) => quantiles(`${name}: ${method}`, took[key] ?? [], 'ms', yardstick))
      .flat(),
  ];
}

/** What an agent waits for: steps, drafts and outcomes, synchronous, through the whole backend. */
export async function save({quick}: BenchOptions): Promise<Figure[]> {
  const many = quick ? 10_000 : 100_000;
  const calls = quick ? 5 : 40;
  return [
    ...(await saveIn(mkdtempSync(join(workFolder(), 'save-')), 'new folder', calls)),
    ...(await saveIn(folderOfCalls(many), `${many.toLocaleString('en')} calls`, calls)),
  ];
}
