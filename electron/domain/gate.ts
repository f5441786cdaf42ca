import type {Account} from '../contract/account.ts';
import type {CallRecord, CallRow} from '../contract/call.ts';
import type {AccountFlag, FlagKind} from '../contract/flags.ts';
import type {AccountNotes} from '../contract/methods.ts';
import type {BranchKind, Line, SlotSource, Stage, StageKind} from '../contract/pack.ts';
import type {Id, LocalText} from '../contract/values.ts';

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
 * How gently a call is led, the gentlest last: as `usual`; `calm`, nobody is pressed; `gentle`, nor spoken to in the firm
 * tone; `noMoney`, nor asked for a promise or reminded of one.
 */
const CARES = ['usual', 'calm', 'gentle', 'noMoney'] as const;
export type Care = (typeof CARES)[number];

export const isAsGentleAs = (care: Care | undefined, least: Care): boolean =>
  CARES.indexOf(care ?? 'usual') >= CARES.indexOf(least);

/** Objections that ask for care, by the ids that every pack uses for them: 不想活了, 本人已去世, 本人生病. */
const OBJECTION_CARE: ReadonlyMap<string, Care> = new Map([
  ...[...DANGER].map((id): [string, Care] => [id, 'noMoney']),
  ['deceased', 'noMoney'],
  ['illness', 'gentle'],
]);

/** What the first sign of a vulnerable customer is called where it is noted with one key; in each language. */
export const SUICIDE_SIGN: LocalText = {'zh-CN': '说到轻生', en: 'speaks of suicide'};

const GENTLE_FLAGS: ReadonlySet<FlagKind> = new Set(['vulnerable', 'deceased']);

function flagCare({flag, lifted, callId}: Noted, callNow: Id | undefined): Care {
  if (lifted !== null || !CALM_FLAGS.has(flag.kind)) return 'usual';
  const suicide = flag.kind === 'vulnerable' && Object.values(SUICIDE_SIGN).includes(flag.sign);
  if (suicide && callNow !== undefined && callId === callNow) return 'noMoney';
  return GENTLE_FLAGS.has(flag.kind) ? 'gentle' : 'calm';
}

type Noted = Pick<AccountFlag, 'flag' | 'lifted' | 'callId'>;
type Turns = Pick<CallRecord, 'id' | 'branches' | 'objections'>;

/**
 * How gently the call goes on: by the turns it took, by what the customer said, and by what is noted of the customer.
 * Once somebody spoke of ending it all, or a death was told, money has no place in the rest of this call.
 */
export function careFor(record: Turns | null, flags: readonly Noted[]): Care {
  const asked: Care[] = [
    ...(record?.branches ?? []).map(({kind}) =>
      kind === 'deceased' ? 'noMoney' : CALM_BRANCHES.has(kind) ? 'calm' : 'usual',
    ),
    ...(record?.objections ?? []).map(({objectionId}) => OBJECTION_CARE.get(objectionId) ?? 'usual'),
    ...flags.map((flag) => flagCare(flag, record?.id)),
  ];
  return asked.reduce<Care>((gentlest, care) => (isAsGentleAs(care, gentlest) ? care : gentlest), 'usual');
}

/** Whether a lead should look at this call afterwards: a life may be at risk, or a death was told. */
export const asksForLead = (record: Turns, flags: readonly Noted[]): boolean => careFor(record, flags) === 'noMoney';

const ABOUT_THE_DEBT: ReadonlySet<StageKind> = new Set(['understanding', 'pressure', 'commitment', 'reminder']);
const ABOUT_MONEY: ReadonlySet<StageKind> = new Set(['pressure', 'commitment', 'reminder']);

/**
 * Stages that talk about the debt stay locked until the right party is confirmed, the stage of pressure once nobody is to
 * be pressed, and those that lead to a payment once money has no place; one may always close a call.
 */
export function stageIsLocked({kind}: Pick<Stage, 'kind'>, gate: Gate | null, care: Care): boolean {
  if (gate === 'closed' && ABOUT_THE_DEBT.has(kind)) return true;
  if (gate === null) return false;
  return (care !== 'usual' && kind === 'pressure') || (care === 'noMoney' && ABOUT_MONEY.has(kind));
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
