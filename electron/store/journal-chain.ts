import {createHash, randomBytes} from 'node:crypto';
import canonicalize from 'canonicalize';
import type {ChainedEvent, JournalEvent} from '../contract/journal.ts';
import type {Id} from '../contract/values.ts';

/** RFC 8785 (JCS) text of a JSON value. Strings must be well-formed; the contract sees to it. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('not a JSON value');
  return text;
}

export const sha256 = (...parts: (string | Uint8Array)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

/** SHA-256 over the RFC 8785 form of exactly the chained fields, whatever else the object carries. */
export function eventHash(event: ChainedEvent): string {
  const {v, device, seq, id, callId, type, at, agent, prev, payloadDigest} = event;
  return sha256(canonicalJson({v, device, seq, id, callId, type, at, agent, prev, payloadDigest}));
}

/** SHA-256(salt ‖ payload): without the salt, a short payload could be guessed from its digest after erasure. */
export const payloadDigest = (salt: Uint8Array, payload: string): string => sha256(salt, payload);

/** A new link of the chain. */
export function linkEvent(
  event: Omit<ChainedEvent, 'v' | 'payloadDigest'>,
  payload: unknown,
): JournalEvent & {salt: string; payload: string} {
  const salt = randomBytes(32);
  const text = canonicalJson(payload);
  const chained: ChainedEvent = {v: 1, ...event, payloadDigest: payloadDigest(salt, text)};
  return {...chained, hash: eventHash(chained), salt: salt.toString('hex'), payload: text};
}

/**
 * The events whose payloads an erasure took, by their places in the chain of `device`. A chain tells of its own; what a desk
 * erased of another desk's journal, it tells in its own chain by that `device`.
 */
export function erasedBy(event: JournalEvent, device: Id = event.device): number[] {
  if (event.type !== 'payload.erased' || event.payload === null) return [];
  const told = JSON.parse(event.payload) as {device?: unknown; seqs?: unknown};
  if ((told.device ?? event.device) !== device) return [];
  return Array.isArray(told.seqs) ? told.seqs.filter((seq): seq is number => typeof seq === 'number') : [];
}

export type LinkFault = 'seq' | 'prev' | 'hash' | 'payload';

/** What is wrong with a link that should follow (`seq`, `prev`); null when it holds. */
export function linkFault(event: JournalEvent, seq: number, prev: string): LinkFault | null {
  if (event.seq !== seq) return 'seq';
  if (event.prev !== prev) return 'prev';
  if (eventHash(event) !== event.hash) return 'hash';
  if (event.payload === null || event.salt === null) return null;
  return payloadDigest(Buffer.from(event.salt, 'hex'), event.payload) === event.payloadDigest ? null : 'payload';
}
