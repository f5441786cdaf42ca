import {v7} from 'uuid';
import {openDatabase} from '../../electron/store/database.ts';
import {appendEvent} from '../../electron/store/journal.ts';

/** A process of its own that appends so many events: `node append-events.ts FOLDER COUNT AGENT`. */
const [folder = '', count = '0', agent = ''] = process.argv.slice(2);
const db = openDatabase({folder});
for (let i = 0; i < Number(count); i += 1) {
  const at = new Date().toISOString();
  appendEvent(db, {id: v7(), callId: null, type: 'setting.changed', payload: {agent, i}, at, agent});
}
db.close();
