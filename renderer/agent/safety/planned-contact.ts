import {useEffect} from 'react';
import type {Account} from '../../../electron/contract/account.ts';
import type {CallMode, Direction} from '../../../electron/contract/call.ts';
import type {ContactPurpose, Judgement} from '../../../electron/contract/contact-rules.ts';
import type {Id} from '../../../electron/contract/values.ts';
import {call} from '../../shared/client.ts';
import {type Asked, useReply} from '../../shared/use-reply.ts';

/** A contact that may be begun: with whom, on which number, for what. */
export interface PlannedContact {
  accountId: Id;
  direction: Direction;
  numberId: Id | null;
  personId: Id;
  purpose: ContactPurpose;
  /** The kind of call: while a promise is open, only routine ones wait. */
  mode?: CallMode;
  /** The screen-pop that it would answer: what the dialer counted counts. */
  popId?: Id;
}

/** People to whom the debt may be spoken of like to the debtor; anybody else is only asked to pass something on. */
const LIKE_THE_DEBTOR: ReadonlySet<string> = new Set([
  'spouse',
  'parent',
  'guardian',
  'executor',
  'guarantor',
  'attorney',
  'creditor',
]);

/** What a call to a number of the account would be: its person, and what may be the aim with that person. */
export function plannedContact(account: Account, numberId: Id | null, direction: Direction): PlannedContact {
  const personId = account.numbers.find((number) => number.id === numberId)?.personId ?? account.person.id;
  const other = account.persons?.find((person) => person.id === personId);
  const collects = other === undefined || LIKE_THE_DEBTOR.has(other.role);
  const aside: ContactPurpose = account.jurisdiction === 'US' ? 'location' : 'relay';
  return {accountId: account.id, direction, numberId, personId, purpose: collects ? 'collect' : aside};
}

const inQuestion = ({accountId, ...plan}: PlannedContact) => ({id: accountId, ...plan});

/** The rules change their mind with the clock, so a plan that stays on the screen is judged again. */
const AGAIN_MS = 20_000;

/** What the rules say of the plan, asked of the desk's own clock and history. */
export function useJudgement(plan: PlannedContact | null): Asked<Judgement | null> {
  const asked = useReply(`judge ${JSON.stringify(plan)}`, async () =>
    plan === null ? null : call('account.judge', inQuestion(plan)),
  );
  const {again} = asked;
  useEffect(() => {
    const timer = setInterval(again, AGAIN_MS);
    return () => clearInterval(timer);
  }, [again]);
  return asked;
}

/** What the rules would say of the same plan at another moment. */
export const judgeAt = (plan: PlannedContact, at: string): Promise<Judgement> =>
  call('account.judge', {...inQuestion(plan), at});

/** The other numbers of the account, each judged. */
export function useOtherNumbers(account: Account, plan: PlannedContact) {
  return useReply(`others ${JSON.stringify(plan)}`, () =>
    Promise.all(
      account.numbers
        .filter((number) => number.id !== plan.numberId)
        .slice(0, 9)
        .map(async (number) => ({
          number,
          judgement: await call('account.judge', inQuestion(plannedContact(account, number.id, plan.direction))),
        })),
    ),
  );
}
