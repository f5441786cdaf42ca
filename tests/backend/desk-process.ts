import {v7} from 'uuid';
import {openBackend} from '../../electron/backend/backend.ts';
import {smallPack} from '../small-pack.ts';

/** A process of its own at a desk: `node desk-process.ts FOLDER DEED …`. Says `ready` when the deed may be judged. */
const [folder = '', deed = '', ...args] = process.argv.slice(2);

const desk = openBackend({
  dataFolder: folder,
  role: deed === 'import-and-activate' ? 'lead' : 'agent',
  host: deed === 'import-and-activate' ? 'cli' : 'browser',
  version: '0.1.0',
  libraryFolder: '/nowhere',
  exclusive: deed !== 'import-and-activate',
});

async function must(method: string, input: unknown): Promise<void> {
  const reply = await desk.call(method, input);
  if (!reply.ok) throw new Error(`${method}: ${JSON.stringify(reply.error)}`);
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

switch (deed) {
  case 'import-and-activate': {
    const [version = ''] = args;
    await must('pack.import', {id: v7(), text: JSON.stringify({...smallPack(), version})});
    await must('pack.activate', {id: 'small', version, eventId: v7()});
    desk.close();
    break;
  }
  case 'hold':
    process.stdout.write('ready\n');
    await pause(600_000);
    break;
  case 'work': {
    // Calls, steps and drafts without a pause, until it is killed. Every line says what was answered as saved.
    const say = (line: string) => process.stdout.write(`${line}\n`);
    const draft = {note: '', objectionId: null, tone: 'standard', slots: {}, form: {}};
    say('ready');
    for (;;) {
      const callId = v7();
      const open = {accountId: null, direction: 'outbound', mode: 'collection', numberId: null, numberLabel: 'mobile'};
      await must('call.open', {id: callId, ...open});
      say(`open ${callId}`);
      await must('call.record', {id: v7(), callId, step: {type: 'call.connected', payload: {}}});
      say(`connected ${callId}`);
      for (let i = 1; i <= 5; i += 1) {
        await must('call.saveDraft', {callId, draft: {...draft, note: `note ${i}`}});
        say(`draft ${callId} ${i}`);
        await pause(1);
      }
      const outcome = {
        contact: 'DROP',
        result: null,
        tags: [],
        reason: null,
        promise: null,
        nextAction: null,
        note: 'end',
      };
      await must('call.saveOutcome', {id: v7(), callId, outcome});
      say(`saved ${callId}`);
    }
  }
  default:
    throw new Error(`no deed ${deed}`);
}
