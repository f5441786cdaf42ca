import type {Account} from '../contract/account.ts';
import type {CallRecord, CallRow} from '../contract/call.ts';
import type {AccountFlag, FlagKind} from '../contract/flags.ts';
import type {AccountNotes} from '../contract/methods.ts';
import type {BranchKind, Line, SlotSource} from '../contract/pack.ts';

/**
 * The verification gate. From "connected" until the right party is confirmed there is no debt content: not in the page,
 * not in what reaches the page, and a third party closes it again.
 *
 * - `preparing`: nobody is on the line; the agent may read the debt.
 * - `closed`: somebody is on the line who may not be the customer.
 * - `open`: the right party is confirmed.
 */
export type Gate = 'preparing' | 'closed' | 'open';

export function gateOf(record: Pick<CallRecord, 'connectedAt' | 'party' | 'endedAt'>): Gate {
  if (record.party === 'right') return 'open';
  if (record.connectedAt === null && record.party === 'unknown') return 'preparing';
  return 'closed';
}

/** What tells of the debt: its facts, and what the customer promised to pay. */
export const isDebtSource = (source: SlotSource): boolean =>
  source.startsWith('debt.') || source.startsWith('promise.');

/** Whether a line may be in the page at all. */
export function lineMayShow(line: Pick<Line, 'beforeVerification'>, gate: Gate): boolean {
  return gate !== 'closed' || line.beforeVerification;
}

/** After these nobody is pressed any more. */
export const CALM_BRANCHES: ReadonlySet<BranchKind> = new Set([
  'dispute',
  'hardship',
  'stopCalling',
  'claimsPaid',
  'deceased',
]);

const CALM_FLAGS: ReadonlySet<FlagKind> = new Set([
  'vulnerable',
  'dispute',
  'deceased',
  'bankruptcy',
  'attorney',
  'cease',
  'stopCalls',
]);

/** Objections of danger, by the id that every pack uses for them (the lexicon finds them first): 不想活了. */
export const DANGER: ReadonlySet<string> = new Set(['self-harm']);

/**
 * Whether nobody is pressed any more: the call took such a turn, the customer spoke of ending it all, or something is noted of the customer that asks for
 * calm. Then no pressure line is shown, and the stage of pressure is closed.
 */
export function pressureIsClosed(
  record: Pick<CallRecord, 'branches' | 'objections'> | null,
  flags: readonly Pick<AccountFlag, 'flag' | 'lifted'>[],
): boolean {
  return (
    (record?.branches.some((branch) => CALM_BRANCHES.has(branch.kind)) ?? false) ||
    (record?.objections.some(({objectionId}) => DANGER.has(objectionId)) ?? false) ||
    flags.some(({flag, lifted}) => lifted === null && CALM_FLAGS.has(flag.kind))
  );
}

/** The call as the gate lets it through: what it was opened with tells of the debt, too. */
export function recordThroughGate(record: CallRecord, gate: Gate = gateOf(record)): CallRecord {
  if (gate !== 'closed') return record;
  return {...record, opened: {...record.opened, product: null, daysOverdue: null, bucket: null}};
}

/** The account as the gate lets it through. */
export function accountThroughGate(account: Account, gate: Gate): Account {
  return gate === 'closed' ? {...account, debts: []} : account;
}

/** Flags that tell that there is a debt, whatever else they say. */
const TELLS_OF_DEBT: readonly FlagKind[] = ['dispute', 'bankruptcy'];

const flagMayShow = ({flag}: AccountFlag): boolean => !TELLS_OF_DEBT.includes(flag.kind);

/** What is noted of an account as the gate lets it through: wishes about calls yes, what is said of the debt no. */
export function notesThroughGate(notes: AccountNotes): AccountNotes {
  return {...notes, flags: notes.flags.filter(flagMayShow)};
}

/** Flags as the gate lets them through. */
export const flagsThroughGate = (flags: AccountFlag[], gate: Gate): AccountFlag[] =>
  gate === 'closed' ? flags.filter(flagMayShow) : flags;

/** A row of the agent's earlier calls as the gate lets it through: that there was a call, and nothing of what was said. */
export function rowThroughGate(row: CallRow): CallRow {
  return {
    ...row,
    result: null,
    tags: [],
    objections: [],
    note: '',
    promiseDay: null,
    promiseAmount: null,
    promiseCurrency: null,
    nextAt: null,
  };
}
