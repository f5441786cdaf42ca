import type {z} from 'zod';
import type {Account} from '../contract/account.ts';
import type {CallRecord} from '../contract/call.ts';
import {type CollectingAs, ContactEvent, ContactFacts} from '../contract/contact-rules.ts';
import type {AccountConsent, AccountFlag, Flag, NotedContact, NotedCount} from '../contract/flags.ts';
import type {Id, Instant, Language} from '../contract/values.ts';
import {accountZone, startOfDay} from './days.ts';
import {leadingDebt} from './debts.ts';

/** What a desk knows of a person: the account that is looked at first, then the person's others. */
export interface KnownPerson {
  accounts: readonly [Account, ...Account[]];
  /** Numbers of all accounts; the same number under two ids is named by the first account's. */
  sameNumbers: ReadonlyMap<Id, Id>;
  /** From the oldest on; without the call that is being judged. */
  calls: readonly {record: CallRecord; accountId: Id}[];
  flags: readonly AccountFlag[];
  consents: readonly AccountConsent[];
  noted: readonly {accountId: Id; at: Instant; contacts: NotedContact[]; counts: NotedCount[]}[];
  collectingAs: CollectingAs;
  packLanguage: Language | null;
  /** Where the customer is told to call back. */
  callbackNumber: string | null;
}

/** Somebody who answered in the customer's place and is not a person of the account. */
const SOMEBODY = 'somebody';

/** Long before any desk: what an account was saved with was always so. */
const EVER = '1970-01-01T00:00:00.000Z';

type Given = z.input<typeof ContactFacts>;
type GivenFlags = {[Name in keyof NonNullable<Given['flags']>]-?: NonNullable<NonNullable<Given['flags']>[Name]>};
type GivenNumber = NonNullable<Given['numbers']>[number];

type EventMore = Omit<z.input<typeof ContactEvent>, 'id' | 'at' | 'kind'>;

const event = (id: string, at: Instant, kind: ContactEvent['kind'], more: EventMore = {}): ContactEvent =>
  ContactEvent.parse({...more, id, at, kind});

/**
 * What the contact rules are asked about: facts and history of a person, over all their accounts of this desk.
 *
 * What the journal holds has happened: an event of a time that is still to come (the clock was set back since) counts as
 * of `now`, so that nobody gets calls back by turning the clock.
 */
export function contactFacts(known: KnownPerson, now: Instant): {facts: ContactFacts; history: ContactEvent[]} {
  const happened = (at: Instant): Instant => (at > now ? now : at);
  const standing = known.flags.filter(({lifted}) => lifted === null);
  const history = [
    ...known.accounts.flatMap(({person, timeZones}) =>
      timeZones.told === null
        ? []
        : [event(`told-${person.id}`, EVER, 'locationTold', {person: person.id, zone: timeZones.told})],
    ),
    ...known.calls.flatMap((call) => eventsOfCall(known, call)),
    ...known.flags.flatMap((flag) => eventsOfFlag(known, flag)),
    ...known.consents.flatMap((consent) => eventsOfConsent(known, consent)),
    ...notedOnce(known).map(({accountId, contact}) => noteOf(known, accountId, contact)),
  ]
    .toSorted((a, b) => a.at.localeCompare(b.at))
    .map((one) => ({...one, at: happened(one.at)}));
  const facts = factsOf(known, standing, happened);
  return {facts, history};
}

function factsOf(
  known: KnownPerson,
  standing: readonly AccountFlag[],
  happened: (at: Instant) => Instant,
): ContactFacts {
  const [account] = known.accounts;
  const outcomes = known.calls.map(({record}) => record.outcome);
  return ContactFacts.parse({
    jurisdiction: account.jurisdiction,
    region: account.region ?? null,
    collectingAs: known.collectingAs,
    product: leadingDebt(account.debts)?.product ?? '',
    debts: known.accounts.flatMap(({debts}) => debts.map(contactDebt)),
    persons: personsOf(known, standing),
    numbers: numbersOf(known),
    flags: contactFlags(known, standing, happened),
    outsideCounts: toldCountsOf(known, happened),
    // Without a pack there is no language of its own that the talk could differ from.
    spokenLanguage: known.packLanguage === null ? null : spokenLanguage(account, standing),
    packLanguage: known.packLanguage,
    closedAt:
      account.closedOn === undefined
        ? null
        : happened(startOfDay(accountZone(account.timeZones, 'UTC'), account.closedOn)),
    lastCollectionAt:
      known.calls.findLast(({record}) => record.opened.direction === 'outbound')?.record.openedAt ?? null,
    vulnerable: standing.some(({flag}) => flag.kind === 'vulnerable'),
    hardship: outcomes.some((outcome) => outcome?.result === 'HARD' || outcome?.tags.includes('HARD') === true),
    callbackNumber: known.callbackNumber,
  } satisfies Given);
}

/** Every screen-pop may bring some, and the rules look at the last days alone: of too many the newest are known. */
const MOST_OUTSIDE_COUNTS = 200;

function toldCountsOf(known: KnownPerson, happened: (at: Instant) => Instant): Given['outsideCounts'] {
  return known.noted
    .toSorted((a, b) => b.at.localeCompare(a.at))
    .flatMap(({at, counts}) =>
      counts.map(({ruleId, count, personId, debtId, numberId}) => ({
        ruleId,
        person: personId ?? null,
        debt: debtId ?? null,
        number: numberId === undefined ? null : sameNumber(known, numberId),
        count,
        countedAt: happened(at),
      })),
    )
    .slice(0, MOST_OUTSIDE_COUNTS);
}

const contactDebt = ({id, product, studentLoanNumber}: Account['debts'][number]) => ({
  id,
  type: studentLoanNumber === undefined ? product : 'student_loan',
  accountNumber: studentLoanNumber ?? null,
});

function personsOf({accounts}: KnownPerson, standing: readonly AccountFlag[]): Given['persons'] {
  const [{person}] = accounts;
  const deceased = standing.some(({flag, personId}) => flag.kind === 'deceased' && personId === person.id);
  const zones = accounts.flatMap(({timeZones}) => (timeZones.address === null ? [] : [timeZones.address]));
  return [
    {id: person.id, role: 'debtor' as const, addressZones: [...new Set(zones)], minor: person.minor ?? false, deceased},
    ...accounts.flatMap(({persons}) =>
      (persons ?? []).map(({id, role, timeZone}) => ({
        id,
        role,
        addressZones: timeZone === undefined ? [] : [timeZone],
      })),
    ),
  ];
}

const sameNumber = ({sameNumbers}: KnownPerson, id: Id): Id => sameNumbers.get(id) ?? id;

function numbersOf(known: KnownPerson): GivenNumber[] {
  const numbers = new Map<Id, GivenNumber>();
  for (const account of known.accounts) {
    const {person, timeZones} = account;
    for (const {id, line, personId, zoneHint} of account.numbers) {
      const same = sameNumber(known, id);
      const hint = zoneHint ?? (personId === person.id ? timeZones.number : null);
      if (!numbers.has(same)) numbers.set(same, {id: same, person: personId, line, zoneHint: hint});
    }
    // Where only the area was noted, and no number with it.
    if (account.numbers.length === 0 && timeZones.number !== null) {
      const id = `area-${account.id}`;
      numbers.set(id, {id, person: person.id, line: 'mobile', zoneHint: timeZones.number});
    }
  }
  return [...numbers.values()];
}

const ENGLISH = /english|英语|英文|^en\b/i;
const CHINESE = /chinese|mandarin|中文|普通话|国语|汉语|^zh\b/i;

/** The wanted language where it is one that this desk has; any other stays the account's, and the flag tells of it. */
function spokenLanguage(account: Account, standing: readonly AccountFlag[]): Language {
  const wanted = standing.findLast(({flag}) => flag.kind === 'language')?.flag;
  const named = wanted?.kind === 'language' ? (wanted.language ?? '') : '';
  if (ENGLISH.test(named)) return 'en';
  return CHINESE.test(named) ? 'zh-CN' : account.language;
}

const debtsOf = ({accounts}: KnownPerson, accountId: Id): Id[] =>
  accounts.find(({id}) => id === accountId)?.debts.map(({id}) => id) ?? [];

function contactFlags(
  known: KnownPerson,
  standing: readonly AccountFlag[],
  happened: (at: Instant) => Instant,
): GivenFlags {
  const flags: GivenFlags = {
    inconvenientTimes: [],
    inconvenientPlaces: [],
    workProhibited: [],
    attorney: [],
    cease: [],
    disputes: [],
  };
  for (const {flag, accountId, personId: person, since: noted} of standing) {
    const since = happened(noted);
    const debts = ('debtIds' in flag ? flag.debtIds : undefined) ?? debtsOf(known, accountId);
    addFlag(flags, flag, {person, since, debts});
  }
  return flags;
}

function addFlag(flags: GivenFlags, flag: Flag, on: {person: Id; since: Instant; debts: Id[]}): void {
  const {person, since, debts} = on;
  switch (flag.kind) {
    case 'inconvenientTime': {
      const {days = [], from, to, through = null} = flag;
      const whole = from === undefined && to === undefined;
      const hours = whole ? {from: null, to: null} : {from: from ?? '00:00', to: to ?? '00:00'};
      flags.inconvenientTimes.push({person, days, ...hours, since, through});
      return;
    }
    case 'inconvenientPlace':
      flags.inconvenientPlaces.push({person, place: flag.line, since});
      return;
    case 'workProhibited':
      flags.workProhibited.push({person, since});
      return;
    case 'attorney':
      flags.attorney.push({person, debts, knownSince: since, canAscertain: flag.canAscertain});
      return;
    case 'cease':
      flags.cease.push({person, debts, form: flag.form, receivedAt: since});
      return;
    case 'dispute':
      flags.disputes.push({debts, form: flag.form, receivedAt: since});
      return;
    default:
      return;
  }
}

/** Wishes that the rules read from the history. A flag that was lifted as a slip of the agent's never was. */
function eventsOfFlag(known: KnownPerson, {id, flag, personId: person, since, lifted}: AccountFlag): ContactEvent[] {
  switch (flag.kind) {
    case 'stopCalls': {
      const number = flag.numberId === null ? null : sameNumber(known, flag.numberId);
      const wish = {person, number, scope: number === null ? ('calls' as const) : ('number' as const)};
      const withdrawn = lifted === null ? [] : [event(`${id}-lifted`, lifted.at, 'stopWithdrawn', wish)];
      return [event(id, since, 'stopRequest', wish), ...withdrawn];
    }
    case 'cease':
      // By word of mouth it does not end all contact (12 CFR 1006.6(c)), but it ends the calls (1006.14(h)).
      return flag.form === 'oral' && lifted === null ? [event(id, since, 'stopRequest', {person, scope: 'calls'})] : [];
    case 'wrongNumber':
      if (lifted !== null) return [];
      return [event(id, since, 'wrongNumber', {person, number: sameNumber(known, flag.numberId)})];
    case 'thirdPartyStop': {
      if (lifted !== null) return [];
      const number = flag.numberId === null ? null : sameNumber(known, flag.numberId);
      return [event(id, since, 'askedNotToBeContacted', {person, number})];
    }
    case 'location':
      return lifted === null ? [event(id, since, 'locationTold', {person, zone: flag.timeZone})] : [];
    default:
      return [];
  }
}

function eventsOfConsent(known: KnownPerson, given: AccountConsent): ContactEvent[] {
  const {id, consent, accountId, personId: person, givenAt, callId, revokedAt} = given;
  const debts = consent.debtIds ?? debtsOf(known, accountId);
  const covers = [...consent.covers];
  const told = event(id, givenAt, 'consent', {
    person,
    debts,
    covers,
    givenTo: 'debtCollector',
    thirdParty: consent.thirdPersonId ?? null,
    validFrom: consent.validFrom ?? null,
    validUntil: consent.validUntil ?? null,
    hours: consent.hours ?? null,
    during: callId,
  });
  if (revokedAt === null) return [told];
  return [told, event(`${id}-revoked`, revokedAt, 'consentRevoked', {person, debts, covers})];
}

/** A call as the rules count it. Calls by inbound direction were not placed; only the talk with the customer counts. */
function eventsOfCall(known: KnownPerson, {record, accountId}: KnownPerson['calls'][number]): ContactEvent[] {
  const {id, opened, openedAt, outcome} = record;
  const customer = known.accounts.find((account) => account.id === accountId)?.person.id ?? null;
  // Another desk has ids of its own for the account's person and debts; only that it is this account is known.
  const elsewhere = opened.accountId !== accountId;
  const debts = (elsewhere ? undefined : opened.debtIds) ?? debtsOf(known, accountId);
  const place = {
    person: (elsewhere ? undefined : opened.personId) ?? customer,
    number: opened.numberId === null ? null : sameNumber(known, opened.numberId),
    debts,
    purpose: opened.purpose ?? null,
  };
  // A call that is still without its outcome was placed all the same.
  const contact = outcome?.contact ?? (record.party === 'right' ? 'RPC' : record.party === 'third' ? 'WPC' : 'NA');
  if (opened.direction === 'inbound') {
    return contact === 'RPC' ? [event(id, openedAt, 'inboundConversation', {...place, discussed: debts})] : [];
  }
  if (opened.contactMode === 'notification') return [event(id, openedAt, 'callNotification', place)];
  switch (contact) {
    case 'RPC':
      return [
        event(id, openedAt, 'callConversation', {...place, spokeWith: place.person, raised: debts, discussed: debts}),
      ];
    case 'WPC':
    case 'WN':
      return [event(id, openedAt, 'callConversation', {...place, spokeWith: SOMEBODY})];
    case 'VM':
      return [event(id, openedAt, 'callVoicemail', {...place, message: 'none'})];
    case 'LCM':
      return [event(id, openedAt, 'callVoicemail', {...place, message: 'limitedContent'})];
    case 'NA':
      return [event(id, openedAt, 'callNoAnswer', place)];
    case 'BZ':
      return [event(id, openedAt, 'callBusy', place)];
    case 'OFF':
      return [event(id, openedAt, 'callNotInService', place)];
    case 'REJ':
      return [event(id, openedAt, 'callDeclined', place)];
    case 'DROP':
      return [event(id, openedAt, 'callDropped', place)];
  }
}

/** What is told of more than once (an import that is repeated, a dialer that tells it again) happened once. */
function notedOnce({noted}: KnownPerson): {accountId: Id; contact: NotedContact}[] {
  const all = noted.flatMap(({accountId, contacts}) => contacts.map((contact) => ({accountId, contact})));
  return [...new Map(all.map((one) => [one.contact.id, one])).values()];
}

const TALKS: readonly NotedContact['kind'][] = ['callConversation', 'inboundConversation'];

function noteOf(known: KnownPerson, accountId: Id, noted: NotedContact): ContactEvent {
  const customer = known.accounts.find((account) => account.id === accountId)?.person.id ?? null;
  const person = noted.personId ?? customer;
  const debts = noted.debtIds ?? debtsOf(known, accountId);
  const talk = TALKS.includes(noted.kind) ? {spokeWith: person, raised: debts, discussed: debts} : {};
  const number = noted.numberId === undefined ? null : sameNumber(known, noted.numberId);
  return event(noted.id, noted.at, noted.kind, {person, number, debts, ...talk});
}
