import {z} from 'zod';
import {CsvImported, CsvPreview, ImportColumns, ImportSettings} from './account-import.ts';
import {Account, AccountCall, AccountInput, AccountRow} from './account.ts';
import {
  CallBegun,
  CallFilter,
  CallMode,
  CallRecord,
  CallRow,
  CallStep,
  ContactMode,
  Direction,
  Draft,
  Outcome,
} from './call.ts';
import {CheckedText, ConductFile, Finding} from './conduct.ts';
import {ContactEvent, ContactFacts, ContactPlan, ContactPurpose, ContactRule, Judgement} from './contact-rules.ts';
import {Pin, Profile, Session, SettingsChange} from './desk.ts';
import {
  DialerSettings,
  LONGEST_POP,
  PopDetail,
  PopDoor,
  PopMapping,
  PopReceipt,
  PopRow,
  PushCredentials,
  PushSettings,
  Utterance,
} from './dialer.ts';
import {Problem} from './errors.ts';
import {AccountConsent, AccountFlag, Consent, Flag, NotedContact, NotedCount, NotedSource} from './flags.ts';
import {TimelineEvent, Verification} from './journal.ts';
import {LexiconFile} from './lexicon.ts';
import {LintFinding} from './lint.ts';
import {ReadSheets} from './objection-table.ts';
import {Pack, PackFileKind, PackInfo, PackRef, PartId, Version} from './pack.ts';
import {DraftEdit, MOST_EDITS, PackDraftInfo} from './pack-draft.ts';
import {BrokenTwice, PromiseBoard, PromiseNote, PromiseRow} from './promise.ts';
import {
  LeadName,
  Passphrase,
  Permille,
  ReleaseGroups,
  ReleasePublished,
  ReleaseReason,
  ReleaseReview,
  RepositoryState,
  TeamName,
} from './repository.ts';
import {EraseGround, KeptAccount, RetentionRow} from './retention.ts';
import {MissedSearches, MissedText, Snapshot, Usage} from './search.ts';
import {enrolmentText, ReadEnrolment, SyncOutcome, SyncPlace, SyncProgress, SyncStatus} from './sync.ts';
import {EmptyInput, Id, Instant, Jurisdiction, Language, lineText, LocalText, Role, ROLES, Sha256} from './values.ts';

/** One line of the contract: who may call it, what goes in, what comes out. */
export interface MethodSpec {
  roles: readonly Role[];
  input: z.ZodType;
  output: z.ZodType;
}

function method<Input extends z.ZodType, Output extends z.ZodType>(
  roles: readonly Role[],
  input: Input,
  output: Output,
) {
  return {roles, input, output};
}

const everyone = ROLES;
const agent = ['agent'] as const;
const agentOrLead = ['agent', 'lead'] as const;
const lead = ['lead'] as const;
const office = ['lead', 'qa'] as const;
const qa = ['qa'] as const;

const PackName = z.strictObject({id: z.string().max(64), version: Version});
const PackDraftName = z.strictObject({packId: z.string().max(64)});
const csvText = z.string().max(20_000_000);
const packDocument = z.strictObject({text: z.string().max(20_000_000)});
const done = z.strictObject({});
/** The passphrase of the keys, where they have one. */
const unlocking = {passphrase: Passphrase.optional()};

/** A piece of a wording that stayed, came or went. */
export const WordMark = z.strictObject({kind: z.enum(['same', 'added', 'removed']), text: z.string()});
export type WordMark = z.infer<typeof WordMark>;

/**
 * A change between two versions of a pack, found by stable ids and, where those differ, by equal content: then it is the
 * id that `changed`, at a place that ends with `› id`. A part that moved from one whole to another has both places in
 * `before` and `after`; one that only changed its turn has both turns, as `3.`
 */
export const PackChange = z.strictObject({
  kind: z.enum(['added', 'removed', 'changed', 'moved']),
  /** Readable place, for example `objections › 我忘了还款 › answers.firm`. */
  place: z.string(),
  partId: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  /**
   * Of what `changed`: without what was added it is `before`, without what was removed `after`; in a list, its items by line.
   * Of what `moved`: its words, where the place does not say them.
   */
  words: z.array(WordMark).optional(),
});
export type PackChange = z.infer<typeof PackChange>;

/** What an agent has not been told yet of the pack that is in use now. */
export const PackNews = z.strictObject({
  id: z.string(),
  title: z.string(),
  language: Language,
  from: z.strictObject({version: z.string(), sha256: Sha256}),
  to: z.strictObject({version: z.string(), sha256: Sha256}),
  /** An earlier release came back: the one in between was taken back. */
  takenBack: z.boolean(),
  /** What an agent reads, at most so many that a card can hold them; `total` counts all. */
  changes: z.array(PackChange),
  total: z.int().min(0),
  /** Changes of what no agent reads: words for the search, rules, word lists. */
  unread: z.int().min(0),
});
export type PackNews = z.infer<typeof PackNews>;

export const PackCheck = z.strictObject({
  /** The pack's name when it could be read that far. */
  pack: PackRef.nullable(),
  title: z.string().nullable(),
  problems: z.array(Problem),
  /** What the linter says of it; every problem that is in the pack itself is among it. Errors stop signing. */
  findings: z.array(LintFinding),
  /** What it would change against the active version of the same id; null when there is none. */
  changes: z.array(PackChange).nullable(),
  /** How many different sentences of a very large pack were not looked at for words that must not be said. */
  unchecked: z.int().min(0),
});
export type PackCheck = z.infer<typeof PackCheck>;

/**
 * The agent's open call: what happened, what is being typed, and of the account only what the gate lets through.
 * `judgement` is what the rules say of this contact now (this call itself not counted), null without an account; `flags`
 * are the person's that hold now.
 */
export const CurrentCall = z.strictObject({
  record: CallRecord,
  draft: Draft,
  account: Account.nullable(),
  judgement: Judgement.nullable(),
  flags: z.array(AccountFlag),
});
export type CurrentCall = z.infer<typeof CurrentCall>;

/** A planned contact with a person of an account; left out: the customer, no certain number, a call to collect. */
const plannedContact = {
  numberId: Id.nullable().optional(),
  personId: Id.optional(),
  purpose: ContactPurpose.optional(),
  contactMode: ContactMode.optional(),
};

/** What is noted of an account: lifted flags and revoked consents too, the newest first. */
export const AccountNotes = z.strictObject({flags: z.array(AccountFlag), consents: z.array(AccountConsent)});
export type AccountNotes = z.infer<typeof AccountNotes>;

/** A rule as it stands on this desk: from the app or from the active pack, in force or switched off. */
export const RuleHere = z.strictObject({
  rule: ContactRule,
  origin: z.enum(['shipped', 'pack']),
  inForce: z.boolean(),
});
export type RuleHere = z.infer<typeof RuleHere>;

/** Why a hit stands where it stands. */
export const HIT_REASONS = ['words', 'sound', 'initials', 'concept', 'facet', 'usage', 'saidBefore', 'near'] as const;
export const HitReason = z.enum(HIT_REASONS);
export type HitReason = z.infer<typeof HitReason>;

export const SearchHit = z.strictObject({
  objectionId: z.string(),
  title: z.string(),
  category: z.string(),
  /** The wording that fits best. */
  phrasing: z.string(),
  /** Pairs of start and end (UTF-16 units) in `phrasing`. */
  marks: z.array(z.tuple([z.int(), z.int()])),
  /** 0 (nothing in common) to 1 (the very words). */
  score: z.number(),
  /** How many other entries of the objection are folded into this one. */
  variants: z.int(),
  /** Most important first. */
  why: z.array(HitReason),
});
export type SearchHit = z.infer<typeof SearchHit>;

/** What a search found. Not `sure`: nothing good; the hits are only the nearest by meaning, possibly none. */
export const SearchHits = z.strictObject({hits: z.array(SearchHit), sure: z.boolean()});
export type SearchHits = z.infer<typeof SearchHits>;

const DoctorCheck = z.strictObject({
  name: LocalText,
  ok: z.boolean(),
  detail: LocalText,
});

export const methods = {
  'session.get': method(everyone, EmptyInput, Session),
  'session.enter': method(everyone, z.strictObject({role: Role, pin: Pin.optional()}), Session),
  /** Locks a role by a PIN, or unlocks it with `null`. Only a lead decides. */
  'session.lock': method(lead, z.strictObject({role: z.enum(['lead', 'qa']), pin: Pin.nullable()}), Session),
  'profile.save': method(everyone, z.strictObject({id: Id, profile: Profile}), Session),
  'profile.use': method(everyone, z.strictObject({id: Id, agentId: lineText(40)}), Session),
  'settings.save': method(everyone, z.strictObject({id: Id, settings: SettingsChange}), Session),

  /** Names and references are masked unless `unmasked` asks for them; the search looks at them all the same. */
  'account.list': method(
    everyone,
    z.strictObject({
      text: z.string().max(120),
      limit: z.int().min(1).max(200),
      unmasked: z.boolean().optional(),
    }),
    z.array(AccountRow),
  ),
  'account.save': method(agentOrLead, z.strictObject({account: AccountInput}), AccountRow),
  /** Saves the accounts of a JSON file (`AccountFile`), all or none; a reference that is known is updated. */
  'account.import': method(
    agentOrLead,
    z.strictObject({text: z.string().max(20_000_000)}),
    z.strictObject({saved: z.int()}),
  ),
  /** What a table of accounts (CSV, TSV) would do; saves nothing. Without `columns` they are guessed from the headers. */
  'account.previewCsv': method(
    agentOrLead,
    z.strictObject({text: csvText, columns: ImportColumns.optional(), settings: ImportSettings}),
    CsvPreview,
  ),
  /**
   * Saves the accounts of a table, in one transaction; a known reference is updated, numbers are added and never removed.
   * A row that is wrong stops all of it, unless `onlyValid` leaves such rows out. A repeated `id` saves nothing again.
   */
  'account.importCsv': method(
    agentOrLead,
    z.strictObject({
      id: Id,
      text: csvText,
      columns: ImportColumns,
      settings: ImportSettings,
      onlyValid: z.boolean(),
    }),
    CsvImported,
  ),
  /** Stops an import that still reads its table: nothing of it is saved. False when there is none, or it was too late. */
  'account.cancelImport': method(agentOrLead, z.strictObject({id: Id}), z.strictObject({cancelled: z.boolean()})),
  /** A full number, on purpose: the journal tells who looked. Refused when `account.get` is. */
  'account.revealNumber': method(
    agentOrLead,
    z.strictObject({id: Id, accountId: Id, numberId: Id}),
    z.strictObject({value: z.string()}),
  ),
  /** One account as far as those must know it who delete: masked unless asked, nothing about the debt. */
  'account.kept': method(office, z.strictObject({id: Id, unmasked: z.boolean().optional()}), KeptAccount),
  /**
   * Erases an account for good: its row, numbers and flags, and the payloads of its calls' events; the chain stays provable
   * and the calls stay counted, without the person. Before the period of retention ends only on a legal ground.
   */
  'account.erase': method(
    office,
    z.strictObject({id: Id, accountId: Id, ground: EraseGround, why: lineText(300)}),
    z.strictObject({calls: z.int(), events: z.int()}),
  ),
  /** Full account for the card before a call; refused while a call of this agent is connected and not confirmed. */
  'account.get': method(agent, z.strictObject({id: Id}), Account),
  /** The account's last calls on this desk, newest first; refused when `account.get` is. */
  'account.history': method(agent, z.strictObject({id: Id, limit: z.int().min(1).max(50)}), z.array(AccountCall)),
  /** Objections of the account's earlier calls on this desk, newest first; refused when `account.get` is. */
  'account.saidBefore': method(agent, z.strictObject({id: Id}), z.array(PartId).max(200)),
  /** Deletes the full value of a number; its hash stays for counting. */
  'account.forgetNumber': method(office, z.strictObject({id: Id, numberId: Id}), done),
  /**
   * What the rules say of a contact now, or at a future instant: "may I call then?". While somebody who is not confirmed is
   * on the line, only of that call's own account.
   */
  'account.judge': method(
    agentOrLead,
    z.strictObject({
      id: Id,
      direction: Direction.optional(),
      mode: CallMode.optional(),
      at: Instant.optional(),
      /** As if the customer agreed now to be called: whether a reminder may be offered. */
      assumeConsent: z.boolean().optional(),
      /** The waiting pop that the call would answer: what it counts is asked of, and kept only when the call is opened. */
      popId: Id.optional(),
      ...plannedContact,
    }),
    Judgement,
  ),
  /** Flags and consents of the account's person; refused when `account.get` is, except for the running call's account. */
  'account.flags': method(agentOrLead, z.strictObject({id: Id}), AccountNotes),
  /** Notes a flag, at once in force. `id` is the flag's own; `callId` is the running call in which it was said. */
  'account.flag': method(
    agentOrLead,
    z.strictObject({id: Id, accountId: Id, callId: Id.nullable(), personId: Id.optional(), flag: Flag}),
    AccountNotes,
  ),
  'account.liftFlag': method(
    agentOrLead,
    z.strictObject({id: Id, accountId: Id, flagId: Id, why: lineText(300)}),
    AccountNotes,
  ),
  'account.consent': method(
    agentOrLead,
    z.strictObject({id: Id, accountId: Id, callId: Id.nullable(), personId: Id.optional(), consent: Consent}),
    AccountNotes,
  ),
  'account.revokeConsent': method(
    agentOrLead,
    z.strictObject({id: Id, accountId: Id, consentId: Id, why: lineText(300)}),
    AccountNotes,
  ),
  /** Contacts and counts that are known from elsewhere; each contact counts once, by its id. */
  'account.noteContacts': method(
    agentOrLead,
    z.strictObject({
      id: Id,
      accountId: Id,
      source: NotedSource,
      contacts: z.array(NotedContact).max(1000),
      counts: z.array(NotedCount).max(200),
    }),
    done,
  ),

  /** Accounts that nothing asks to keep any longer, the oldest first. */
  'retention.list': method(office, z.strictObject({unmasked: z.boolean().optional()}), z.array(RetentionRow)),

  /** The contact rules of this desk: shipped and of the active packs, those that are switched off too. */
  'rules.list': method(everyone, z.strictObject({jurisdiction: Jurisdiction.optional()}), z.array(RuleHere)),
  /** What the app's own rules say of facts that are handed in whole; nothing of this desk is read. */
  'rules.judge': method(
    everyone,
    z.strictObject({
      facts: ContactFacts,
      history: z.array(ContactEvent).max(10_000),
      plan: ContactPlan,
      at: Instant,
    }),
    Judgement,
  ),

  /**
   * Opens a call. The rules are asked again with the desk's clock and history. `planned` (the default of outbound calls)
   * and blocked is refused as `forbidden`, the reasons in `problems` (path: rule id), unless every blocking rule may be
   * overridden and `override` brings the lead's PIN. `onLine` (the default of inbound calls, and of those that a pop says
   * are answered) always opens.
   */
  'call.open': method(
    agent,
    z.strictObject({
      id: Id,
      accountId: Id.nullable(),
      direction: Direction,
      mode: CallMode,
      numberId: Id.nullable(),
      numberLabel: lineText(40).nullable(),
      personId: Id.optional(),
      purpose: ContactPurpose.optional(),
      contactMode: ContactMode.optional(),
      begun: CallBegun.optional(),
      /** The waiting pop that this call answers. What it counts is noted of the account, whatever the rules say then. */
      popId: Id.optional(),
      override: z.strictObject({pin: Pin, why: lineText(300)}).optional(),
    }),
    CurrentCall,
  ),
  'call.current': method(agent, EmptyInput, CurrentCall.nullable()),
  'call.record': method(agent, z.strictObject({id: Id, callId: Id, step: CallStep}), CurrentCall),
  /** `page` tells the windows of one desk apart, so that each takes over what another typed, but not its own echo. */
  'call.saveDraft': method(agent, z.strictObject({callId: Id, draft: Draft, page: Id.optional()}), done),
  'call.saveOutcome': method(agent, z.strictObject({id: Id, callId: Id, outcome: Outcome}), CallRow),
  'call.correct': method(agent, z.strictObject({id: Id, callId: Id, outcome: Outcome, why: lineText(300)}), CallRow),
  'call.list': method(
    everyone,
    z.strictObject({
      filter: CallFilter,
      offset: z.int().min(0),
      limit: z.int().min(1).max(500),
      unmasked: z.boolean().optional(),
    }),
    z.strictObject({total: z.int(), rows: z.array(CallRow)}),
  ),
  'call.get': method(
    everyone,
    z.strictObject({id: Id, unmasked: z.boolean().optional()}),
    z.strictObject({row: CallRow, record: CallRecord, timeline: z.array(TimelineEvent), verified: z.boolean()}),
  ),
  'call.agents': method(office, EmptyInput, z.array(z.strictObject({agent: z.string(), name: z.string()}))),

  /** What is due and what became of it: the agent's own promises, the lead's whole team. Refused when `account.get` is. */
  'promise.list': method(agentOrLead, EmptyInput, PromiseBoard),
  /** Notes money that came in, or that none did; the latter only from the day after on. `promiseId` is the call's. */
  'promise.note': method(agentOrLead, z.strictObject({id: Id, promiseId: Id, noted: PromiseNote}), PromiseRow),
  /** What a lead decided about an account whose promises were broken twice; ends the task. */
  'promise.review': method(
    lead,
    z.strictObject({id: Id, accountId: Id, decision: lineText(300)}),
    z.strictObject({brokenTwice: z.array(BrokenTwice)}),
  ),

  'pack.list': method(everyone, EmptyInput, z.array(PackInfo)),
  /** `sha256` asks for exactly this content: a version that was replaced by a signed one is still read by its calls. */
  'pack.get': method(
    everyone,
    PackName.extend({sha256: Sha256.optional()}),
    z.strictObject({info: PackInfo, pack: Pack}),
  ),
  'pack.search': method(
    everyone,
    z.strictObject({
      text: z.string().max(10_000),
      packId: z.string().max(64).optional(),
      limit: z.int().min(1).max(50),
    }),
    SearchHits.extend({pack: PackInfo}),
  ),
  /** `quick` leaves out the findings that take seconds: those of the word lists and the search. */
  'pack.check': method(everyone, packDocument.extend({quick: z.boolean().optional()}), PackCheck),
  /** `unchecked`: so many sentences of a very large pack were not looked at for what must not be said. */
  'pack.import': method(lead, packDocument.extend({id: Id}), PackInfo.extend({unchecked: z.int().min(0)})),
  /** `as`: the document itself, or the whole of it as a table. A workbook's bytes come as base64. */
  'pack.export': method(
    lead,
    PackName.extend({as: PackFileKind.default('json')}),
    z.strictObject({info: PackInfo, text: z.string(), encoding: z.enum(['utf-8', 'base64'])}),
  ),
  /** The document that a whole pack's table or workbook holds, as a file's text: to be checked and imported like one. */
  'pack.readTable': method(
    everyone,
    z.strictObject({bytes: z.base64({error: 'no base64'}).max(40_000_000)}),
    z.strictObject({text: z.string()}),
  ),
  /** The sheets of a workbook, or the one table of a CSV file, as they stand: a lead's own list of objections. */
  'pack.readSheets': method(lead, z.strictObject({bytes: z.base64({error: 'no base64'}).max(20_000_000)}), ReadSheets),
  'pack.activate': method(lead, PackName.extend({eventId: Id}), PackInfo),
  'pack.deactivate': method(lead, z.strictObject({id: z.string().max(64), eventId: Id}), done),
  'pack.diff': method(
    everyone,
    z.strictObject({from: PackName, to: PackName}),
    z.strictObject({changes: z.array(PackChange)}),
  ),
  /** The same as a page of its own: one file without scripts, to be sent and printed. `language` is the reader's. */
  'pack.diffPage': method(
    everyone,
    z.strictObject({from: PackName, to: PackName, language: Language}),
    z.strictObject({html: z.string()}),
  ),
  /** What the agent who sits here has not seen of the desk's pack; null: nothing. */
  'pack.news': method(agent, EmptyInput, PackNews.nullable()),
  /** The agent has seen what `pack.news` told of this content of the pack. */
  'pack.seen': method(agent, z.strictObject({eventId: Id, id: z.string().max(64), sha256: Sha256}), done),

  /** Packs that are being written, one draft per pack id. */
  'draft.list': method(lead, EmptyInput, z.array(PackDraftInfo)),
  /** `text` is the document as JSON: in the shape of a pack, but not checked. */
  'draft.get': method(lead, PackDraftName, z.strictObject({draft: PackDraftInfo, text: z.string()})),
  /**
   * Begins a draft of the pack that `text` is of. Where there is one it is a `conflict`, unless `replaces` names the
   * revision that it takes the place of.
   */
  'draft.begin': method(
    lead,
    packDocument.extend({basedOn: Version.nullable(), replaces: z.int().min(1).optional(), page: Id.optional()}),
    PackDraftInfo,
  ),
  /**
   * Applies edits to the draft, all or none. `conflict` when it was saved elsewhere after `revision`: the edits are still
   * good, and are sent again with the newest one. Without `revision` they are applied to whatever is there: for a page that
   * closes and hears no answer. `page` tells the windows apart.
   */
  'draft.save': method(
    lead,
    PackDraftName.extend({
      revision: z.int().min(1).optional(),
      edits: z.array(DraftEdit).min(1).max(MOST_EDITS),
      page: Id.optional(),
    }),
    PackDraftInfo,
  ),
  'draft.remove': method(lead, PackDraftName.extend({revision: z.int().min(1), page: Id.optional()}), done),

  /** The repository of packs that this desk follows, and how the last sync went. Asks nothing over the wire. */
  'sync.status': method(everyone, EmptyInput, SyncStatus),
  /**
   * Verifies and takes over what the repository has for this desk, from its own place or another copy (`from`). What went
   * wrong is refused as `untrusted` or `unavailable`, and the active packs stay. Tells of itself by `sync.progress`.
   */
  'sync.now': method(everyone, z.strictObject({from: SyncPlace.optional()}), SyncOutcome),
  /** What an enrolment file says, for its fingerprint to be compared by voice before it is accepted. */
  'sync.readEnrolment': method(everyone, z.strictObject({text: enrolmentText}), ReadEnrolment),
  /** Pins a repository. Another one than before only with `replace`, and only by a lead. */
  'sync.enrol': method(
    everyone,
    z.strictObject({id: Id, text: enrolmentText, replace: z.boolean().optional()}),
    SyncStatus,
  ),
  /** Where the repository lies now; what is trusted stays the same. */
  'sync.move': method(agentOrLead, z.strictObject({id: Id, from: SyncPlace}), SyncStatus),
  /** Follows no repository any more. Its packs stay active until others are. */
  'sync.leave': method(lead, z.strictObject({id: Id}), SyncStatus),

  /**
   * The repository that this desk publishes to; null before there is one. The keys lie in the data folder, and no private
   * key ever reaches a window. What is wrong with its place is refused as `unavailable`, `not_found` or `untrusted`.
   */
  'repository.read': method(
    lead,
    EmptyInput,
    z.strictObject({repository: RepositoryState.nullable(), notes: z.array(LocalText)}),
  ),
  /**
   * Makes a repository with keys of its own, or adds a team to the one of these keys. `from`: where desks read it, when that
   * is not `place`. What was stopped in the middle is finished by asking again.
   */
  'repository.create': method(
    lead,
    z.strictObject({place: SyncPlace, team: TeamName, name: LeadName, from: SyncPlace.optional(), ...unlocking}),
    RepositoryState,
  ),
  /** Publishes to a repository that is there, with the key files that its owner has handed over. */
  'repository.join': method(
    lead,
    z.strictObject({place: SyncPlace, team: TeamName, keyFiles: z.array(z.string().max(20_000)).max(50), ...unlocking}),
    RepositoryState,
  ),
  /** What publishing a version of this desk would mean: errors stop it, warnings ask for a reason. */
  'repository.review': method(lead, PackName, ReleaseReview),
  'repository.publish': method(
    lead,
    PackName.extend({
      eventId: Id,
      permille: Permille,
      groups: ReleaseGroups.optional(),
      reason: ReleaseReason.optional(),
      ...unlocking,
    }),
    ReleasePublished,
  ),
  /** Changes to whom a release goes: more agents, or fewer; without groups to all. */
  'repository.share': method(
    lead,
    PackName.extend({eventId: Id, permille: Permille, groups: ReleaseGroups.optional(), ...unlocking}),
    ReleasePublished,
  ),
  /** Takes a release back; `next` is what desks fall back to, null when they let go of the pack. */
  'repository.withdraw': method(
    lead,
    PackName.extend({eventId: Id, reason: ReleaseReason.optional(), ...unlocking}),
    z.strictObject({id: z.string(), version: Version, sha256: Sha256, next: z.string().nullable()}),
  ),
  /** Signs anew whatever would expire and the keys here may sign; `due` is what they may not. */
  'repository.refresh': method(
    lead,
    z.strictObject({...unlocking}),
    z.strictObject({
      expires: z.string(),
      renewed: z.array(z.string()),
      due: z.array(z.strictObject({role: z.string(), expires: z.string()})),
    }),
  ),
  /** Lets one more lead publish. The key files are copied to the folder `to`, from where they are handed over, with the passphrase. */
  'repository.addLead': method(
    lead,
    z.strictObject({eventId: Id, name: LeadName, to: SyncPlace.optional(), ...unlocking}),
    z.strictObject({repository: RepositoryState, files: z.array(z.string())}),
  ),
  'repository.revokeLead': method(lead, z.strictObject({eventId: Id, name: LeadName, ...unlocking}), RepositoryState),
  /** Replaces the offline key that is named (lost or stolen), or all of them. */
  'repository.rotateRoot': method(
    lead,
    z.strictObject({eventId: Id, name: LeadName.optional(), ...unlocking}),
    RepositoryState,
  ),
  /**
   * Copies the offline keys to a folder, for keeping them in two places; `files` are their names. Keys from the system's
   * keychain are locked with the passphrase there.
   */
  'repository.backUpKeys': method(
    lead,
    z.strictObject({to: SyncPlace, ...unlocking}),
    z.strictObject({files: z.array(z.string())}),
  ),

  /** The shipped lexicon of the search; `sha256` is of its content. */
  'search.lexicon': method(everyone, EmptyInput, z.strictObject({sha256: Sha256, files: z.array(LexiconFile)})),
  /** A large pack's built index, where one is kept that fits this version of the app. Packs and lexicon by fingerprint. */
  'search.snapshot': method(
    agent,
    z.strictObject({pack: Sha256, lexicon: Sha256}),
    z.strictObject({snapshot: Snapshot.nullable()}),
  ),
  /** Keeps a built index; refused for packs and lexicons that are not on this desk, and for what is no index. */
  'search.keepSnapshot': method(agent, z.strictObject({pack: Sha256, lexicon: Sha256, snapshot: Snapshot}), done),
  /** What this agent and the team used in their calls on this desk, learned from the journal. */
  'search.usage': method(agent, EmptyInput, Usage),
  /** Forgets what was learned; the journal stays as it is, and tells of it. */
  'search.forgetUsage': method(agentOrLead, z.strictObject({id: Id}), done),
  /** Counts a search that found nothing good. `text` is kept only where the desk's setting allows it, and masked. */
  'search.missed': method(agent, z.strictObject({id: Id, text: MissedText.optional(), language: Language}), done),
  'search.listMissed': method(lead, EmptyInput, MissedSearches),
  'search.clearMissed': method(lead, z.strictObject({id: Id}), done),

  /** The shipped lists of what must not be written or said, for the check while something is typed. */
  'conduct.lists': method(everyone, EmptyInput, z.array(ConductFile)),
  /** What the shipped lists find in each of the texts, in their order. */
  'conduct.check': method(everyone, z.strictObject({texts: z.array(CheckedText).max(1000)}), z.array(z.array(Finding))),

  /**
   * One page of a CSV export. The first page (`cursor: null`) records in the journal who exported what; the pages are
   * rows as of that moment, and the caller joins their texts. Only QA may ask for unmasked data.
   */
  'notes.export': method(
    office,
    z.strictObject({
      id: Id,
      format: z.literal('csv'),
      filter: CallFilter,
      unmasked: z.boolean(),
      cursor: z.string().max(200).nullable(),
    }),
    z.strictObject({text: z.string(), total: z.int(), done: z.int(), cursor: z.string().nullable()}),
  ),
  /** One page of this desk's journal, as lines of JSON (`application/x-ndjson`), first line a header. */
  'notes.bundle': method(
    qa,
    z.strictObject({id: Id, cursor: z.string().max(200).nullable()}),
    z.strictObject({text: z.string(), cursor: z.string().nullable()}),
  ),
  /** Another desk's journal: verified as a whole, then kept read-only. A repeated import changes nothing. */
  'notes.import': method(
    qa,
    z.strictObject({id: Id, text: z.string().max(400_000_000)}),
    z.strictObject({device: Id, events: z.int(), added: z.int(), calls: z.int()}),
  ),

  /** A screen-pop as it came: a link, a query, a form, JSON, or a bare number. It waits until an agent looks at it. */
  'pop.receive': method(
    everyone,
    z.strictObject({id: Id, door: PopDoor, text: z.string().max(LONGEST_POP)}),
    PopReceipt,
  ),
  /** What waits, newest last, masked. */
  'pop.list': method(agent, EmptyInput, z.array(PopRow)),
  /** A pop in full with the accounts that it may mean; refused while a call of this agent is running. */
  'pop.look': method(agent, z.strictObject({id: Id}), PopDetail),
  /** The pop waits no more: it became a call of ours, or nothing (`callId: null`). */
  'pop.done': method(agent, z.strictObject({id: Id, callId: Id.nullable()}), done),
  /** A sentence of the running call; kept nowhere, told to the agent's window. */
  'utterance.receive': method(
    everyone,
    z.strictObject({text: z.string().max(LONGEST_POP)}),
    z.strictObject({heard: z.boolean()}),
  ),

  'dialer.get': method(agentOrLead, EmptyInput, DialerSettings),
  /** Opens or shuts the local address of the dialer. */
  'dialer.setDoor': method(agentOrLead, z.strictObject({id: Id, on: z.boolean()}), DialerSettings),
  /** A new key, or a new port too: what was pasted into the dialer before opens nothing any more. */
  'dialer.renewDoor': method(agentOrLead, z.strictObject({id: Id, port: z.boolean()}), DialerSettings),
  'dialer.saveMapping': method(agentOrLead, z.strictObject({id: Id, mapping: PopMapping}), DialerSettings),
  /** Passing outcomes on to a dialer. Credentials left out stay as they are; null deletes them. */
  'dialer.savePush': method(
    lead,
    z.strictObject({id: Id, push: PushSettings, credentials: PushCredentials.nullable().optional()}),
    DialerSettings,
  ),

  'journal.verify': method(everyone, EmptyInput, Verification),
  'desk.doctor': method(everyone, EmptyInput, z.strictObject({ok: z.boolean(), checks: z.array(DoctorCheck)})),
} as const satisfies Record<string, MethodSpec>;

export type Methods = typeof methods;
export type MethodName = keyof Methods;
export type Input<Name extends MethodName> = z.infer<Methods[Name]['input']>;
export type RawInput<Name extends MethodName> = z.input<Methods[Name]['input']>;
export type Output<Name extends MethodName> = z.infer<Methods[Name]['output']>;

/** What the backend tells its windows without being asked. */
export const DeskEvent = z.discriminatedUnion('type', [
  z.strictObject({type: z.literal('pack.activated'), packs: z.array(PackInfo)}),
  z.strictObject({type: z.literal('session.changed'), session: Session}),
  z.strictObject({type: z.literal('call.changed'), callId: Id, at: Instant}),
  z.strictObject({type: z.literal('promise.changed'), callId: Id}),
  /** Flags, consents or contacts were noted: what the rules say of this account may be another thing now. */
  z.strictObject({type: z.literal('account.changed'), accountId: Id}),
  z.strictObject({type: z.literal('account.erased'), accountId: Id}),
  z.strictObject({type: z.literal('usage.forgotten')}),
  z.strictObject({type: z.literal('draft.saved'), callId: Id, page: Id.nullable()}),
  /** The draft of a pack was saved; `revision` null: there is none any more. */
  z.strictObject({
    type: z.literal('packDraft.changed'),
    packId: z.string(),
    revision: z.int().nullable(),
    page: Id.nullable(),
  }),
  z.strictObject({type: z.literal('pops.changed'), arrived: z.boolean()}),
  z.strictObject({type: z.literal('utterance.heard'), callId: Id, utterance: Utterance}),
  z.strictObject({type: z.literal('dialer.changed')}),
  z.strictObject({type: z.literal('sync.changed'), status: SyncStatus}),
  z.strictObject({type: z.literal('sync.progress'), progress: SyncProgress}),
]);
export type DeskEvent = z.infer<typeof DeskEvent>;
