import type {Account} from '../contract/account.ts';
import type {CallRecord} from '../contract/call.ts';
import type {BranchKind, Objection, Pack, Stage} from '../contract/pack.ts';
import {TONES} from '../contract/pack.ts';
import type {Gate} from './gate.ts';
import type {SearchContext} from './objection-index.ts';

/** Where a call stands in its script. */
export interface CallPlace {
  /** Null between calls. */
  gate: Gate | null;
  stage: Stage | null;
  /** The hard call that is under way. */
  branch: BranchKind | null;
}

/** What the desk learned of its own use; nothing of it is needed. */
export interface Learned {
  usage?: ReadonlyMap<string, number>;
  /** Objections that the account said in earlier calls. */
  saidBefore?: readonly string[];
}

const saidToAnyone = ({answers}: Objection): boolean =>
  TONES.some((tone) => answers[tone].some((line) => line.beforeVerification));

/** A list of more tells nothing of where the call stands, and is looked through at every keystroke. */
const MOST_NEAR = 500;

/**
 * The objections that a pack itself names for a place in the call: in a hard call those that belong to it; while somebody
 * unknown is on the line those that may be answered, or that lead to the verification; else those that lead on
 * from here, to the next stage to which any objection leads; at the end of the way, those that stay.
 */
export function nearObjections(pack: Pick<Pack, 'objections' | 'stages'>, place: CallPlace): string[] {
  const near = namedFor(pack, place);
  return near.length > MOST_NEAR ? [] : near;
}

function namedFor(pack: Pick<Pack, 'objections' | 'stages'>, {gate, stage, branch}: CallPlace): string[] {
  const {objections, stages} = pack;
  const idsOf = (which: (objection: Objection) => boolean) => objections.filter(which).map(({id}) => id);
  if (gate === null) return [];
  if (branch !== null) return idsOf((objection) => objection.branch === branch);
  if (gate === 'closed') {
    const verifying = new Set(stages.filter(({kind}) => kind === 'verification').map(({id}) => id));
    return idsOf((objection) => verifying.has(objection.nextStage) || saidToAnyone(objection));
  }
  const at = stages.findIndex(({id}) => id === stage?.id);
  if (at < 0 || stage?.kind === 'preparation') return [];
  const onTheWay = stages.slice(at + 1).filter(({kind}) => kind !== 'closing');
  const next = onTheWay.find(({id}) => objections.some((objection) => objection.nextStage === id)) ?? stage;
  return idsOf((objection) => objection.nextStage === next?.id);
}

/**
 * What the search may know of a call. Behind the gate it knows nothing of the account: which answer stands first, and
 * what is said of why, would tell of the debt or of earlier calls to whoever looks at the screen. What the agent noted of
 * the person on the line is no fact of the account.
 */
export function searchContext(
  record: CallRecord | null,
  account: Account | null,
  gate: Gate | null,
  near: readonly string[],
  {usage, saidBefore}: Learned = {},
): SearchContext {
  const learned = usage === undefined ? {} : {usage};
  if (record === null) return learned;
  const {language, product, bucket} = record.opened;
  const known = gate !== 'closed';
  const customer = (known ? account?.customerType : null) ?? record.customerTypes[0];
  return {
    language,
    near,
    ...learned,
    ...(customer !== undefined && {customer}),
    ...(known && {
      ...(product !== null && {product}),
      ...(bucket !== null && {bucket}),
      ...(saidBefore !== undefined && {saidBefore}),
    }),
  };
}
