import type {ReactNode} from 'react';
import type {Account, AccountCall, Debt} from '../../electron/contract/account.ts';
import type {CallRecord} from '../../electron/contract/call.ts';
import type {AccountFlag} from '../../electron/contract/flags.ts';
import {CONTACT_LABELS, RESULT_LABELS} from '../../electron/contract/labels.ts';
import type {BucketSpan} from '../../electron/contract/pack.ts';
import type {Day} from '../../electron/contract/values.ts';
import {bucketOf, daysOverdue} from '../../electron/domain/days.ts';
import {flagWords} from '../../electron/domain/flag-words.ts';
import {leadingDebt, totalsDue} from '../../electron/domain/debts.ts';
import {type CallFacts, formatMoney} from '../../electron/domain/script-lines.ts';
import {call} from '../shared/client.ts';
import {ErrorNotice} from '../shared/error-notice.tsx';
import {dateTime, dayInWords} from '../shared/format.ts';
import {useSession} from '../shared/session.tsx';
import {strings, useLanguage, useText} from '../shared/strings.ts';
import {useReply} from '../shared/use-reply.ts';
import './preparation-card.css';
import {agentTexts} from './strings.ts';

const cardTexts = strings({
  debts: (count: number) => ({'zh-CN': `欠款（${count} 笔）`, en: `Debts (${count})`}),
  due: (day: string) => ({'zh-CN': `到期日 ${day}`, en: `due ${day}`}),
  overdue: (days: number) => ({'zh-CN': `逾期 ${days} 天`, en: `${days} days overdue`}),
  dueToday: {'zh-CN': '今天到期', en: 'due today'},
  notDue: {'zh-CN': '未到期', en: 'not due yet'},
  spokenAbout: {'zh-CN': '话术说的是这笔', en: 'the script speaks about this one'},
  total: {'zh-CN': '合计', en: 'Total'},
  wishes: {'zh-CN': '客户的要求与情况', en: 'What the customer asked for'},
  earlier: {'zh-CN': '上次记录', en: 'Earlier calls'},
  noneEarlier: {'zh-CN': '本机没有以往通话记录。', en: 'No earlier call on this desk.'},
  promised: (amount: string, day: string) => ({'zh-CN': `承诺 ${amount}，${day}`, en: `promised ${amount}, ${day}`}),
});

/** How many earlier calls a glance takes in. */
const EARLIER_CALLS = 3;

interface PreparationCardProps {
  account: Account;
  record: CallRecord;
  /** What the customer asked for in earlier calls. */
  flags: readonly AccountFlag[];
  facts: CallFacts;
  /** The labels of days overdue of the pack in use; without them the usual ones. */
  buckets: readonly BucketSpan[] | undefined;
}

/** The account at a glance, before anybody is on the line; it leaves the page when the call is connected. */
export function PreparationCard({account, record, flags, facts, buckets}: PreparationCardProps) {
  const text = useText(agentTexts);
  const card = useText(cardTexts);
  const language = useLanguage();
  const {opened} = record;
  const tail = account.numbers.find((number) => number.id === opened.numberId)?.tail ?? null;
  const leading = leadingDebt(account.debts);
  const totals = totalsDue(account.debts);
  return (
    <section className="preparation" aria-label={text.prepTitle} lang={language}>
      <h3>{text.prepTitle}</h3>
      <dl>
        <Fact name={text.customerName}>{account.person.name}</Fact>
        <Fact name={text.number}>
          {opened.numberLabel || text.noNumber} {tail !== null && <span className="tabular">*{tail}</span>}
        </Fact>
        <Fact name={text.firstCall}>{opened.firstCall ? text.yes : text.no}</Fact>
      </dl>
      <Wishes flags={flags} />
      {account.debts.length > 0 && (
        <>
          <h4>{card.debts(account.debts.length)}</h4>
          <ul className="preparation-debts">
            {account.debts.map((debt) => (
              <DebtLine
                key={debt.id}
                debt={debt}
                today={facts.today}
                buckets={buckets}
                marked={account.debts.length > 1 && debt === leading}
              />
            ))}
          </ul>
          {account.debts.length > 1 && (
            <p className="preparation-total">
              {card.total}{' '}
              {totals.map(({currency, amount}) => (
                <strong key={currency}>{formatMoney(amount, currency, language)}</strong>
              ))}
            </p>
          )}
        </>
      )}
      {leading !== null && <DebtParts debt={leading} />}
      <EarlierCalls accountId={account.id} />
      <p className="quiet">{text.prepHint}</p>
    </section>
  );
}

/** What the customer asked for stands before anything about money. */
function Wishes({flags}: {flags: readonly AccountFlag[]}) {
  const card = useText(cardTexts);
  const language = useLanguage();
  const zone = useSession().session.profile?.timeZone ?? 'UTC';
  if (flags.length === 0) return null;
  return (
    <>
      <h4>{card.wishes}</h4>
      <ul className="preparation-wishes">
        {flags.map(({id, flag, since}) => (
          <li key={id}>
            <strong>⚑ {flagWords(flag, language)}</strong>{' '}
            <span className="quiet tabular">{dateTime(since, language, zone)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

interface DebtLineProps {
  debt: Debt;
  today: Day;
  buckets: readonly BucketSpan[] | undefined;
  marked: boolean;
}

function DebtLine({debt, today, buckets, marked}: DebtLineProps) {
  const card = useText(cardTexts);
  const language = useLanguage();
  const days = daysOverdue(debt.dueDate, today);
  const bucket = bucketOf(days, buckets);
  return (
    <li aria-current={marked ? 'true' : undefined}>
      <strong>{debt.product}</strong>
      <strong className="tabular">{formatMoney(debt.amount, debt.currency, language)}</strong>
      <span>{card.due(dayInWords(debt.dueDate, language))}</span>
      <span>
        {days > 0 ? card.overdue(days) : days === 0 ? card.dueToday : card.notDue} {bucket !== null && `(${bucket})`}
      </span>
      {marked && <span className="preparation-mark">{card.spokenAbout}</span>}
    </li>
  );
}

/** What the debt that is spoken about is made of, as far as it is known. */
function DebtParts({debt}: {debt: Debt}) {
  const text = useText(agentTexts);
  const language = useLanguage();
  const parts = (['principal', 'interest', 'fees', 'paid'] as const).flatMap((part) => {
    const amount = debt[part];
    return amount === null ? [] : [{part, amount}];
  });
  if (parts.length === 0 && debt.creditor === null) return null;
  return (
    <dl>
      {parts.map(({part, amount}) => (
        <Fact key={part} name={text[part]}>
          {formatMoney(amount, debt.currency, language)}
        </Fact>
      ))}
      {debt.creditor !== null && <Fact name={text.creditor}>{debt.creditor}</Fact>}
    </dl>
  );
}

function EarlierCalls({accountId}: {accountId: string}) {
  const card = useText(cardTexts);
  const earlier = useReply(`history ${accountId}`, () =>
    call('account.history', {id: accountId, limit: EARLIER_CALLS}),
  );
  return (
    <>
      <h4>{card.earlier}</h4>
      {earlier.error !== null && <ErrorNotice error={earlier.error} onRetry={earlier.again} />}
      {earlier.value?.length === 0 && <p className="quiet">{card.noneEarlier}</p>}
      <ul className="preparation-history">
        {earlier.value?.map((each) => (
          <EarlierCall key={each.openedAt} earlier={each} />
        ))}
      </ul>
    </>
  );
}

function EarlierCall({earlier}: {earlier: AccountCall}) {
  const card = useText(cardTexts);
  const language = useLanguage();
  const zone = useSession().session.profile?.timeZone ?? 'UTC';
  const {openedAt, agentName, contact, result, promise, note} = earlier;
  return (
    <li>
      <span className="tabular quiet">{dateTime(openedAt, language, zone)}</span>
      <span>
        {CONTACT_LABELS[contact][language]}
        {result !== null && ` · ${RESULT_LABELS[result][language]}`}
      </span>
      {promise !== null && (
        <span>
          {card.promised(formatMoney(promise.amount, promise.currency, language), dayInWords(promise.day, language))}
        </span>
      )}
      <span className="quiet">{agentName}</span>
      {note !== '' && <p>{note}</p>}
    </li>
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
