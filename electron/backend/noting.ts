import type {FactEvent} from '../contract/flags.ts';
import type {Id} from '../contract/values.ts';
import {appendEvent} from '../store/journal.ts';
import {currentProfile, type Desk, timestamp} from './desk.ts';

/** Appends what was noted and tells the windows. A repeated id changes nothing. */
export function note(desk: Desk, id: Id, callId: Id | null, fact: FactEvent): void {
  const at = timestamp(desk);
  const agent = currentProfile(desk)?.agentId ?? null;
  appendEvent(desk.db, {id, callId, type: fact.type, payload: fact.payload, at, agent});
  desk.emit({type: 'account.changed', accountId: fact.payload.accountId});
  if (callId !== null) desk.emit({type: 'call.changed', callId, at});
}
