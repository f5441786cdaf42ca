import type {Account} from '../../../electron/contract/account.ts';
import type {Profile} from '../../../electron/contract/desk.ts';
import type {Pack} from '../../../electron/contract/pack.ts';
import {addDays, dayIn} from '../../../electron/domain/days.ts';
import type {Gate} from '../../../electron/domain/gate.ts';
import {type CallFacts, callFacts} from '../../../electron/domain/script-lines.ts';

/** The call that a preview pretends. */
export interface PretendedCall {
  gate: Gate;
  daysOverdue: number;
  firstCall: boolean;
  customerType: string | null;
  product: string;
}

const NAMES: Record<Pack['language'], string> = {'zh-CN': '张三', en: 'Alex Smith'};
const PRODUCTS: Record<Pack['language'], string> = {'zh-CN': '消费贷', en: 'Personal loan'};

/** Stands in the place of an account: nobody's, and large enough to read like one. */
const EXAMPLE_ID = '00000000-0000-7000-8000-000000000000';
const EXAMPLE = {principal: 300_000, interest: 25_000, fees: 3050};

export const exampleProduct = (language: Pack['language']): string => PRODUCTS[language];

/** What lines depend on in a pretended call: the profile of this desk, and an account that does not exist. */
export function pretendedFacts(pack: Pack, profile: Profile, call: PretendedCall, now: string): CallFacts {
  const today = dayIn(profile.timeZone, now);
  const facts = callFacts({
    pack,
    profile,
    record: null,
    account: exampleAccount(pack, profile, addDays(today, -call.daysOverdue), call.product),
    typed: {},
    now,
  });
  const debtSlots = new Set(pack.slots.filter(({source}) => /^(debt|promise)\./.test(source)).map(({id}) => id));
  const closed = call.gate === 'closed';
  return {
    ...facts,
    gate: call.gate,
    firstCall: call.firstCall,
    customerTypes: call.customerType === null ? [] : [call.customerType],
    values: closed ? new Map([...facts.values].filter(([id]) => !debtSlots.has(id))) : facts.values,
  };
}

function exampleAccount(pack: Pack, profile: Profile, dueDate: string, product: string): Account {
  const {language, jurisdiction} = pack;
  return {
    id: EXAMPLE_ID,
    reference: 'A-0001',
    person: {id: EXAMPLE_ID, name: NAMES[language]},
    customerType: null,
    debts: [
      {
        id: EXAMPLE_ID,
        product,
        creditor: profile.institution,
        currency: jurisdiction === 'US' ? 'USD' : jurisdiction === 'UK' ? 'GBP' : 'CNY',
        amount: EXAMPLE.principal + EXAMPLE.interest + EXAMPLE.fees,
        ...EXAMPLE,
        paid: 0,
        dueDate,
      },
    ],
    timeZones: {told: null, address: profile.timeZone, number: null},
    jurisdiction,
    language,
    numbers: [],
  };
}
