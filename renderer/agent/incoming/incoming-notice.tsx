import {type KeyboardEvent, useEffect, useRef, useState} from 'react';
import type {PopRow} from '../../../electron/contract/dialer.ts';
import type {Language} from '../../../electron/contract/values.ts';
import {asCallError, call} from '../../shared/client.ts';
import {useLanguage, useText} from '../../shared/strings.ts';
import {useSave} from '../../shared/use-save.ts';
import {KEYS} from '../keys.ts';
import {usePanelKeys} from '../use-panel-keys.ts';
import './incoming.css';
import {incomingTexts} from './incoming-texts.ts';

/** Who a pop is about, as far as a notice may say it. */
export function PopWho({row}: {row: PopRow}) {
  return <bdi className="tabular">{whoOf(row)}</bdi>;
}

const whoOf = ({customer, tail}: PopRow): string =>
  [customer, tail === null ? '' : `*${tail}`].filter((part) => part !== '').join(' ');

const NOTICE_KEYS = {setAside: KEYS.setAside};

interface IncomingNoticeProps {
  rows: readonly PopRow[];
  /** A call is running: then they wait, and nothing of them can be opened. */
  inCall: boolean;
  /** The one that is open in the new-call panel. */
  shownId: string | null;
  onLook: () => void;
}

/** What waits, in a line of its own that moves nothing above it; said politely, and never opened over a call. */
export function IncomingNotice({rows, inCall, shownId, onLook}: IncomingNoticeProps) {
  const text = useText(incomingTexts);
  const panel = useRef<HTMLElement>(null);
  usePanelKeys(panel, NOTICE_KEYS);
  const waiting = rows.filter(({id}) => id !== shownId);
  const newest = waiting.at(-1);
  const who = newest === undefined ? '' : whoOf(newest) || text.nobody;
  const said = newest === undefined ? '' : (inCall ? text.heldBack : text.waiting)(waiting.length, who);
  return (
    <>
      <output className="only-heard" aria-live="polite">
        {said}
      </output>
      {newest !== undefined && (
        <section ref={panel} className="incoming-notice" aria-label={text.incoming}>
          <span className="incoming-words">
            {text.waiting(waiting.length, who)}
            {newest.phase === 'ended' && <span className="quiet"> · {text.ended}</span>}
          </span>
          {inCall ? (
            <span className="quiet incoming-after">
              {text.afterCall} <kbd>{KEYS.incoming}</kbd>
            </span>
          ) : (
            <button type="button" onClick={onLook}>
              {text.look}
              <kbd>{KEYS.incoming}</kbd>
            </button>
          )}
          <button type="button" aria-keyshortcuts={KEYS.setAside} onClick={() => void setAside(newest.id)}>
            {text.setAside}
            <kbd>{KEYS.setAside}</kbd>
          </button>
        </section>
      )}
    </>
  );
}

/** What is refused here comes back with the next list. */
export const setAside = (id: string): Promise<unknown> => call('pop.done', {id, callId: null}).catch(() => undefined);

interface PasteLineProps {
  onRead: (id: string) => void;
  onClose: () => void;
}

/** Where a pop is pasted when the dialer has no other way: read at once, and treated like every other. */
export function PasteLine({onRead, onClose}: PasteLineProps) {
  const text = useText(incomingTexts);
  const language: Language = useLanguage();
  const box = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState('');
  useEffect(() => box.current?.focus(), []);

  const save = useSave();
  const read = async (pasted: string) => {
    try {
      const received = await save(pasted, (id) => call('pop.receive', {id, door: 'paste', text: pasted}));
      if (received === undefined) return;
      const {id, dropped} = received;
      if (id !== null) return onRead(id);
      setWrong([text.nothingRead, ...dropped.map(({field, why}) => `${field}: ${why[language]}`)].join(' '));
    } catch (thrown) {
      setWrong(asCallError(thrown).sentence[language]);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
    event.preventDefault();
    if (event.key === 'Escape') onClose();
    else if (typed.trim() !== '') void read(typed);
  };
  return (
    <section className="incoming-notice" aria-label={text.paste}>
      <input
        ref={box}
        className="incoming-paste"
        aria-label={text.paste}
        placeholder={text.pasteHint}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        maxLength={16_000}
        aria-invalid={wrong !== ''}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setWrong('');
        }}
        onPaste={(event) => {
          // A line field would take the line breaks out of what is pasted.
          const pasted = event.clipboardData.getData('text/plain');
          if (typed !== '' || pasted.trim() === '') return;
          event.preventDefault();
          setTyped(pasted.replace(/\s+/g, ' ').slice(0, 16_000));
          void read(pasted.slice(0, 16_000));
        }}
        onKeyDown={onKeyDown}
      />
      <button type="button" disabled={typed.trim() === ''} onClick={() => void read(typed)}>
        {text.read}
        <kbd>Enter</kbd>
      </button>
      <button type="button" onClick={onClose}>
        ✕<kbd>Esc</kbd>
      </button>
      {wrong !== '' && (
        <p className="field-wrong incoming-wrong" role="alert">
          {wrong}
        </p>
      )}
    </section>
  );
}
