import type {ReactNode} from 'react';
import type {Account} from '../../electron/contract/account.ts';
import type {CallRecord} from '../../electron/contract/call.ts';
import {type CallFacts, formatMoney} from '../../electron/domain/script-lines.ts';
import {dayInWords} from '../shared/format.ts';
import {useLanguage, useText} from '../shared/strings.ts';
import {agentTexts} from './strings.ts';

interface PreparationCardProps {
  account: Account;
  record: CallRecord;
  facts: CallFacts;
}

/** The debt at a glance, before anybody is on the line; it leaves the page when the call is connected. */
export function PreparationCard({account, record, facts}: PreparationCardProps) {
  const text = useText(agentTexts);
  const language = useLanguage();
  const debt = account.debts[0];
  return (
    <section className="preparation" aria-label={text.prepTitle} lang={language}>
      <h3>{text.prepTitle}</h3>
      <dl>
        <Fact name={text.customerName}>{account.person.name}</Fact>
        <Fact name={text.number}>{record.opened.numberLabel || text.noNumber}</Fact>
        <Fact name={text.firstCall}>{record.opened.firstCall ? text.yes : text.no}</Fact>
        {debt !== undefined && (
          <>
            <Fact name={text.product}>{debt.product}</Fact>
            <Fact name={text.amount}>{formatMoney(debt.amount, debt.currency, language)}</Fact>
            <Fact name={text.dueDate}>{dayInWords(debt.dueDate, language)}</Fact>
            <Fact name={text.daysOverdue}>
              {facts.daysOverdue} {facts.bucket !== null && `(${facts.bucket})`}
            </Fact>
            {(['principal', 'interest', 'fees', 'paid'] as const).map((part) => {
              const amount = debt[part];
              return amount === null ? null : (
                <Fact key={part} name={text[part]}>
                  {formatMoney(amount, debt.currency, language)}
                </Fact>
              );
            })}
            {debt.creditor !== null && <Fact name={text.creditor}>{debt.creditor}</Fact>}
          </>
        )}
      </dl>
      <p className="quiet">{text.prepHint}</p>
    </section>
  );
}

function Fact({name, children}: {name: string; children: ReactNode}) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
