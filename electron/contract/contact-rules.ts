import {z} from 'zod';
import {ConductCategory} from './conduct.ts';
import {Day, Instant, Jurisdiction, Language, lineText, LocalText, TimeOfDay, TimeZone} from './values.ts';

/**
 * The contact rules: what may be begun, and what must be said, as data with a source. `scripts-library/rules/*.json` hold
 * what ships, a pack may add to it; `electron/domain/contact-rules` judges a planned contact by them. They help to follow
 * the law and are no legal advice.
 */

/** `verified`: read in the primary text. `secondary`: known from a secondary source. `unverified`: ships switched off. */
export const RULE_STATUSES = ['verified', 'secondary', 'unverified'] as const;
export const RuleStatus = z.enum(RULE_STATUSES);
export type RuleStatus = z.infer<typeof RuleStatus>;

export const RULE_EFFECTS = ['block', 'warn', 'require_line', 'require_field', 'hide', 'task', 'retain'] as const;
export const RuleEffect = z.enum(RULE_EFFECTS);
export type RuleEffect = z.infer<typeof RuleEffect>;

/** Who may go on in spite of a block: nobody, or a lead with PIN and reason. */
export const Override = z.enum(['never', 'lead']);
export type Override = z.infer<typeof Override>;

export const RuleId = z.string().regex(/^[A-Z0-9][A-Z0-9-]{1,63}$/, {error: 'no rule id'});
export type RuleId = z.infer<typeof RuleId>;

export const CollectingAs = z.enum(['debtCollector', 'creditor']);
export type CollectingAs = z.infer<typeof CollectingAs>;

/** Lines that a rule asks for; the words stand in the pack, `moment` says when they are due. */
export const REQUIRED_LINES = [
  'identity',
  'purposeAfterIdentity',
  'recordingNotice',
  'miniMirandaFirst',
  'miniMirandaLater',
  'limitedContent',
  'forbearance',
] as const;
export const RequiredLineKind = z.enum(REQUIRED_LINES);
export type RequiredLineKind = z.infer<typeof RequiredLineKind>;

/** `opening`: at once. `afterIdentity`: once the right party is confirmed. `voicemail`: only on a voicemail. */
export const LineMoment = z.enum(['opening', 'afterIdentity', 'voicemail']);
export type LineMoment = z.infer<typeof LineMoment>;

const days = z.int().min(1).max(3660);
const limit = z.int().min(0).max(1000);
const dueLines = z.array(z.strictObject({line: RequiredLineKind, moment: LineMoment}));

/** What a customer may ask for, as far as rules look at it. */
export const WISHES = ['times', 'places', 'calls', 'cease', 'attorney', 'work'] as const;

/** How a call ended, as far as counting goes; the kinds of `ContactEvent` that are calls placed. */
export const PLACED_CALLS = [
  'callNoAnswer',
  'callVoicemail',
  'callConversation',
  'callDropped',
  'callDeclined',
  'callRinglessVoicemail',
  'callBusy',
  'callNotInService',
  'callNotification',
] as const;
export const PlacedCall = z.enum(PLACED_CALLS);
export type PlacedCall = z.infer<typeof PlacedCall>;

const LineKinds = ['mobile', 'home', 'work', 'other'] as const;

/** `own`: the person's own zone (told, else of the address, else of the number), or one zone for everybody. */
const zoneOfDays = z.union([z.literal('own'), TimeZone]).default('own');

/**
 * What a rule looks at, with its figures. Each kind has one evaluator; a pack may add rules of these kinds, except those
 * that make an exception: `oneReply`, `excludedCalls`, `countedOutcomes`, `wrongNumberCalls`, `countedPerDebt`.
 */
export const RuleCondition = z.discriminatedUnion('kind', [
  /** Hours of the day when contact is open, in every zone where the person may be. */
  z.strictObject({
    kind: z.literal('openHours'),
    from: TimeOfDay,
    to: TimeOfDay,
    /** Whether the very last instant is still open. */
    closing: z.enum(['open', 'closed']),
    zone: zoneOfDays,
    /** Where to look when nothing is known of the place. */
    ifUnknown: z.array(TimeZone).default([]),
    /** Only spoken of when the possible zones differ. */
    severalZones: z.boolean().default(false),
    who: z.enum(['consumer', 'anyone']),
    media: z.array(z.enum(['call', 'sms', 'email', 'visit'])).min(1),
  }),
  z.strictObject({kind: z.literal('customerWishes'), about: z.array(z.enum(WISHES)).min(1)}),
  /** The customer wrote or called in spite of a wish: one reply in the same medium. */
  z.strictObject({kind: z.literal('oneReply')}),
  /** Calls placed to one person about one debt in so many calendar days; `limit` is the last one allowed. */
  z.strictObject({kind: z.literal('placedCalls'), limit, days}),
  /** Days closed by a conversation, its own day the first. */
  z.strictObject({kind: z.literal('afterConversation'), days}),
  /** Calls that no count looks at: under consent, not connected, to the attorney or the creditor. */
  z.strictObject({
    kind: z.literal('excludedCalls'),
    consentDays: days,
    unconnected: z.array(PlacedCall),
    roles: z.array(z.enum(['attorney', 'creditor'])),
  }),
  z.strictObject({kind: z.literal('countedOutcomes'), outcomes: z.array(PlacedCall)}),
  z.strictObject({kind: z.literal('wrongNumberCalls')}),
  /** Counted for each debt by itself; debts of these types under one account number are one debt. */
  z.strictObject({kind: z.literal('countedPerDebt'), oneDebtTypes: z.array(z.string().max(60))}),
  /** A call soon after an unanswered one to the same number, or the `perDay`th to it on one day. */
  z.strictObject({kind: z.literal('closeCalls'), minutes: z.int().min(1), perDay: limit}),
  /** Outbound conversations with one person on a day: warns from `warnAt`, blocks from `limit`. */
  z.strictObject({kind: z.literal('conversationsADay'), warnAt: limit, limit, zone: zoneOfDays}),
  z.strictObject({kind: z.literal('notificationsADay'), limit, zone: zoneOfDays}),
  /** Unanswered tries to one number on a day; an agreement to more calls lifts it. */
  z.strictObject({kind: z.literal('failedTriesADay'), limit, outcomes: z.array(PlacedCall), zone: zoneOfDays}),
  z.strictObject({kind: z.literal('daysBetweenContacts'), days, zone: zoneOfDays}),
  /** Calls and texts in so many calendar days, by the kind of number. */
  z.strictObject({
    kind: z.literal('communications'),
    limits: z.array(z.strictObject({lines: z.array(z.enum(LineKinds)).min(1), limit, days})).min(1),
  }),
  z.strictObject({
    kind: z.literal('lineDue'),
    lines: dueLines.min(1),
    when: z.enum(['everyCall', 'firstCommunication', 'laterCommunication', 'otherLanguage', 'hardship']),
  }),
  z.strictObject({
    kind: z.literal('fieldDue'),
    fields: z.array(z.string().max(40)).min(1),
    lines: dueLines.default([]),
    when: z.enum(['everyCall', 'visit', 'export']),
  }),
  /**
   * Somebody who is not the consumer never learns of the debt. `locationOnce`: may be asked once where the consumer is.
   * `relayOnly`: may only be asked to pass on a message. `hideOnly`: nothing more than hiding.
   */
  z.strictObject({kind: z.literal('thirdParty'), may: z.enum(['locationOnce', 'relayOnly', 'hideOnly'])}),
  z.strictObject({kind: z.literal('lostContactFirst'), failedTries: z.int().min(1)}),
  z.strictObject({kind: z.literal('askedNotToBeContacted')}),
  z.strictObject({kind: z.literal('ceased')}),
  z.strictObject({kind: z.literal('stopRequested')}),
  z.strictObject({kind: z.literal('attorneyKnown')}),
  z.strictObject({kind: z.literal('workProhibited')}),
  z.strictObject({kind: z.literal('openDispute')}),
  z.strictObject({kind: z.literal('validationNotice'), days, periodDays: days}),
  z.strictObject({
    kind: z.literal('forbiddenText'),
    checks: z.array(ConductCategory).min(1),
    onlyTimeBarred: z.boolean().default(false),
  }),
  /** Records are kept for `years`; no products = all. */
  z.strictObject({
    kind: z.literal('kept'),
    years: z.int().min(1).max(50),
    from: z.enum(['closed', 'lastCollection']),
    products: z.array(z.string().max(60)).default([]),
  }),
  z.strictObject({kind: z.literal('retentionReached')}),
  z.strictObject({kind: z.literal('exportAbroad')}),
  z.strictObject({kind: z.literal('limitation'), years: z.int().min(1).max(50)}),
  z.strictObject({kind: z.literal('assessment'), months: z.int().min(1)}),
  z.strictObject({kind: z.literal('vulnerable')}),
  z.strictObject({kind: z.literal('premiumCallback'), prefixes: z.array(z.string().max(10)).min(1)}),
  /** Stands in the table for completeness; nothing is judged by it. */
  z.strictObject({kind: z.literal('notImplemented')}),
]);
export type RuleCondition = z.infer<typeof RuleCondition>;

/** A contact rule as data, with its source; it applies to accounts of its jurisdiction and, if given, its region. */
export const ContactRule = z.strictObject({
  id: RuleId,
  jurisdiction: Jurisdiction,
  /** A state or province, for example `MA`. */
  region: z
    .string()
    .regex(/^[A-Z]{2,3}$/, {error: 'no region'})
    .optional(),
  scope: z
    .strictObject({
      collectingAs: z.array(CollectingAs).min(1).optional(),
      products: z.array(lineText(60)).min(1).optional(),
    })
    .default({}),
  condition: RuleCondition,
  effect: RuleEffect,
  message: LocalText,
  /** The text it comes from, with article and paragraph. */
  source: lineText(300),
  status: RuleStatus,
  /** A practice of this app, not of the law: followed in every call here, left out where facts from outside are judged. */
  house: z.boolean().default(false),
  on: z.boolean().default(true),
  override: Override.default('never'),
  validFrom: Day.optional(),
  validTo: Day.optional(),
  /** What the reader should know: which reading was taken, what is not certain. */
  note: LocalText.optional(),
});
export type ContactRule = z.infer<typeof ContactRule>;

/** A rule that a pack brings: the company's own. It may not pass for a practice of the app. */
export const PackRule = ContactRule.extend({house: z.literal(false, {error: 'no house rule'}).default(false)});

/** A file of rules. */
export const RuleSet = z.strictObject({
  format: z.literal('callside-contact-rules/1'),
  jurisdiction: Jurisdiction,
  rules: z.array(ContactRule).max(1000),
});
export type RuleSet = z.infer<typeof RuleSet>;

const FactId = z.string().min(1).max(64);

export const PersonRole = z.enum([
  'debtor',
  'spouse',
  'parent',
  'guardian',
  'executor',
  'guarantor',
  'thirdParty',
  'attorney',
  'creditor',
]);
export type PersonRole = z.infer<typeof PersonRole>;

/** What kind of place rings; `other` counts as a personal number. */
export const LineKind = z.enum(LineKinds);
export type LineKind = z.infer<typeof LineKind>;

export const ContactDebt = z.strictObject({
  id: FactId,
  /** `student_loan` matters: loans serviced under one account number are one debt (1006.14(b)(4)). */
  type: z.string().max(60).default(''),
  accountNumber: z.string().max(64).nullable().default(null),
  /** Day of the last demand or acknowledgement, for the period of limitation. */
  lastDemandOn: Day.nullable().default(null),
  timeBarred: z.boolean().default(false),
});
export type ContactDebt = z.infer<typeof ContactDebt>;

export const ContactPerson = z.strictObject({
  id: FactId,
  role: PersonRole,
  /** Zones in which the address may lie; empty = unknown. */
  addressZones: z.array(TimeZone).max(20).default([]),
  minor: z.boolean().default(false),
  deceased: z.boolean().default(false),
});
export type ContactPerson = z.infer<typeof ContactPerson>;

export const ContactNumber = z.strictObject({
  id: FactId,
  person: FactId,
  line: LineKind,
  /** Zone of the area code. */
  zoneHint: TimeZone.nullable().default(null),
});
export type ContactNumber = z.infer<typeof ContactNumber>;

/** Every entry holds from its first instant on; days and times are the person's own. */
/** `electronic`: by a way of electronic communication that is accepted here. */
const SaidForm = z.enum(['written', 'electronic', 'oral']);

export const ContactFlags = z.strictObject({
  inconvenientTimes: z
    .array(
      z.strictObject({
        person: FactId,
        /** ISO days of the week, 1 = Monday; none = every day. */
        days: z.array(z.int().min(1).max(7)).default([]),
        /** No `from` = the whole day. `to` not after `from` = over midnight. */
        from: TimeOfDay.nullable().default(null),
        to: TimeOfDay.nullable().default(null),
        since: Instant,
        /** The last day on which it holds. */
        through: Day.nullable().default(null),
        liftedAt: Instant.nullable().default(null),
      }),
    )
    .default([]),
  inconvenientPlaces: z
    .array(
      z.strictObject({person: FactId, place: LineKind, since: Instant, liftedAt: Instant.nullable().default(null)}),
    )
    .default([]),
  workProhibited: z
    .array(z.strictObject({person: FactId, since: Instant, liftedAt: Instant.nullable().default(null)}))
    .default([]),
  attorney: z
    .array(
      z.strictObject({
        person: FactId,
        debts: z.array(FactId).default([]),
        knownSince: Instant,
        canAscertain: z.boolean().default(true),
        unresponsiveSince: Instant.nullable().default(null),
        consentsSince: Instant.nullable().default(null),
        endedAt: Instant.nullable().default(null),
      }),
    )
    .default([]),
  cease: z
    .array(
      z.strictObject({
        person: FactId,
        debts: z.array(FactId).default([]),
        form: SaidForm.default('written'),
        receivedAt: Instant.nullable().default(null),
        liftedAt: Instant.nullable().default(null),
      }),
    )
    .default([]),
  disputes: z
    .array(
      z.strictObject({
        debts: z.array(FactId).default([]),
        form: SaidForm.default('written'),
        receivedAt: Instant,
        withinValidationPeriod: z.boolean().default(true),
        verificationSentAt: Instant.nullable().default(null),
        liftedAt: Instant.nullable().default(null),
      }),
    )
    .default([]),
});
export type ContactFlags = z.infer<typeof ContactFlags>;

/** Counts that somebody else keeps (dialer, screen-pop); what is known here is at least that much. */
export const OutsideCount = z.strictObject({
  ruleId: RuleId,
  person: FactId.nullable().default(null),
  debt: FactId.nullable().default(null),
  number: FactId.nullable().default(null),
  count: z.int().min(0).max(10_000),
  /** When they were counted; they hold for the stretch of days of the rule that ends on that day. */
  countedAt: Instant,
});
export type OutsideCount = z.infer<typeof OutsideCount>;

/** What is known of an account as far as the rules need it. Ids are the caller's. */
export const ContactFacts = z.strictObject({
  jurisdiction: Jurisdiction,
  region: z.string().nullable().default(null),
  collectingAs: CollectingAs.default('debtCollector'),
  product: z.string().max(60).default(''),
  debts: z.array(ContactDebt).max(100).default([]),
  persons: z.array(ContactPerson).max(100).default([]),
  numbers: z.array(ContactNumber).max(100).default([]),
  flags: ContactFlags.prefault({}),
  outsideCounts: z.array(OutsideCount).max(200).default([]),
  /** The language the customer is spoken to in, and the one the pack speaks. */
  spokenLanguage: Language.nullable().default(null),
  packLanguage: Language.nullable().default(null),
  validationNoticeSentAt: Instant.nullable().default(null),
  closedAt: Instant.nullable().default(null),
  lastCollectionAt: Instant.nullable().default(null),
  agentAssessedOn: Day.nullable().default(null),
  vulnerable: z.boolean().default(false),
  hardship: z.boolean().default(false),
  /** The number that customers are asked to call back. */
  callbackNumber: z.string().max(32).nullable().default(null),
});
export type ContactFacts = z.infer<typeof ContactFacts>;

export const CONTACT_EVENT_KINDS = [
  ...PLACED_CALLS,
  'inboundConversation',
  'inboundVoicemail',
  'inboundEmail',
  'inboundSms',
  'outEmail',
  'outSms',
  'consent',
  'consentRevoked',
  'wrongNumber',
  'stopRequest',
  'stopWithdrawn',
  'locationTold',
  'locationCallbackRequested',
  'locationAnswerBelievedWrong',
  'askedNotToBeContacted',
] as const;
export const ContactEventKind = z.enum(CONTACT_EVENT_KINDS);
export type ContactEventKind = z.infer<typeof ContactEventKind>;

/** `notice`: one of the notices that 12 CFR 1006.6(c)(2) allows after a cease notice. */
export const ContactPurpose = z.enum(['collect', 'location', 'relay', 'notice']);
export type ContactPurpose = z.infer<typeof ContactPurpose>;

/**
 * Something that happened around an account. `debts` of an unanswered call or a voicemail is what the collector counts it
 * toward, empty = not recorded.
 */
export const ContactEvent = z.strictObject({
  id: FactId,
  at: Instant,
  kind: ContactEventKind,
  person: FactId.nullable().default(null),
  number: FactId.nullable().default(null),
  debts: z.array(FactId).default([]),
  purpose: ContactPurpose.nullable().default(null),
  message: z.enum(['limitedContent', 'full', 'none']).nullable().default(null),
  spokeWith: FactId.nullable().default(null),
  raised: z.array(FactId).default([]),
  discussed: z.array(FactId).default([]),
  covers: z.array(z.enum(['frequency', 'time', 'thirdParty'])).default([]),
  givenTo: z.enum(['debtCollector', 'creditor', 'priorCollector']).nullable().default(null),
  thirdParty: FactId.nullable().default(null),
  validFrom: Instant.nullable().default(null),
  validUntil: Instant.nullable().default(null),
  hours: z.strictObject({from: TimeOfDay, to: TimeOfDay}).nullable().default(null),
  /** Id of the conversation in which a consent was given. */
  during: FactId.nullable().default(null),
  scope: z.enum(['calls', 'number']).nullable().default(null),
  zone: TimeZone.nullable().default(null),
  nowHasCorrect: z.boolean().nullable().default(null),
});
export type ContactEvent = z.infer<typeof ContactEvent>;

/** A contact that is about to begin. `answerInbound`: the person is calling in. */
export const ContactPlan = z.strictObject({
  kind: z.enum(['call', 'sms', 'email', 'answerInbound', 'visit', 'export']),
  person: FactId,
  number: FactId.nullable().default(null),
  debts: z.array(FactId).default([]),
  purpose: ContactPurpose.default('collect'),
  mode: z.enum(['interactive', 'notification']).default('interactive'),
  /** Of an export: whether it leaves the country. */
  abroad: z.boolean().default(false),
});
export type ContactPlan = z.infer<typeof ContactPlan>;

export const Verdict = z.enum(['allowed', 'warn', 'blocked']);
export type Verdict = z.infer<typeof Verdict>;

/** One rule that speaks against the plan. `message` is concrete; `until` is when this rule alone lets go, null = never. */
export const Finding = z.strictObject({
  ruleId: RuleId,
  effect: RuleEffect,
  verdict: z.enum(['warn', 'blocked']),
  message: LocalText,
  source: z.string(),
  status: RuleStatus,
  /** Of a practice of this app, not of the law. */
  house: z.boolean(),
  until: Instant.nullable(),
  override: Override,
});
export type Finding = z.infer<typeof Finding>;

/** What was counted, of how many; `complete` is always false: other people may call the same customer. */
export const Counter = z.strictObject({
  ruleId: RuleId,
  used: z.int(),
  limit: z.int(),
  /** Part of `used` that was only told from outside. */
  outside: z.int(),
  per: LocalText,
  complete: z.literal(false),
});
export type Counter = z.infer<typeof Counter>;

export const RequiredLine = z.strictObject({
  ruleId: RuleId,
  line: RequiredLineKind,
  moment: LineMoment,
  message: LocalText,
  source: z.string(),
  status: RuleStatus,
});
export type RequiredLine = z.infer<typeof RequiredLine>;

const demand = z.strictObject({ruleId: RuleId, message: LocalText, source: z.string(), status: RuleStatus});

/** What the rules say of one plan at one instant. */
export const Judgement = z.strictObject({
  at: Instant,
  verdict: Verdict,
  /** The severest first. */
  findings: z.array(Finding),
  counters: z.array(Counter),
  /** When the plan is blocked: the first instant at which it is not, if nothing else happens; null = never or not blocked. */
  nextAllowedAt: Instant.nullable(),
  /** The next instant at which the verdict is another one if nothing else happens; null = none within eight days. */
  changesAt: Instant.nullable(),
  /** Debt content must not reach this person. */
  hideDebt: z.boolean(),
  requiredLines: z.array(RequiredLine),
  requiredFields: z.array(demand.extend({field: z.string()})),
  tasks: z.array(demand.extend({dueAt: Instant.nullable()})),
  /** How long records must be kept; `until` null = not begun yet. */
  retain: z.array(demand.extend({years: z.int(), until: Instant.nullable()})),
  /** Categories of text that the account's rules forbid. */
  forbiddenText: z.array(demand.extend({checks: z.array(ConductCategory)})),
});
export type Judgement = z.infer<typeof Judgement>;
