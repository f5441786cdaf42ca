import type {CallMode} from '../../../electron/contract/call.ts';
import {PROMISE_LABELS} from '../../../electron/contract/labels.ts';
import type {PromiseRow} from '../../../electron/contract/promise.ts';
import type {Language} from '../../../electron/contract/values.ts';
import {dayInWords, money} from '../format.ts';
import {useLanguage, useText} from '../strings.ts';
import {type BoardRow, whoOfRow} from './board-rows.ts';
import {promiseTexts} from './promise-texts.ts';

/** A call that a row leads to. */
export interface CallTarget {
  accountId: string;
  mode: CallMode;
}

/** The kind of call that a row asks for; null where no account is known. */
export function callTargetOf(row: BoardRow): CallTarget | null {
  const {accountId} = whoOfRow(row);
  if (accountId === null) return null;
  if (row.kind === 'callback') return {accountId, mode: 'callback'};
  const remind = row.kind === 'reminder' || (row.kind === 'promise' && row.promise.due === 'today');
  return {accountId, mode: remind ? 'promiseReminder' : 'collection'};
}

/** Local time of an agreement, without the letter between day and time. */
const localTime = (at: string): string => at.replace('T', ' ');

/** What a row says: who, what is due, and what became of it; never by colour alone. */
export function BoardLine({row, showAgent}: {row: BoardRow; showAgent: boolean}) {
  const text = useText(promiseTexts);
  const language = useLanguage();
  const who = whoOfRow(row);
  return (
    <>
      <span className="board-who">
        {who.customerName} <span className="quiet">{who.reference}</span>
        {showAgent && <span className="quiet"> {text.of(who.agentName)}</span>}
      </span>
      <span className="board-what">
        {row.kind === 'callback' && (
          <>
            <span className="tabular">{text.callAt(localTime(row.callback.at))}</span>
            {row.callback.late && <strong>{text.late}</strong>}
            {row.callback.note !== '' && <span className="quiet">{row.callback.note}</span>}
          </>
        )}
        {row.kind === 'brokenTwice' && (
          <>
            <strong>{text.brokenCount(row.broken.broken)}</strong>
            <span className="quiet">{dayInWords(row.broken.lastDay, language)}</span>
          </>
        )}
        {row.kind === 'reminder' && (
          <>
            <span className="tabular">{text.reminderAt(localTime(row.promise.reminderAt ?? ''))}</span>
            <PromiseWords promise={row.promise} language={language} />
          </>
        )}
        {row.kind === 'promise' && <PromiseWords promise={row.promise} language={language} />}
      </span>
    </>
  );
}

function PromiseWords({promise, language}: {promise: PromiseRow; language: Language}) {
  const text = useText(promiseTexts);
  const {next, instalments, currency, amount, paid, state} = promise;
  const at = next === null ? -1 : instalments.findIndex(({day}) => day === next.day);
  return (
    <>
      <strong className="tabular">{money(next?.amount ?? amount, currency, language)}</strong>
      <span>{text.due(dayInWords(next?.day ?? instalments.at(-1)?.day ?? '', language))}</span>
      {at >= 0 && instalments.length > 1 && <span>{text.part(at + 1, instalments.length)}</span>}
      {(paid > 0 || state !== 'open') && (
        <span>{text.paidOf(money(paid, currency, language), money(amount, currency, language))}</span>
      )}
      {state !== 'open' && <span className={`board-state ${state}`}>{PROMISE_LABELS[state][language]}</span>}
    </>
  );
}
