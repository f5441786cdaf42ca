import {z} from 'zod';
import {Problem} from './errors.ts';
import {Id, Instant, Sha256} from './values.ts';

/** The `prev` of a chain's first event. */
export const CHAIN_START = '0'.repeat(64);

/**
 * The part of an event that is chained: `hash` is the SHA-256 of its RFC 8785 form. The payload and its 32-byte salt lie
 * apart and can be erased; `payloadDigest` = SHA-256(salt ‖ payload bytes) stays. This form is permanent: `v` names it.
 */
export const ChainedEvent = z.strictObject({
  v: z.literal(1),
  device: Id,
  seq: z.int().min(1),
  id: Id,
  callId: Id.nullable(),
  type: z.string().regex(/^[a-z]+\.[a-zA-Z]+$/),
  at: Instant,
  agent: z.string().max(40).nullable(),
  prev: Sha256,
  payloadDigest: Sha256,
});
export type ChainedEvent = z.infer<typeof ChainedEvent>;

/** An event with what proves it. `salt` (hex) and `payload` (the exact text that was digested) are null once erased. */
export const JournalEvent = ChainedEvent.extend({
  hash: Sha256,
  salt: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  payload: z.string().max(1_000_000).nullable(),
});
export type JournalEvent = z.infer<typeof JournalEvent>;

/** An event as a person reads it. */
export const TimelineEvent = z.strictObject({
  seq: z.int(),
  id: Id,
  type: z.string(),
  at: Instant,
  agent: z.string().nullable(),
  hash: Sha256,
  payload: z.unknown(),
});
export type TimelineEvent = z.infer<typeof TimelineEvent>;

/** What a check of the evidence found. `head` is the newest hash: written down elsewhere, it proves the end too. */
export const Verification = z.strictObject({
  ok: z.boolean(),
  events: z.int(),
  calls: z.int(),
  erased: z.int(),
  chains: z.array(z.strictObject({device: Id, events: z.int(), head: z.string(), own: z.boolean()})),
  problems: z.array(Problem),
});
export type Verification = z.infer<typeof Verification>;
