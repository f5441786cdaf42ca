import {v7} from 'uuid';
import {type AccountCall, AccountFile, type AccountInput, type AccountRow} from '../contract/account.ts';
import type {CallRecord} from '../contract/call.ts';
import {AppError} from '../contract/errors.ts';
import type {Id} from '../contract/values.ts';
import {gateOf} from '../domain/gate.ts';
import {maskRow} from '../domain/masking.ts';
import {parseInWords} from '../domain/schema-problems.ts';
import {
  findAccountByReference,
  forgetNumber,
  listAccounts,
  readAccount,
  readNumberValue,
  saveAccount,
} from '../store/accounts.ts';
import {accountHistory, callsOfAccount, readRunningCall} from '../store/calls.ts';
import {appendEvent} from '../store/journal.ts';
import {debtsOfFile, numbersOfFile} from './account-merge.ts';
import {currentProfile, type Desk, type HandlersOf, timestamp} from './desk.ts';

const noNumber = () =>
  new AppError('not_found', {
    'zh-CN': '没有这个号码，或号码已被删除。',
    en: 'There is no such number, or it was deleted.',
  });

export const noAccount = () => new AppError('not_found', {'zh-CN': '没有这个账户。', en: 'There is no such account.'});

function rowOf(desk: Desk, account: AccountInput): AccountRow {
  return {
    id: account.id,
    reference: account.reference,
    customerName: account.person.name,
    lastCallAt: accountHistory(desk.db, account.id).lastAt,
  };
}

/** Longer notes are read in the call list; before a call a glance must do. */
const NOTE_LENGTH = 300;

/** What was said longer ago says little about what will be said today. */
const CALLS_REMEMBERED = 20;
const MOST_SAID = 200;

function earlierCall({openedAt, opened, outcome}: CallRecord): AccountCall[] {
  if (outcome === null) return [];
  const {contact, result, promise, note} = outcome;
  const characters = [...note];
  return [
    {
      openedAt,
      agentName: opened.agentName,
      contact,
      result,
      promise: promise === null ? null : {amount: promise.amount, currency: promise.currency, day: promise.day},
      note: characters.length <= NOTE_LENGTH ? note : `${characters.slice(0, NOTE_LENGTH - 1).join('')}…`,
    },
  ];
}

/** Whether somebody is on the line with this agent who is not confirmed: then no debt may reach the page by any way. */
export function behindGate(desk: Desk): boolean {
  const profile = currentProfile(desk);
  const running = profile === null ? null : readRunningCall(desk.db, profile.agentId);
  return running !== null && gateOf(running) === 'closed';
}

export function refuseBehindGate(desk: Desk): void {
  if (!behindGate(desk)) return;
  throw new AppError('forbidden', {
    'zh-CN': '通话中尚未核实本人，不能查看账户和以前的通话。',
    en: 'Somebody is on the line who is not confirmed yet: the account and earlier calls stay closed.',
  });
}

/** Accounts of a file with ids: known references keep theirs, so that a second import updates and does not double. */
function accountsOf(desk: Desk, text: string): AccountInput[] {
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw new AppError('invalid_input', {
      'zh-CN': '账户文件不是有效的 JSON。',
      en: 'The account file is not valid JSON.',
    });
  }
  const parsed = parseInWords(AccountFile, document);
  if (parsed.problems !== null) {
    throw new AppError(
      'invalid_input',
      {'zh-CN': '账户文件有误，未导入任何账户。', en: 'The account file is not valid. Nothing was imported.'},
      parsed.problems.slice(0, 50),
    );
  }
  return parsed.value.map(({customerName, numbers, debts, ...rest}) => {
    const known = findAccountByReference(desk.db, rest.reference);
    return {
      ...rest,
      id: known?.id ?? v7(),
      person: {id: known?.person.id ?? v7(), name: customerName},
      numbers: numbersOfFile(desk, known?.id, numbers),
      debts: debtsOfFile(known?.debts ?? [], debts),
    };
  });
}

export const accountHandlers = {
  'account.list': (desk, {text, limit, unmasked}) =>
    listAccounts(desk.db, text, limit).map((row) => (unmasked === true ? row : maskRow(row))),
  'account.save': (desk, {account}) => {
    saveAccount(desk.db, account, timestamp(desk));
    return rowOf(desk, account);
  },
  'account.import': (desk, {text}) => {
    const saveAll = desk.db.transaction(() => {
      const accounts = accountsOf(desk, text);
      for (const account of accounts) saveAccount(desk.db, account, timestamp(desk));
      return accounts.length;
    });
    return {saved: saveAll.immediate()};
  },
  'account.get': (desk, {id}) => {
    refuseBehindGate(desk);
    const account = readAccount(desk.db, id);
    if (account === null) throw noAccount();
    return account;
  },
  'account.history': (desk, {id, limit}) => {
    refuseBehindGate(desk);
    if (readAccount(desk.db, id) === null) throw noAccount();
    return callsOfAccount(desk.db, id, limit).flatMap(earlierCall);
  },
  'account.saidBefore': (desk, {id}) => {
    refuseBehindGate(desk);
    if (readAccount(desk.db, id) === null) throw noAccount();
    const said = callsOfAccount(desk.db, id, CALLS_REMEMBERED).flatMap(({objections}) => objections.toReversed());
    return [...new Set(said.map(({objectionId}) => objectionId))].slice(0, MOST_SAID);
  },
  'account.revealNumber': (desk, {id, accountId, numberId}) => {
    refuseBehindGate(desk);
    const value = readNumberValue(desk.db, accountId, numberId);
    if (value === null) throw noNumber();
    const agent = currentProfile(desk)?.agentId ?? null;
    const payload = {accountId, numberId};
    appendEvent(desk.db, {id, callId: null, type: 'number.revealed', payload, at: timestamp(desk), agent});
    return {value};
  },
  'account.forgetNumber': (desk, {id, numberId}: {id: Id; numberId: Id}) => {
    if (!forgetNumber(desk.db, id, numberId)) throw noAccount();
    return {};
  },
} satisfies Partial<HandlersOf<'account'>>;
