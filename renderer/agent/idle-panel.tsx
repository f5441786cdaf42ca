import {useState} from 'react';
import type {CallRow} from '../../electron/contract/call.ts';
import type {PackChange} from '../../electron/contract/methods.ts';
import {CONTACT_LABELS, RESULT_LABELS} from '../../electron/contract/labels.ts';
import type {Language} from '../../electron/contract/values.ts';
import {formatMoney} from '../../electron/domain/script-lines.ts';
import {call} from '../shared/client.ts';
import {ErrorNotice} from '../shared/error-notice.tsx';
import {clockTime, dayOf} from '../shared/format.ts';
import {useSession} from '../shared/session.tsx';
import {useLanguage, useText} from '../shared/strings.ts';
import {useReply} from '../shared/use-reply.ts';
import {CorrectionForm} from './correction-form.tsx';
import {agentTexts} from './strings.ts';
import {useNow} from './use-now.ts';

export interface PackNews {
  title: string;
  changes: readonly PackChange[];
}

interface IdlePanelProps {
  news: PackNews | null;
  onSeen: () => void;
}

/** Between calls: what a new pack changed, the promises of today, and today's calls with a way to correct one. */
export function IdlePanel({news, onSeen}: IdlePanelProps) {
  const text = useText(agentTexts);
  const language = useLanguage();
  const {session} = useSession();
  const zone = session.profile?.timeZone ?? 'UTC';
  const today = dayOf(new Date(useNow(60_000)), zone);
  const [correcting, setCorrecting] = useState<string | null>(null);
  const calls = useReply(`today ${today} ${session.profile?.agentId}`, () =>
    call('call.list', {filter: {from: today, to: today}, offset: 0, limit: 100}),
  );
  const promises = useReply(`promises ${today} ${session.profile?.agentId}`, async () => {
    const lists = await Promise.all(
      (['PTP', 'PTP-P', 'CB'] as const).map((result) => call('call.list', {filter: {result}, offset: 0, limit: 300})),
    );
    return lists.flatMap((list) => list.rows).filter((row) => (row.promiseDay ?? row.nextAt?.slice(0, 10)) === today);
  });

  if (correcting !== null) {
    return (
      <CorrectionForm
        callId={correcting}
        onDone={() => {
          setCorrecting(null);
          calls.again();
        }}
      />
    );
  }
  return (
    <section className="idle" aria-label={text.idleTitle}>
      {news !== null && (
        <article className="news">
          <h2>{text.changedPack(news.title, news.changes.length)}</h2>
          <ul>
            {news.changes.slice(0, 12).map((change, i) => (
              // oxlint-disable-next-line react/no-array-index-key -- a fixed list that is only read
              <li key={i}>
                <span className="quiet">{change.place}</span> {change.after ?? change.before}
              </li>
            ))}
          </ul>
          <button type="button" onClick={onSeen}>
            {text.seen}
          </button>
        </article>
      )}
      <h2>{text.due}</h2>
      {promises.error !== null && <ErrorNotice error={promises.error} onRetry={promises.again} />}
      {promises.value?.length === 0 && <p className="quiet">{text.noneDue}</p>}
      <ul className="call-lines">
        {promises.value?.map((row) => (
          <li key={row.id}>
            <span>
              {row.customerName} <span className="quiet">{row.reference}</span>
            </span>
            <span>{dueWords(row, language)}</span>
            <span className="quiet">{row.note.slice(0, 40)}</span>
          </li>
        ))}
      </ul>
      <h2>{text.today}</h2>
      {calls.error !== null && <ErrorNotice error={calls.error} onRetry={calls.again} />}
      {calls.value?.total === 0 && <p className="quiet">{text.noneToday}</p>}
      <ul className="call-lines">
        {calls.value?.rows.map((row) => (
          <li key={row.id}>
            <span className="tabular">{clockTime(row.openedAt, language, zone).slice(0, 5)}</span>
            <span className="call-line-words">
              {row.customerName || text.noAccount}{' '}
              <span className="quiet">{outcomeWords(row, language, text.open)}</span>
            </span>
            {row.contact !== null && (
              <button type="button" onClick={() => setCorrecting(row.id)}>
                {text.correct}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What is due: the promised amount, or the time of the callback. */
function dueWords(row: CallRow, language: Language): string {
  if (row.promiseAmount !== null && row.promiseCurrency !== null) {
    return formatMoney(row.promiseAmount, row.promiseCurrency, language);
  }
  return `${RESULT_LABELS.CB[language]} ${row.nextAt?.slice(11, 16) ?? ''}`;
}

function outcomeWords(row: CallRow, language: Language, open: string): string {
  if (row.contact === null) return open;
  const contact = CONTACT_LABELS[row.contact][language];
  return row.result === null ? contact : `${contact} · ${RESULT_LABELS[row.result][language]}`;
}
