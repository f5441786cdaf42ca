import {z} from 'zod';
import {AccountRow} from './account.ts';
import {Direction} from './call.ts';
import {Id, Instant, Language, lineText, LocalText, TimeZone} from './values.ts';

/** What a dialer and Callside tell each other: screen-pops and live text come in, outcomes may go out. */

/** What a pop can say. Every value is text to read; none of them dials, opens or ends anything. */
export const POP_FIELDS = [
  'phone',
  'name',
  'account',
  'callId',
  'campaign',
  'agent',
  'direction',
  'language',
  'timeZone',
  'bucket',
  'product',
  'callsToday',
  'talksToday',
  'callsSevenDays',
  'talksSevenDays',
] as const;
export const PopField = z.enum(POP_FIELDS);
export type PopField = z.infer<typeof PopField>;

/** How often the dialer says that it called; others call the customer too, so these are least counts. */
export const PopCounts = z.strictObject({
  callsToday: z.int().min(0).max(9999).nullable(),
  /** Pops that wait from before this was read have none. */
  talksToday: z.int().min(0).max(9999).nullable().default(null),
  callsSevenDays: z.int().min(0).max(9999).nullable(),
  talksSevenDays: z.int().min(0).max(9999).nullable(),
});
export type PopCounts = z.infer<typeof PopCounts>;

/** Where the dialer says that its call stands. `ended` never ends a call of ours. */
export const PopPhase = z.enum(['ringing', 'answered', 'ended']);
export type PopPhase = z.infer<typeof PopPhase>;

export const Pop = z.strictObject({
  /** As the dialer writes it: digits, with `+`, spaces and dashes where it has them. */
  phone: lineText(32).nullable(),
  name: lineText(80).nullable(),
  /** The account's reference in the company's own system. */
  account: lineText(60).nullable(),
  /** The dialer's id of its call. */
  callId: lineText(120).nullable(),
  campaign: lineText(60).nullable(),
  agent: lineText(40).nullable(),
  direction: Direction.nullable(),
  language: Language.nullable(),
  timeZone: TimeZone.nullable(),
  bucket: lineText(20).nullable(),
  product: lineText(60).nullable(),
  counts: PopCounts,
  phase: PopPhase.nullable(),
});
export type Pop = z.infer<typeof Pop>;

/** Why a field of a pop was left out. */
export const DROP_REASONS = ['macro', 'tooLong', 'invalid', 'outcome', 'command', 'notText', 'tooMany'] as const;
export const DroppedField = z.strictObject({
  /** The field as the dialer named it, cut to what can be shown; never its value. */
  field: z.string().max(60),
  reason: z.enum(DROP_REASONS),
  why: LocalText,
});
export type DroppedField = z.infer<typeof DroppedField>;

/** The ways in: a `callside:` link, the local address, the command line of a second start or the terminal, a paste. */
export const PopDoor = z.enum(['link', 'web', 'terminal', 'paste']);
export type PopDoor = z.infer<typeof PopDoor>;

/** Longer than any dialer's web form; what is longer is refused unread. */
export const LONGEST_POP = 16_384;

/** What became of a pop: it waits, it was told of a call that waits already, or it says nothing to show. */
export const PopReceipt = z.strictObject({
  state: z.enum(['waiting', 'joined', 'empty']),
  /** The waiting pop, where there is one. */
  id: Id.nullable(),
  dropped: z.array(DroppedField),
});
export type PopReceipt = z.infer<typeof PopReceipt>;

/** A waiting pop as the notice shows it: masked, nothing about the debt. */
export const PopRow = z.strictObject({
  id: Id,
  at: Instant,
  door: PopDoor,
  customer: z.string(),
  /** The last digits of the number. */
  tail: z.string().nullable(),
  phase: PopPhase.nullable(),
});
export type PopRow = z.infer<typeof PopRow>;

/** An account that a pop may mean, and which of its numbers the pop named. */
export const PopMatch = z.strictObject({account: AccountRow, numberId: Id.nullable()});
export type PopMatch = z.infer<typeof PopMatch>;

/** A pop in full, for the new-call panel; `matchedBy` is null where no account fits. */
export const PopDetail = z.strictObject({
  id: Id,
  at: Instant,
  door: PopDoor,
  pop: Pop,
  dropped: z.array(DroppedField),
  matchedBy: z.enum(['reference', 'number']).nullable(),
  matches: z.array(PopMatch).max(20),
});
export type PopDetail = z.infer<typeof PopDetail>;

/** The team's own names of fields, for dialers whose forms cannot be changed: their name → ours, or null to ignore it. */
export const PopMapping = z.array(z.strictObject({theirs: lineText(60), ours: PopField.nullable()})).max(60);
export type PopMapping = z.infer<typeof PopMapping>;

/** Whether the local address is there. `portTaken`: another program has the port that the pasted links name. */
export const DoorState = z.enum(['off', 'opening', 'open', 'portTaken', 'failed']);
export type DoorState = z.infer<typeof DoorState>;

/** A host name with its port where it is not 443. `local` lets it lie in the company's own network. */
export const PushHost = z.strictObject({
  host: z
    .string()
    .max(200)
    .regex(/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/, {error: 'no host name'}),
  local: z.boolean(),
});
export type PushHost = z.infer<typeof PushHost>;

/** Outcome code of ours (contact or result) → status of the dialer. */
export const StatusMap = z.record(
  z.string().regex(/^[A-Z][A-Z-]{0,7}$/, {error: 'no outcome code'}),
  z
    .string()
    .max(40)
    .regex(/^[\w .-]*$/, {error: 'no dialer status'}),
);
export type StatusMap = z.infer<typeof StatusMap>;

export const PushSettings = z.strictObject({
  on: z.boolean(),
  /** `https` address with `{status}` and the like; empty while there is none. */
  template: z.string().max(2000),
  hosts: z.array(PushHost).max(20),
  statuses: StatusMap,
});
export type PushSettings = z.infer<typeof PushSettings>;

/** Why a delivery did not arrive, as a word: an answer of the dialer is never kept, it may repeat a password. */
export const PUSH_FAULTS = [
  'offline',
  'timeout',
  'certificate',
  'httpStatus',
  'redirect',
  'answeredError',
  'hostNotAllowed',
  'localAddress',
  'badTemplate',
  'tooLate',
] as const;
export const PushFault = z.enum(PUSH_FAULTS);
export type PushFault = z.infer<typeof PushFault>;

/** How the passing on of outcomes stands. */
export const PushState = z.strictObject({
  waiting: z.int().min(0),
  delivered: z.int().min(0),
  givenUp: z.int().min(0),
  lastFault: PushFault.nullable(),
  lastAt: Instant.nullable(),
});
export type PushState = z.infer<typeof PushState>;

/** What the settings show. No secret but the door's own token is in it, and that one only for the roles that paste it. */
export const DialerSettings = z.strictObject({
  door: z.strictObject({
    on: z.boolean(),
    state: DoorState,
    /** `http://127.0.0.1:PORT/pop?token=…`, null before it was switched on. */
    url: z.string().nullable(),
    utteranceUrl: z.string().nullable(),
  }),
  mapping: PopMapping,
  push: PushSettings.extend({
    /** Whether credentials are stored; they are never shown again. */
    credentials: z.boolean(),
    state: PushState,
  }),
});
export type DialerSettings = z.infer<typeof DialerSettings>;

/** New credentials for `{user}` and `{pass}` of the template. Written, never read back. */
export const PushCredentials = z.strictObject({user: z.string().max(120), pass: z.string().max(200)});
export type PushCredentials = z.infer<typeof PushCredentials>;

export const Speaker = z.enum(['customer', 'agent']);
export type Speaker = z.infer<typeof Speaker>;

/** A sentence of the running call that the dialer wrote down. It is kept nowhere. */
export const Utterance = z.strictObject({
  speaker: Speaker,
  text: z.string().min(1).max(500),
  at: Instant.nullable(),
});
export type Utterance = z.infer<typeof Utterance>;
