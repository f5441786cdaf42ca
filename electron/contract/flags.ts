import {z} from 'zod';
import {RuleId} from './contact-rules.ts';
import {Day, Id, Instant, lineText, TimeOfDay, TimeZone} from './values.ts';

/**
 * What customers ask of those who call them, and what is known from outside about earlier contacts. Everything here
 * arrives as a journal event, holds from that instant on, and is read again by every later call.
 */

/** What kind of place rings. `other` counts as a personal number. */
export const PHONE_LINES = ['mobile', 'home', 'work', 'other'] as const;
export const PhoneLine = z.enum(PHONE_LINES);
export type PhoneLine = z.infer<typeof PhoneLine>;

/** How something was said: in writing, electronically by a way that is accepted here, or by word of mouth. */
export const SAID_FORMS = ['written', 'electronic', 'oral'] as const;
export const SaidForm = z.enum(SAID_FORMS);
export type SaidForm = z.infer<typeof SaidForm>;

/** Left out: all debts of the account. */
const someDebts = z.array(Id).min(1).max(50).optional();

/**
 * One wish or circumstance. Local times are the person's own; `to` not after `from` reaches over midnight. Left out, `days`
 * are all days, `from` and `to` the whole day, `through` (the last day) means until lifted.
 */
export const Flag = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('inconvenientTime'),
    /** ISO days of the week, 1 = Monday. */
    days: z.array(z.int().min(1).max(7)).min(1).max(7).optional(),
    from: TimeOfDay.optional(),
    to: TimeOfDay.optional(),
    through: Day.optional(),
  }),
  z.strictObject({kind: z.literal('inconvenientPlace'), line: PhoneLine}),
  /** The employer forbids such calls, or they cannot be taken at work. */
  z.strictObject({kind: z.literal('workProhibited')}),
  z.strictObject({
    kind: z.literal('attorney'),
    name: lineText(80).nullable().default(null),
    /** Whether name and address are known or easy to find out (12 CFR 1006.6(b)(2)). */
    canAscertain: z.boolean().default(true),
    debtIds: someDebts,
  }),
  /** Wants no further contact about the debt, or refuses to pay. */
  z.strictObject({kind: z.literal('cease'), form: SaidForm, debtIds: someDebts}),
  /** No more calls: to one number, or at all with null. */
  z.strictObject({kind: z.literal('stopCalls'), numberId: Id.nullable()}),
  z.strictObject({kind: z.literal('dispute'), form: SaidForm, debtIds: someDebts}),
  /** The language that is wanted, as it was said; null = not known yet. */
  z.strictObject({kind: z.literal('language'), language: lineText(40).nullable()}),
  z.strictObject({kind: z.literal('wrongNumber'), numberId: Id}),
  /** Somebody else who answered wants no more calls; `numberId` is where they were reached. */
  z.strictObject({kind: z.literal('thirdPartyStop'), numberId: Id.nullable()}),
  /** Where the person says they are. */
  z.strictObject({kind: z.literal('location'), timeZone: TimeZone}),
  z.strictObject({kind: z.literal('deceased')}),
  z.strictObject({kind: z.literal('vulnerable'), sign: lineText(80)}),
  z.strictObject({kind: z.literal('bankruptcy')}),
]);
export type Flag = z.infer<typeof Flag>;

export const FLAG_KINDS = [
  'inconvenientTime',
  'inconvenientPlace',
  'workProhibited',
  'attorney',
  'cease',
  'stopCalls',
  'dispute',
  'language',
  'wrongNumber',
  'thirdPartyStop',
  'location',
  'deceased',
  'vulnerable',
  'bankruptcy',
] as const satisfies readonly Flag['kind'][];
export type FlagKind = Flag['kind'];

/** `said`: noted by an agent. `outcome`: follows from a call's outcome, and changes with its correction. */
export const FactOrigin = z.enum(['said', 'outcome']);
export type FactOrigin = z.infer<typeof FactOrigin>;

/** A flag as it stands. `accountId` may be another account of the same person, where the law counts by person. */
export const AccountFlag = z.strictObject({
  id: Id,
  accountId: Id,
  personId: Id,
  callId: Id.nullable(),
  flag: Flag,
  since: Instant,
  by: z.string().nullable(),
  origin: FactOrigin,
  lifted: z.strictObject({at: Instant, why: z.string(), by: z.string().nullable()}).nullable(),
});
export type AccountFlag = z.infer<typeof AccountFlag>;

/**
 * A consent. `frequency`: to more calls (12 CFR 1006.14(b)(3)(i): seven days, or until the next conversation). `time`: to
 * `hours` (12 CFR 1006.6(b)(4)(i)). `thirdParty`: to talk with that person of the account.
 */
export const Consent = z.strictObject({
  covers: z
    .array(z.enum(['frequency', 'time', 'thirdParty']))
    .min(1)
    .max(3),
  validFrom: Instant.optional(),
  validUntil: Instant.optional(),
  hours: z.strictObject({from: TimeOfDay, to: TimeOfDay}).optional(),
  thirdPersonId: Id.optional(),
  debtIds: someDebts,
});
export type Consent = z.infer<typeof Consent>;

export const AccountConsent = z.strictObject({
  id: Id,
  accountId: Id,
  personId: Id,
  /** The call during which it was given. */
  callId: Id.nullable(),
  consent: Consent,
  givenAt: Instant,
  by: z.string().nullable(),
  origin: FactOrigin,
  revokedAt: Instant.nullable(),
});
export type AccountConsent = z.infer<typeof AccountConsent>;

/** Contacts that happened elsewhere: a dialer's log, a letter of the customer, the time before this desk. */
export const NOTED_CONTACT_KINDS = [
  'callNoAnswer',
  'callVoicemail',
  'callConversation',
  'callDropped',
  'callDeclined',
  'callRinglessVoicemail',
  'callBusy',
  'callNotInService',
  'callNotification',
  'inboundConversation',
  'inboundVoicemail',
  'inboundEmail',
  'inboundSms',
  'outEmail',
  'outSms',
  'locationCallbackRequested',
  'locationAnswerBelievedWrong',
] as const;

export const NotedContact = z.strictObject({
  id: Id,
  kind: z.enum(NOTED_CONTACT_KINDS),
  at: Instant,
  personId: Id.optional(),
  numberId: Id.optional(),
  debtIds: someDebts,
});
export type NotedContact = z.infer<typeof NotedContact>;

/** How often somebody else counted, at the moment of noting: what is known here is at least that much. */
export const NotedCount = z.strictObject({
  ruleId: RuleId,
  count: z.int().min(0).max(10_000),
  personId: Id.optional(),
  numberId: Id.optional(),
  debtId: Id.optional(),
});
export type NotedCount = z.infer<typeof NotedCount>;

export const NotedSource = z.enum(['hand', 'import', 'screenPop']);
export type NotedSource = z.infer<typeof NotedSource>;

/** The events that tell of these things; their event's own id is the id of the flag or consent. */
export const FactEvent = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('flag.set'),
    payload: z.strictObject({accountId: Id, personId: Id, flag: Flag}),
  }),
  z.strictObject({
    type: z.literal('flag.lifted'),
    payload: z.strictObject({accountId: Id, flagId: Id, why: lineText(300)}),
  }),
  z.strictObject({
    type: z.literal('consent.given'),
    payload: z.strictObject({accountId: Id, personId: Id, consent: Consent}),
  }),
  z.strictObject({
    type: z.literal('consent.revoked'),
    payload: z.strictObject({accountId: Id, consentId: Id, why: lineText(300)}),
  }),
  z.strictObject({
    type: z.literal('contact.noted'),
    payload: z.strictObject({
      accountId: Id,
      source: NotedSource,
      contacts: z.array(NotedContact).max(1000),
      counts: z.array(NotedCount).max(200),
    }),
  }),
]);
export type FactEvent = z.infer<typeof FactEvent>;
