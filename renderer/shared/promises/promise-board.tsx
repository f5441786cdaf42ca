import {type KeyboardEvent, useCallback, useEffect, useRef, useState} from 'react';
import type {PromiseNote} from '../../../electron/contract/promise.ts';
import {keptPercent} from '../../../electron/domain/promises.ts';
import {asCallError, call, type CallError} from '../client.ts';
import {ErrorNotice} from '../error-notice.tsx';
import {useDeskEvents} from '../session.tsx';
import {useText} from '../strings.ts';
import {useReply} from '../use-reply.ts';
import {useSave} from '../use-save.ts';
import {words} from '../words.ts';
import {BoardLine, type CallTarget, callTargetOf} from './board-line.tsx';
import {type BoardRow, boardSections, type RowKey, rowKeys, whoOfRow} from './board-rows.ts';
import {DecisionForm, PaymentForm} from './note-forms.tsx';
import './promise-board.css';
import {promiseTexts} from './promise-texts.ts';

interface PromiseBoardProps {
  /** Opens a call that a row asks for; a lead makes none. */
  onCall?: (target: CallTarget) => void;
  /** Whether decisions about broken promises are made here. */
  decides: boolean;
}

const KEY_WORDS = {Enter: 'newCall', P: 'payment', N: 'nothingCame', D: 'decide'} as const satisfies Record<
  RowKey,
  string
>;

/** A form that is open in a row. */
type Open = {key: string; form: 'payment' | 'decision'};

/** What is due and what became of it: arrows choose a row, a letter acts on it. */
export function PromiseBoard({onCall, decides}: PromiseBoardProps) {
  const text = useText(promiseTexts);
  const shared = useText(words);
  const board = useReply('promises', () => call('promise.list', {}));
  const [active, setActive] = useState<string | null>(null);
  const [open, setOpen] = useState<Open | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const {again} = board;
  useDeskEvents((event) => {
    if (['promise.changed', 'call.changed', 'events.missed'].includes(event.type)) again();
  });

  const roles = {calls: onCall !== undefined, decides};
  const sections = board.value === null ? [] : boardSections(board.value);
  const rows = sections.flatMap((section) => section.rows);
  const at = Math.max(
    0,
    rows.findIndex((row) => row.key === active),
  );
  const activeKey = rows[at]?.key ?? null;

  const focusRow = useCallback((key: string | null) => {
    const found = [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
    (found.find((each) => each.dataset['row'] === key) ?? found[0])?.focus();
  }, []);
  const ready = board.value !== null;
  useEffect(() => {
    if (ready) focusRow(null);
  }, [ready, focusRow]);

  const close = (key: string) => {
    setOpen((now) => (now?.key === key ? null : now));
    requestAnimationFrame(() => {
      // Who works at another row by now stays there.
      const focused = document.activeElement?.closest('li')?.querySelector<HTMLElement>('[data-row]');
      if (focused == null || focused.dataset['row'] === key) focusRow(key);
    });
  };
  const save = useSave();
  const send = async (content: unknown, work: (id: string) => Promise<unknown>, key: string) => {
    setError(null);
    try {
      const sent = async (id: string) => {
        await work(id);
        close(key);
        again();
      };
      await save(content, sent, key);
    } catch (thrown) {
      setError(asCallError(thrown));
    }
  };
  const note = (row: BoardRow, noted: PromiseNote) => {
    if (row.kind !== 'promise') return;
    const {callId: promiseId} = row.promise;
    void send({promiseId, noted}, (id) => call('promise.note', {id, promiseId, noted}), row.key);
  };
  const act = (row: BoardRow, key: RowKey) => {
    const target = callTargetOf(row);
    if (key === 'Enter' && target !== null) onCall?.(target);
    if (key === 'P') setOpen({key: row.key, form: 'payment'});
    if (key === 'N') note(row, {kind: 'nothing'});
    if (key === 'D') setOpen({key: row.key, form: 'decision'});
  };
  const move = (to: number) => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, to))];
    if (row === undefined) return;
    setActive(row.key);
    focusRow(row.key);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || (event.target as HTMLElement).closest('form') !== null)
      return;
    const row = rows[at];
    const onRow = (event.target as HTMLElement).dataset['row'] !== undefined;
    const letter = event.key === 'Enter' ? 'Enter' : event.key.toUpperCase();
    const key = row === undefined ? undefined : rowKeys(row, roles).find((each) => each === letter);
    if (event.key === 'ArrowDown') move(at + 1);
    else if (event.key === 'ArrowUp') move(at - 1);
    else if (event.key === 'Home') move(0);
    else if (event.key === 'End') move(rows.length - 1);
    // Enter on one of the row's buttons presses that button.
    else if (row !== undefined && key !== undefined && (key !== 'Enter' || onRow)) act(row, key);
    else return;
    event.preventDefault();
  };

  const rate = board.value?.rate;
  const settled = rate === undefined ? 0 : rate.kept + rate.partlyKept + rate.broken;
  const percent = rate === undefined ? null : keptPercent(rate);
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- letters act on the row that has the focus; each is a button, too
    <div className="promise-board plain-buttons choices" ref={list} onKeyDown={onKeyDown}>
      <header className="board-head">
        <h2>{text.title}</h2>
        {rate !== undefined && (
          <span className="quiet tabular">
            {percent === null ? text.noRate : text.rate(percent, rate.kept, settled)}
          </span>
        )}
      </header>
      {board.error !== null && <ErrorNotice error={board.error} title={text.failed} onRetry={again} />}
      {error !== null && <ErrorNotice error={error} title={text.notSaved} onClose={() => setError(null)} />}
      {board.value === null && board.error === null && <output className="quiet">{shared.loading}</output>}
      {board.value !== null && rows.length === 0 && <output className="quiet">{text.nothing}</output>}
      {rows.length > 0 && <p className="quiet">{text.keys}</p>}
      {sections.map((section) => (
        <section key={section.name} aria-labelledby={`board-${section.name}`}>
          <h3 id={`board-${section.name}`}>
            {text[section.name]} <span className="quiet tabular">{section.rows.length}</span>
          </h3>
          <ul className="board-rows">
            {section.rows.map((row) => {
              return (
                <li key={row.key} className={row.key === activeKey ? 'active' : undefined}>
                  <div
                    className="board-row"
                    data-row={row.key}
                    role="group"
                    aria-label={rowName(row)}
                    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- one row is in the tab order, arrows lead to the others
                    tabIndex={row.key === activeKey ? 0 : -1}
                    onFocus={() => setActive(row.key)}
                  >
                    <BoardLine row={row} showAgent={onCall === undefined} />
                  </div>
                  <span className="board-keys">
                    {rowKeys(row, roles).map((key) => (
                      <button key={key} type="button" onClick={() => act(row, key)}>
                        {key === 'N' && row.kind === 'promise' && row.promise.paid > 0
                          ? text.nothingMore
                          : text[KEY_WORDS[key]]}
                        <kbd>{key}</kbd>
                      </button>
                    ))}
                  </span>
                  {open?.key === row.key && open.form === 'payment' && row.kind === 'promise' && (
                    <PaymentForm
                      promise={row.promise}
                      onSave={(amount, day) => note(row, {kind: 'payment', amount, day})}
                      onCancel={() => close(row.key)}
                    />
                  )}
                  {open?.key === row.key && open.form === 'decision' && row.kind === 'brokenTwice' && (
                    <DecisionForm
                      onSave={(decision) =>
                        void send(
                          {accountId: row.broken.accountId, decision},
                          (id) => call('promise.review', {id, accountId: row.broken.accountId, decision}),
                          row.key,
                        )
                      }
                      onCancel={() => close(row.key)}
                    />
                  )}
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** How a screen reader names a row: whom it is about. */
function rowName(row: BoardRow): string {
  const {customerName, reference} = whoOfRow(row);
  return `${customerName} ${reference}`.trim();
}
