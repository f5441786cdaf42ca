import type {Account} from '../contract/account.ts';
import type {CallMode} from '../contract/call-mode.ts';
import type {ContactMode, Direction} from '../contract/call.ts';
import {
  ContactEvent,
  type ContactPlan,
  type ContactPurpose,
  type ContactRule,
  type Finding,
  type Judgement,
} from '../contract/contact-rules.ts';
import {AppError} from '../contract/errors.ts';
import type {AccountFlag, NotedCount} from '../contract/flags.ts';
import type {AccountNotes, RuleHere} from '../contract/methods.ts';
import type {Id, Instant, Jurisdiction} from '../contract/values.ts';
import {contactFacts, type KnownPerson} from '../domain/contact-facts.ts';
import {combinedRules, isFollowed} from '../domain/contact-rules/combined-rules.ts';
import {judgeContact} from '../domain/contact-rules/judge-contact.ts';
import {choosePack} from '../domain/pack-choice.ts';
import {leftAloneFindings, practiceFindings, withFindings} from '../domain/practice-findings.ts';
import {accountsOfPerson, callsOfPerson, type PersonNotes, readNotes, sameNumbers} from '../store/account-facts.ts';
import {readAccount} from '../store/accounts.ts';
import {listActivePacks} from '../store/packs.ts';
import {openPromise} from '../store/promises.ts';
import {currentProfile, type Desk, timestamp} from './desk.ts';

/** What is asked of the rules: a contact with a person of an account, in the words of the contract. */
export interface PlannedContact {
  direction: Direction;
  numberId?: Id | null | undefined;
  personId?: Id | undefined;
  purpose?: ContactPurpose | undefined;
  contactMode?: ContactMode | undefined;
  mode?: CallMode | undefined;
}

export interface JudgeOptions {
  at: Instant;
  /** The call that is being judged itself. */
  exceptCall?: Id | null;
  /** As if the customer had agreed just now to be called. */
  assumeConsent?: boolean;
  /** Counts that are told just now and not kept yet. */
  told?: NotedCount[];
}

interface Read {
  accounts: [Account, ...Account[]];
  calls: ReturnType<typeof callsOfPerson>;
  notes: PersonNotes;
  known: (exceptCall: Id | null) => KnownPerson;
}

/** Everything that this desk knows of the person of an account; null when there is no such account. */
function readPerson(desk: Desk, accountId: Id): Read | null {
  const ids = accountsOfPerson(desk.db, accountId);
  const [first, ...others] = ids.map(({id}) => readAccount(desk.db, id)).filter((account) => account !== null);
  if (first === undefined) return null;
  const calls = callsOfPerson(desk.db, ids);
  const notes = readNotes(desk.db, ids, calls);
  const pack = choosePack(listActivePacks(desk.db), first.jurisdiction, first.language);
  return {
    accounts: [first, ...others],
    calls,
    notes,
    known: (exceptCall) => ({
      accounts: [first, ...others],
      sameNumbers: sameNumbers(desk.db, ids),
      calls: calls.filter(({record}) => record.id !== exceptCall),
      ...notes,
      // Where nobody has said who collects, the stricter law is asked.
      collectingAs: currentProfile(desk)?.collector === 'creditor' ? 'creditor' : 'debtCollector',
      packLanguage: pack?.language ?? null,
      callbackNumber: currentProfile(desk)?.officialPhone ?? null,
    }),
  };
}

/** Flags and consents of an account's person, the newest first; null when there is no such account. */
export function readAccountNotes(desk: Desk, accountId: Id): AccountNotes | null {
  const read = readPerson(desk, accountId);
  if (read === null) return null;
  return {flags: read.notes.flags.toReversed(), consents: read.notes.consents.toReversed()};
}

/** The rules of a jurisdiction on this desk: what ships, and what the active packs of that jurisdiction add. */
export function rulesOf(desk: Desk, jurisdiction: Jurisdiction): RuleHere[] {
  const shipped = desk.rules.read().filter((rule) => rule.jurisdiction === jurisdiction);
  const added = listActivePacks(desk.db)
    .filter((info) => info.jurisdiction === jurisdiction)
    .flatMap((info) => packRules(desk, info));
  const {rules, refused} = combinedRules(shipped, added);
  const fromApp = new Set(shipped);
  const here = (rule: ContactRule, follows: boolean): RuleHere => ({
    rule,
    origin: fromApp.has(rule) ? 'shipped' : 'pack',
    inForce: follows,
  });
  return [...rules.map((rule) => here(rule, isFollowed(rule))), ...refused.map((rule) => here(rule, false))];
}

/** A damaged pack must not take the shipped rules away; `doctor` tells of the damage. */
function packRules(desk: Desk, info: ReturnType<typeof listActivePacks>[number]): readonly ContactRule[] {
  try {
    return desk.packs.pack(info).rules ?? [];
  } catch (error) {
    if (error instanceof AppError && error.code === 'untrusted') return [];
    throw error;
  }
}

export interface Judged {
  judgement: Judgement;
  /** Of the person, standing now. */
  flags: AccountFlag[];
}

/**
 * What the rules say of a contact, by the desk's own clock and history. The page only displays it.
 *
 * @returns null when there is no such account
 */
export function judgeAccount(
  desk: Desk,
  accountId: Id,
  contact: PlannedContact,
  {at, exceptCall = null, assumeConsent = false, told = []}: JudgeOptions,
): Judged | null {
  const read = readPerson(desk, accountId);
  if (read === null) return null;
  const [account] = read.accounts;
  const now = timestamp(desk);
  const known = read.known(exceptCall);
  const noted = [...known.noted, {accountId, at: now, contacts: [], counts: told}];
  const {facts, history} = contactFacts({...known, noted}, now);
  const number = account.numbers.find(({id}) => id === contact.numberId);
  const plan: ContactPlan = {
    kind: contact.direction === 'inbound' ? 'answerInbound' : 'call',
    person: contact.personId ?? number?.personId ?? account.person.id,
    number: number?.id ?? null,
    debts: account.debts.map(({id}) => id),
    purpose: contact.purpose ?? 'collect',
    mode: contact.contactMode ?? 'interactive',
    abroad: false,
  };
  const rules = rulesOf(desk, account.jurisdiction).flatMap(({rule, inForce}) => (inForce ? [rule] : []));
  const events = assumeConsent ? [...history, consentNow(plan, now)] : history;
  const judgement = judgeContact(rules, facts, events, plan, at);
  const flags = read.notes.flags.filter(({lifted}) => lifted === null);
  const leftAlone = plan.kind === 'call' ? leftAloneFindings(flags, plan.number, known.sameNumbers) : [];
  const more = [
    ...unreadable(desk, account.jurisdiction),
    ...leftAlone,
    ...practice(desk, account, contact, plan, flags, at),
  ];
  return {judgement: withFindings(judgement, more), flags};
}

/** Where the rules cannot be read, nobody is told "may call". */
function unreadable(desk: Desk, jurisdiction: Jurisdiction): Finding[] {
  if (!desk.rules.missing.includes(jurisdiction)) return [];
  return [
    {
      ruleId: 'HOUSE-RULES-UNREADABLE',
      effect: 'block',
      verdict: 'blocked',
      message: {
        'zh-CN': '联系规则文件无法读取，无法判断能否联系。请重新安装。',
        en: 'The contact rules cannot be read, so nobody can say whether contact is allowed. Install the app again.',
      },
      source: 'Callside',
      status: 'verified',
      house: true,
      until: null,
      override: 'lead',
    },
  ];
}

/** The consent as it would stand, had the customer just given it. */
const consentNow = (plan: ContactPlan, now: Instant): ContactEvent =>
  ContactEvent.parse({
    id: 'assumed',
    at: now,
    kind: 'consent',
    person: plan.person,
    debts: plan.debts,
    covers: ['frequency'],
    givenTo: 'debtCollector',
  });

function practice(
  desk: Desk,
  account: Account,
  {direction, mode = 'collection'}: PlannedContact,
  plan: ContactPlan,
  flags: readonly AccountFlag[],
  at: Instant,
): Finding[] {
  if (direction === 'inbound' || plan.person !== account.person.id) return [];
  const promise = mode === 'collection' ? openPromise(desk.db, account.id, at) : null;
  return practiceFindings(flags, promise);
}
