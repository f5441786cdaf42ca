import {v7} from 'uuid';
import {openDatabase} from '../../electron/store/database.ts';
import {appendEvent} from '../../electron/store/journal.ts';
import {NOON} from '../open-desk.ts';

/** Puts the record of an erasure into the journal, for those events of a kind whose payload is gone. */
export function eraseOnRecord(folder: string, kind: string): void {
  const db = openDatabase({folder});
  try {
    const seqs = db
      .prepare(`SELECT seq FROM journal WHERE ${kind} AND id NOT IN (SELECT id FROM journal_payload)`)
      .pluck()
      .all();
    appendEvent(db, {id: v7(), callId: null, type: 'payload.erased', payload: {seqs}, at: NOON, agent: null});
  } finally {
    db.close();
  }
}
