import {useRef, useState} from 'react';
import type {CallRow} from '../../electron/contract/call.ts';
import type {PackNews} from '../../electron/contract/methods.ts';
import {CONTACT_LABELS, RESULT_LABELS} from '../../electron/contract/labels.ts';
import type {Language} from '../../electron/contract/values.ts';
import {call, type CallError} from '../shared/client.ts';
import {ErrorNotice} from '../shared/error-notice.tsx';
import {clockTime, dayOf} from '../shared/format.ts';
import {BoardLine} from '../shared/promises/board-line.tsx';
import {boardSections, dueNow, type SectionName} from '../shared/promises/board-rows.ts';
import {promiseTexts} from '../shared/promises/promise-texts.ts';
import {useDeskEvents, useSession} from '../shared/session.tsx';
import {useLanguage, useText} from '../shared/strings.ts';
import {SyncSignLine} from '../shared/sync/sync-sign.tsx';
import {useReply} from '../shared/use-reply.ts';
import {CorrectionForm} from './correction-form.tsx';
import {KEYS} from './keys.ts';
import {NewsCard} from './news-card.tsx';
import {agentTexts} from './strings.ts';
import {useNow} from './use-now.ts';
import {usePanelKeys} from './use-panel-keys.ts';

/** Between calls a glance must do; the board has them all. */
const MOST_DUE = 8;
const DUE_SECTIONS: readonly SectionName[] = ['check', 'today', 'reminders', 'callbacks'];

const IDLE_KEYS = {correct: KEYS.correct};

interface IdlePanelProps {
  news: PackNews | null;
  newsError: CallError | null;
  onSeen: () => void;
  onBoard: () => void;
}

/** Between calls: what a new pack changed, the promises of today, and today's calls with a way to correct one. */
export function IdlePanel({news, newsError, onSeen, onBoard}: IdlePanelProps) {
  const text = useText(agentTexts);
  const board = useText(promiseTexts);
  const language = useLanguage();
  const {session} = useSession();
  const zone = session.profile?.timeZone ?? 'UTC';
  const now = useNow(60_000);
  const today = dayOf(new Date(now), zone);
  const panel = useRef<HTMLElement>(null);
  usePanelKeys(panel, IDLE_KEYS);
  const [correcting, setCorrecting] = useState<string | null>(null);
  const calls = useReply(`today ${today} ${session.profile?.agentId}`, () =>
    call('call.list', {filter: {from: today, to: today}, offset: 0, limit: 100}),
  );
  const promises = useReply(`promises ${today} ${session.profile?.agentId}`, () => call('promise.list', {}));
  useDeskEvents((event) => {
    if (event.type === 'promise.changed' || event.type === 'events.missed') promises.again();
    // A call of another window was saved, or this window was away meanwhile.
    if (event.type === 'call.changed' || event.type === 'events.missed') calls.again();
  });
  // The one that was just saved is the one that is corrected.
  const newest = calls.value?.rows.find(({contact}) => contact !== null);
  const due = promises.value === null ? null : dueNow(promises.value);
  const sections = promises.value === null ? [] : boardSections(promises.value);
  const dueRows = sections.filter(({name}) => DUE_SECTIONS.includes(name)).flatMap(({rows}) => rows);

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
    <section ref={panel} className="idle" aria-label={text.idleTitle}>
      <SyncSignLine now={now} />
      {news !== null && <NewsCard news={news} onSeen={onSeen} />}
      {newsError !== null && <ErrorNotice error={newsError} />}
      <h2>
        {text.due}{' '}
        <button type="button" onClick={onBoard}>
          {board.open}
          <kbd>{KEYS.board}</kbd>
        </button>
      </h2>
      {promises.error !== null && <ErrorNotice error={promises.error} onRetry={promises.again} />}
      {due !== null && <p className="quiet tabular">{board.counts(due.check, due.today, due.callbacks)}</p>}
      {dueRows.length === 0 && due !== null && <p className="quiet">{text.noneDue}</p>}
      <ul className="call-lines due-lines">
        {dueRows.slice(0, MOST_DUE).map((row) => (
          <li key={row.key}>
            <BoardLine row={row} showAgent={false} />
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
              <button
                type="button"
                aria-keyshortcuts={row === newest ? KEYS.correct : undefined}
                onClick={() => setCorrecting(row.id)}
              >
                {text.correct}
                {row === newest && <kbd>{KEYS.correct}</kbd>}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function outcomeWords(row: CallRow, language: Language, open: string): string {
  if (row.contact === null) return open;
  const contact = CONTACT_LABELS[row.contact][language];
  return row.result === null ? contact : `${contact} · ${RESULT_LABELS[row.result][language]}`;
}
