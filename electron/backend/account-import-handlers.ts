import {setImmediate} from 'node:timers/promises';
import {v5, v7} from 'uuid';
import type {Account, AccountInput} from '../contract/account.ts';
import {MOST_ROW_PROBLEMS, type RowProblem} from '../contract/account-import.ts';
import {AppError, type Problem} from '../contract/errors.ts';
import type {Input, Output} from '../contract/methods.ts';
import type {Id, Instant} from '../contract/values.ts';
import {
  type AccountInTable,
  accountsInTable,
  type AccountsInTable,
  readAccounts,
} from '../domain/account-table/account-rows.ts';
import {guessColumns} from '../domain/account-table/column-guess.ts';
import {decodeTable, readTable, type Table} from '../domain/account-table/table-text.ts';
import {accountZone, dayIn, instantAt} from '../domain/days.ts';
import {findAccountByReference, hasReference, saveAccount} from '../store/accounts.ts';
import {accountsOfPerson, callsOfPerson, readNotes} from '../store/account-facts.ts';
import type {Database} from '../store/database.ts';
import {appendEvent, readEvent} from '../store/journal.ts';
import {debtsOfFile, numbersOfFile} from './account-merge.ts';
import {currentProfile, type Desk, type HandlersOf, timestamp} from './desk.ts';

/** A table's text, in whatever encoding a spreadsheet wrote it. */
export const tableText = (bytes: Uint8Array): string => decodeTable(bytes).text;

const ROWS_SHOWN = 20;

const deskZone = (desk: Desk): string =>
  currentProfile(desk)?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;

function preview(
  desk: Desk,
  {text, columns: given, settings}: Input<'account.previewCsv'>,
): Output<'account.previewCsv'> {
  const table = readTable(text);
  const columns = fitting(given ?? guessColumns(table.headers), table);
  const read = accountsInTable(table, columns, settings, dayIn(deskZone(desk), timestamp(desk)));
  const updated = read.accounts.filter(({reference}) => hasReference(desk.db, reference)).length;
  return {
    delimiter: table.delimiter,
    headers: table.headers,
    columns,
    rows: table.rows.slice(0, ROWS_SHOWN).map(({cells}) => cells),
    total: table.rows.length,
    invalid: read.leftOut.size,
    added: read.accounts.length - updated,
    updated,
    problems: read.problems.slice(0, MOST_ROW_PROBLEMS),
  };
}

const fitting = (columns: Input<'account.importCsv'>['columns'], table: Table) =>
  table.headers.map((_, i) => columns[i] ?? null);

/** Imports that are still reading their table, by id: until then they can be told to stop. */
const READING = new WeakMap<Database, Map<Id, AbortController>>();

const readingOn = (db: Database): Map<Id, AbortController> => {
  const known = READING.get(db) ?? new Map<Id, AbortController>();
  READING.set(db, known);
  return known;
};

const stopped = () =>
  new AppError('conflict', {
    'zh-CN': '导入已取消，没有导入任何账户。',
    en: 'The import was cancelled. Nothing was imported.',
  });

/** Reads the table while the desk goes on answering; only then all of it is saved, in one step. */
async function importTable(desk: Desk, input: Input<'account.importCsv'>): Promise<Output<'account.importCsv'>> {
  const {id, text, settings} = input;
  const repeated = savedBefore(desk, id);
  if (repeated !== null) return repeated;
  const reading = readingOn(desk.db);
  const cancel = new AbortController();
  reading.set(id, cancel);
  try {
    await setImmediate();
    const table = readTable(text);
    const work = readAccounts(table, fitting(input.columns, table), settings, dayIn(deskZone(desk), timestamp(desk)));
    for (;;) {
      if (cancel.signal.aborted) throw stopped();
      const step = work.next();
      if (step.done === true) return saveAll(desk, input, step.value);
      await setImmediate();
    }
  } finally {
    reading.delete(id);
  }
}

/** Stops an import that is still reading. What is saved is saved, all of it. */
function cancelImport(desk: Desk, id: Id): {cancelled: boolean} {
  const cancel = readingOn(desk.db).get(id);
  cancel?.abort();
  return {cancelled: cancel !== undefined};
}

function saveAll(
  desk: Desk,
  {id, onlyValid}: Input<'account.importCsv'>,
  read: AccountsInTable,
): Output<'account.importCsv'> {
  refuseFaults(read, onlyValid);
  const save = desk.db.transaction((): Output<'account.importCsv'> => {
    const repeated = savedBefore(desk, id);
    if (repeated !== null) return repeated;
    const now = timestamp(desk);
    let added = 0;
    for (const account of read.accounts) added += saveOne(desk, account, now) ? 1 : 0;
    const counts = {added, updated: read.accounts.length - added, skipped: read.leftOut.size};
    const agent = currentProfile(desk)?.agentId ?? null;
    appendEvent(desk.db, {id, callId: null, type: 'accounts.imported', payload: counts, at: now, agent});
    return {...counts, problems: read.problems.slice(0, MOST_ROW_PROBLEMS)};
  });
  return save.immediate();
}

function savedBefore(desk: Desk, id: Id): Output<'account.importCsv'> | null {
  const event = readEvent(desk.db, id);
  if (event === null) return null;
  if (event.type !== 'accounts.imported' || event.payload === null) {
    throw new AppError('conflict', {
      'zh-CN': '同一编号已保存过不同的内容，未作更改。',
      en: 'Something else was already saved under this id. Nothing was changed.',
    });
  }
  return {...(JSON.parse(event.payload) as {added: number; updated: number; skipped: number}), problems: []};
}

function refuseFaults({accounts, problems, leftOut}: AccountsInTable, onlyValid: boolean): void {
  if (problems.length === 0) return;
  if (onlyValid && accounts.length > 0) return;
  const message = onlyValid
    ? {'zh-CN': '没有一行可以导入，未导入任何账户。', en: 'No row can be imported. Nothing was imported.'}
    : {
        'zh-CN': `有 ${leftOut.size} 行不能导入，未导入任何账户。请更正后重试，或只导入有效的行。`,
        en: `${leftOut.size} rows cannot be imported, so nothing was. Correct them, or import the valid ones only.`,
      };
  throw new AppError('invalid_input', message, problems.slice(0, MOST_ROW_PROBLEMS).map(inWords));
}

/** A row's problem as errors tell their places: `row 5 · Amount`. */
const inWords = ({row, header, message}: RowProblem): Problem => ({
  path: header === null ? `row ${row}` : `row ${row} · ${header}`,
  message,
});

/** Saves one account with what the table tells of it. True when it was not known before. */
function saveOne(desk: Desk, told: AccountInTable, now: Instant): boolean {
  const known = findAccountByReference(desk.db, told.reference);
  const account = merged(desk, known, told);
  saveAccount(desk.db, account, now);
  noteWishes(desk, account, told, now);
  return known === null;
}

/** What the table says over what is known; what it has no column for stays, and numbers only ever come along. */
function merged(desk: Desk, known: Account | null, told: AccountInTable): AccountInput {
  const fresh = numbersOfFile(desk, known?.id, told.numbers).filter(
    ({id}) => known?.numbers.every((number) => number.id !== id) !== false,
  );
  const kept = (known?.numbers ?? []).map(({tail: _tail, ...number}) => number);
  const region = told.region ?? known?.region;
  const closedOn = told.closedOn ?? known?.closedOn;
  return {
    id: known?.id ?? v7(),
    reference: told.reference,
    person: {...known?.person, id: known?.person.id ?? v7(), name: told.customerName},
    ...(known?.persons === undefined ? {} : {persons: known.persons}),
    ...(region === undefined ? {} : {region}),
    ...(closedOn === undefined ? {} : {closedOn}),
    customerType: told.customerType ?? known?.customerType ?? null,
    jurisdiction: told.jurisdictionSaid ? told.jurisdiction : (known?.jurisdiction ?? told.jurisdiction),
    language: told.languageSaid ? told.language : (known?.language ?? told.language),
    timeZones: {
      told: told.zones.told ?? known?.timeZones.told ?? null,
      address: told.zones.address ?? known?.timeZones.address ?? null,
      number: told.zones.number ?? known?.timeZones.number ?? null,
    },
    debts: told.debts === null ? (known?.debts ?? []) : debtsOfFile(known?.debts ?? [], told.debts),
    numbers: [...kept, ...fresh].slice(0, 20),
  };
}

/** Wishes and the last conversation become events, as if somebody had noted them; what holds already is not said twice. */
function noteWishes(desk: Desk, account: AccountInput, {flags, lastConversation}: AccountInTable, now: Instant): void {
  if (flags.length === 0 && lastConversation === undefined) return;
  const agent = currentProfile(desk)?.agentId ?? null;
  const note = (type: string, payload: unknown) =>
    appendEvent(desk.db, {id: v7(), callId: null, type, payload, at: now, agent});
  const accounts = accountsOfPerson(desk.db, account.id);
  const notes = readNotes(desk.db, accounts, callsOfPerson(desk.db, accounts));
  for (const flag of flags) {
    const holds = notes.flags.some(({flag: {kind}, lifted}) => kind === flag.kind && lifted === null);
    if (!holds) note('flag.set', {accountId: account.id, personId: account.person.id, flag});
  }
  if (lastConversation === undefined) return;
  // A day alone counts by the calendar; noon lies in it whatever the summer time.
  const at = instantAt(
    accountZone(account.timeZones, deskZone(desk)),
    lastConversation.day,
    lastConversation.time ?? '12:00',
  );
  const id = v5(`${account.id} lastConversation ${at}`, v5.URL);
  if (at > now || notes.noted.some(({contacts}) => contacts.some((contact) => contact.id === id))) return;
  note('contact.noted', {
    accountId: account.id,
    source: 'import',
    contacts: [{id, kind: 'callConversation', at}],
    counts: [],
  });
}

export const accountImportHandlers: Pick<
  HandlersOf<'account'>,
  'account.previewCsv' | 'account.importCsv' | 'account.cancelImport'
> = {
  'account.previewCsv': preview,
  'account.importCsv': importTable,
  'account.cancelImport': (desk, {id}) => cancelImport(desk, id),
};
