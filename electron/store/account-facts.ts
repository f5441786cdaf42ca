import type {CallRecord} from '../contract/call.ts';
import {
  type AccountConsent,
  type AccountFlag,
  Consent,
  FactEvent,
  Flag,
  NotedContact,
  NotedCount,
} from '../contract/flags.ts';
import type {JournalEvent} from '../contract/journal.ts';
import type {Id, Instant} from '../contract/values.ts';
import {outcomeConsents, outcomeFlags} from '../domain/outcome-facts.ts';
import type {Database} from './database.ts';

/** What an event says as a row, so that the doctor can compare the two. */
interface FactRow {
  id: string;
  sort: string;
  account_id: string;
  person_id: string;
  call_id: string | null;
  body: string;
  since: string;
  agent: string | null;
}

interface EndRow {
  fact_id: string;
  account_id: string;
  at: string;
  why: string;
  agent: string | null;
}

const FACTS: ReadonlySet<string> = new Set(FactEvent.options.map(({shape}) => shape.type.value));

function factOf(event: JournalEvent): FactEvent | null {
  if (event.payload === null || !FACTS.has(event.type)) return null;
  const parsed = FactEvent.safeParse({type: event.type, payload: JSON.parse(event.payload) as unknown});
  return parsed.success ? parsed.data : null;
}

function rowOf({id, callId, at, agent}: JournalEvent, {type, payload}: FactEvent): FactRow | EndRow {
  const place = {account_id: payload.accountId, agent};
  const row = (sort: string, personId: Id, body: unknown) => ({
    ...place,
    id,
    sort,
    person_id: personId,
    call_id: callId,
    body: JSON.stringify(body),
    since: at,
  });
  switch (type) {
    case 'flag.set':
      return row('flag', payload.personId, payload.flag);
    case 'consent.given':
      return row('consent', payload.personId, payload.consent);
    case 'contact.noted':
      return row('contacts', '', {contacts: payload.contacts, counts: payload.counts});
    case 'flag.lifted':
      return {...place, fact_id: payload.flagId, at, why: payload.why};
    case 'consent.revoked':
      return {...place, fact_id: payload.consentId, at, why: payload.why};
  }
}

/** Keeps what an event tells about an account, in the event's own transaction. A repeated event changes nothing. */
export function applyFactEvent(db: Database, event: JournalEvent): void {
  const fact = factOf(event);
  if (fact === null) return;
  const row = rowOf(event, fact);
  if ('fact_id' in row) {
    db.prepare(
      `INSERT OR IGNORE INTO account_fact_end (fact_id, account_id, at, why, agent)
       VALUES (@fact_id, @account_id, @at, @why, @agent)`,
    ).run(row);
    return;
  }
  db.prepare(
    `INSERT OR IGNORE INTO account_fact (id, sort, account_id, person_id, call_id, body, since, agent)
     VALUES (@id, @sort, @account_id, @person_id, @call_id, @body, @since, @agent)`,
  ).run(row);
}

/** Whether what an event told is still kept as it was told. Facts of an account that was deleted go with it. */
export function factHolds(db: Database, event: JournalEvent): boolean {
  const fact = factOf(event);
  if (fact === null) return true;
  const row = rowOf(event, fact);
  if ('fact_id' in row) {
    // Of two that lift the same flag the first is kept: that there is one is enough here.
    const kept = db.prepare<[string], string>('SELECT at FROM account_fact_end WHERE fact_id = ?').get(row.fact_id);
    return kept !== undefined || !accountStands(db, row.account_id);
  }
  const kept = db.prepare<[string], FactRow>('SELECT * FROM account_fact WHERE id = ?').get(row.id);
  if (kept === undefined) return !accountStands(db, row.account_id);
  return (Object.keys(row) as (keyof FactRow)[]).every((name) => kept[name] === row[name]);
}

const accountStands = (db: Database, id: Id): boolean =>
  db.prepare<[string], number>('SELECT 1 FROM account WHERE id = ?').pluck().get(id) === 1;

/** Facts that no event of the journal tells of: they were put there from outside. */
export function factsWithoutEvent(db: Database): Id[] {
  return db
    .prepare<[], string>(
      `SELECT id FROM account_fact WHERE id NOT IN (SELECT id FROM journal)
       UNION ALL SELECT fact_id FROM account_fact_end e WHERE NOT EXISTS (
         SELECT 1 FROM journal j JOIN journal_payload p ON p.id = j.id
         WHERE j.type IN ('flag.lifted', 'consent.revoked') AND j.at = e.at
           AND e.fact_id IN (json_extract(p.payload, '$.flagId'), json_extract(p.payload, '$.consentId')))`,
    )
    .pluck()
    .all();
}

/** One account of a person, as far as its notes and calls are read. */
export interface AccountOfPerson {
  id: Id;
  reference: string;
  personId: Id;
}

/** The accounts of the person of an account, that one first. */
export function accountsOfPerson(db: Database, accountId: Id): AccountOfPerson[] {
  return db
    .prepare<[string, string], AccountOfPerson>(
      `SELECT id, reference, person_id AS personId FROM account
       WHERE person_id = (SELECT person_id FROM account WHERE id = ?) ORDER BY id <> ?, id`,
    )
    .all(accountId, accountId);
}

/**
 * The calls of these accounts, the oldest first. Another desk's journal knows the same account by its reference; a call is
 * one row however often it was imported, so it counts once.
 */
export function callsOfPerson(db: Database, accounts: readonly AccountOfPerson[]): Told[] {
  const calls = new Map<Id, Told>();
  const own = db.prepare<[string], {record: string}>('SELECT record FROM call WHERE account_id = ?');
  const foreign = db.prepare<[string], {record: string}>('SELECT record FROM call WHERE own = 0 AND reference = ?');
  for (const {id: accountId, reference, personId} of accounts) {
    for (const {record: text} of [...own.all(accountId), ...foreign.all(reference)]) {
      const record = JSON.parse(text) as CallRecord;
      if (!calls.has(record.id)) calls.set(record.id, {record, accountId, personId});
    }
  }
  return [...calls.values()].sort(
    (a, b) => a.record.openedAt.localeCompare(b.record.openedAt) || a.record.id.localeCompare(b.record.id),
  );
}

export interface Told {
  record: CallRecord;
  accountId: Id;
  personId: Id;
}

/** What was noted from outside about an account. */
export interface NotedElsewhere {
  accountId: Id;
  at: Instant;
  contacts: NotedContact[];
  counts: NotedCount[];
}

export interface PersonNotes {
  flags: AccountFlag[];
  consents: AccountConsent[];
  noted: NotedElsewhere[];
}

/** Flags, consents and contacts noted of these accounts, the oldest first; those that follow from outcomes among them. */
export function readNotes(db: Database, accounts: readonly AccountOfPerson[], calls: readonly Told[]): PersonNotes {
  const notes: PersonNotes = {flags: [], consents: [], noted: []};
  const ended = new Map<string, EndRow>();
  const facts = db.prepare<[string], FactRow>('SELECT * FROM account_fact WHERE account_id = ?');
  const ends = db.prepare<[string], EndRow>('SELECT * FROM account_fact_end WHERE account_id = ?');
  const read = (id: Id): FactRow[] => {
    for (const end of ends.all(id)) ended.set(end.fact_id, end);
    return facts.all(id);
  };
  // Another desk has an id of its own for the account; its calls tell which one that is here.
  const elsewhere = new Map(
    calls.flatMap((told) => {
      const {accountId} = told.record.opened;
      return accountId === null || accountId === told.accountId ? [] : [[accountId, told] as const];
    }),
  );
  const rows = [
    ...accounts.flatMap(({id}) => read(id)),
    ...[...elsewhere].flatMap(([id, {accountId, personId}]) =>
      read(id).map((row) => ({...row, account_id: accountId, person_id: personId})),
    ),
  ];
  const lifted = (id: Id): AccountFlag['lifted'] => {
    const end = ended.get(id);
    return end === undefined ? null : {at: end.at, why: end.why, by: end.agent};
  };
  for (const row of rows) {
    const place = {
      id: row.id,
      accountId: row.account_id,
      personId: row.person_id,
      callId: row.call_id,
      by: row.agent,
      origin: 'said' as const,
    };
    const body = JSON.parse(row.body) as {contacts: NotedContact[]; counts: NotedCount[]};
    if (row.sort === 'flag') {
      notes.flags.push({...place, flag: Flag.parse(body), since: row.since, lifted: lifted(row.id)});
    } else if (row.sort === 'consent') {
      const revokedAt = ended.get(row.id)?.at ?? null;
      notes.consents.push({...place, consent: Consent.parse(body), givenAt: row.since, revokedAt});
    } else {
      notes.noted.push({accountId: row.account_id, at: row.since, contacts: body.contacts, counts: body.counts});
    }
  }
  // What was noted by its key during the call is at least as exact as what its outcome says again.
  const said = new Set(
    notes.flags.flatMap(({callId, flag, lifted: end}) => (end === null ? [`${callId} ${flag.kind}`] : [])),
  );
  const saidAlready = ({callId, flag}: Pick<AccountFlag, 'callId' | 'flag'>): boolean =>
    flag.kind !== 'inconvenientTime' && said.has(`${callId} ${flag.kind}`);
  for (const told of calls) {
    notes.flags.push(
      ...outcomeFlags(told)
        .filter((flag) => !saidAlready(flag))
        .map((flag) => ({...flag, lifted: lifted(flag.id)})),
    );
    notes.consents.push(
      ...outcomeConsents(told).map((consent) => ({...consent, revokedAt: ended.get(consent.id)?.at ?? null})),
    );
  }
  notes.flags.sort((a, b) => a.since.localeCompare(b.since) || a.id.localeCompare(b.id));
  notes.consents.sort((a, b) => a.givenAt.localeCompare(b.givenAt) || a.id.localeCompare(b.id));
  return notes;
}

/** Ids of numbers that are the same number as one of the first account's: by their keyed hash. */
export function sameNumbers(db: Database, accounts: readonly AccountOfPerson[]): ReadonlyMap<Id, Id> {
  const own = new Map<string, Id>();
  const same = new Map<Id, Id>();
  const numbers = db.prepare<[string], {id: string; hash: string}>(
    'SELECT id, hash FROM number WHERE account_id = ? ORDER BY position',
  );
  for (const account of accounts) {
    for (const {id, hash} of numbers.all(account.id)) {
      const known = own.get(hash);
      if (known === undefined) own.set(hash, id);
      same.set(id, known ?? id);
    }
  }
  return same;
}
