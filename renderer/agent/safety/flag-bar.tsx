import {type KeyboardEvent, useEffect, useRef, useState} from 'react';
import type {AccountFlag, Flag} from '../../../electron/contract/flags.ts';
import type {Id} from '../../../electron/contract/values.ts';
import {flagWords} from '../../../electron/domain/flag-words.ts';
import {ErrorNotice} from '../../shared/error-notice.tsx';
import {strings, useLanguage, useText} from '../../shared/strings.ts';
import {FLAG_KEYS, isComposing, KEYED_FLAGS, type KeyedFlag} from '../keys.ts';
import {parseTime} from '../outcome-form.ts';
import {FLAG_KEY_WORDS, flagChoices, type FlagPlace, keyOfFlag} from './flag-choices.ts';
import './safety.css';
import type {CallFlags} from './use-flags.ts';

const texts = strings({
  title: {'zh-CN': '客户的要求，一键立刻生效', en: 'What the customer asks for: one key, at once'},
  mark: {'zh-CN': '要求 Alt+', en: 'Asked Alt+'},
  noted: (words: string) => ({'zh-CN': `已生效：${words}`, en: `In force: ${words}`}),
  exact: {'zh-CN': '说得更准些（按数字）', en: 'More exactly (press a digit)'},
  from: {'zh-CN': '每天从', en: 'Daily from'},
  to: {'zh-CN': '到', en: 'to'},
  name: {'zh-CN': '律师姓名或事务所', en: "Attorney's name or firm"},
  language: {'zh-CN': '其他语言', en: 'Another language'},
  take: {'zh-CN': '记下', en: 'Note it'},
  undo: {'zh-CN': '撤销', en: 'Take it back'},
  whyUndo: {'zh-CN': '为什么撤销', en: 'Why it is taken back'},
  mistake: {'zh-CN': '按错了', en: 'pressed by mistake'},
  close: {'zh-CN': '知道了', en: 'Done'},
  moreExact: {'zh-CN': '换成更准确的说法', en: 'said more exactly'},
});

interface FlagBarProps {
  flags: readonly AccountFlag[];
  onPress: (kind: KeyedFlag) => void;
}

/** The wishes with their keys; a pressed one holds. */
export function FlagBar({flags, onPress}: FlagBarProps) {
  const text = useText(texts);
  const language = useLanguage();
  const held = new Set(flags.map(({flag}) => keyOfFlag(flag)));
  return (
    <div className="flag-bar" role="group" aria-label={text.title} lang={language}>
      <span className="quiet" aria-hidden="true">
        {text.mark}
      </span>
      {KEYED_FLAGS.map((kind) => (
        <button
          key={kind}
          type="button"
          aria-pressed={held.has(kind)}
          aria-keyshortcuts={FLAG_KEYS[kind]}
          onClick={() => onPress(kind)}
        >
          <kbd>{FLAG_KEYS[kind].slice(-1)}</kbd>
          {FLAG_KEY_WORDS[kind][language]}
        </button>
      ))}
    </div>
  );
}

interface FlagStripProps {
  kind: KeyedFlag;
  /** The wish that was noted by this key press, or that holds already. */
  flagId: Id | null;
  callId: Id;
  place: FlagPlace;
  notes: CallFlags;
  /** The wish that the strip is about from now on. */
  onFlag: (id: Id | null) => void;
  onClose: () => void;
}

/** After the key: what holds now, said more exactly by a digit, or taken back with a reason. Esc leads back to where one was. */
export function FlagStrip({kind, flagId, callId, place, notes, onFlag, onClose}: FlagStripProps) {
  const text = useText(texts);
  const language = useLanguage();
  const strip = useRef<HTMLDivElement>(null);
  const [undoing, setUndoing] = useState<AccountFlag | null>(null);
  const held = notes.flags.filter(({flag}) => keyOfFlag(flag) === kind);
  const own = held.find(({id}) => id === flagId) ?? null;
  const choices = flagChoices(kind, place);
  const [before] = useState(() => document.activeElement);
  useEffect(() => {
    strip.current?.focus();
    return () => {
      // Who went on elsewhere is not fetched back.
      const stayed = document.activeElement === document.body || document.activeElement === null;
      if (stayed && before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [before]);

  /** The new words first, then the old ones go: there is no moment in between without either. */
  const take = (flag: Flag) => {
    const id = notes.note(flag);
    // What an earlier call noted stays: it was not said less exactly, it was said then.
    if (own !== null && own.callId === callId) notes.lift(own.id, text.moreExact);
    onFlag(id);
    strip.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent) || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      strip.current?.blur();
      onClose();
      return;
    }
    if (event.target !== strip.current) return;
    const choice = /^[1-9]$/.test(event.key) ? choices[Number(event.key) - 1] : undefined;
    if (choice !== undefined) take(choice.flag);
    else if (event.key === 'Backspace' && held[0] !== undefined) setUndoing(own ?? held[0]);
    else if (event.key === 'Enter') onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={strip}
      className="flag-strip"
      role="group"
      aria-label={FLAG_KEY_WORDS[kind][language]}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <p role="status">
        <strong>
          {held.map(({flag}) => text.noted(flagWords(flag, language))).join(language === 'en' ? '; ' : '；')}
        </strong>
      </p>
      {notes.error !== null && <ErrorNotice error={notes.error} onRetry={notes.retry} />}
      {choices.length > 0 && (
        <div className="choice-row">
          <span className="quiet">{text.exact}</span>
          {choices.map(({words, flag}, i) => (
            <button key={words.en} type="button" onClick={() => take(flag)}>
              <kbd>{i + 1}</kbd>
              {words[language]}
            </button>
          ))}
        </div>
      )}
      <TypedWish kind={kind} onTake={take} />
      <div className="choice-row">
        {held.map((flag) => (
          <button key={flag.id} type="button" aria-expanded={undoing?.id === flag.id} onClick={() => setUndoing(flag)}>
            {flag === (own ?? held[0]) && <kbd>⌫</kbd>}
            {text.undo}
            {held.length > 1 && `: ${flagWords(flag.flag, language)}`}
          </button>
        ))}
        <button type="button" onClick={onClose}>
          <kbd>Esc</kbd>
          {text.close}
        </button>
      </div>
      {undoing !== null && (
        <OneField
          key={undoing.id}
          label={text.whyUndo}
          start={text.mistake}
          button={text.undo}
          onTake={(why) => {
            notes.lift(undoing.id, why);
            setUndoing(null);
            onClose();
          }}
        />
      )}
    </div>
  );
}

/** What no digit says: hours, an attorney's name, a language; Enter notes it. */
function TypedWish({kind, onTake}: {kind: KeyedFlag; onTake: (flag: Flag) => void}) {
  const text = useText(texts);
  switch (kind) {
    case 'inconvenientTime':
      return <TypedHours onTake={onTake} />;
    case 'attorney':
      return (
        <OneField label={text.name} button={text.take} onTake={(name) => onTake({kind, name, canAscertain: true})} />
      );
    case 'language':
      return <OneField label={text.language} button={text.take} onTake={(language) => onTake({kind, language})} />;
    default:
      return null;
  }
}

function TypedHours({onTake}: {onTake: (flag: Flag) => void}) {
  const text = useText(texts);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [start, end] = [parseTime(from), parseTime(to)];
  return (
    <form
      className="choice-row"
      onSubmit={(event) => {
        event.preventDefault();
        if (start !== null && end !== null) onTake({kind: 'inconvenientTime', from: start, to: end});
      }}
    >
      <label className="inline-field">
        {text.from}
        <input
          value={from}
          maxLength={12}
          placeholder="9"
          aria-invalid={from !== '' && start === null}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
      </label>
      <label className="inline-field">
        {text.to}
        <input
          value={to}
          maxLength={12}
          placeholder="14:30"
          aria-invalid={to !== '' && end === null}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
      </label>
      <button type="submit" disabled={start === null || end === null}>
        {text.take}
        {start !== null && end !== null && ` ${start}–${end}`}
        <kbd>Enter</kbd>
      </button>
    </form>
  );
}

interface OneFieldProps {
  label: string;
  button: string;
  start?: string;
  onTake: (words: string) => void;
}

function OneField({label, button, start, onTake}: OneFieldProps) {
  const [words, setWords] = useState(start ?? '');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // A question that was just asked is answered next; a field that stands there waits.
    if (start !== undefined) field.current?.select();
  }, [start]);
  return (
    <form
      className="choice-row"
      onSubmit={(event) => {
        event.preventDefault();
        if (words.trim() !== '') onTake(words.trim());
      }}
    >
      <label className="inline-field">
        {label}
        <input ref={field} value={words} maxLength={80} onChange={(event) => setWords(event.currentTarget.value)} />
      </label>
      <button type="submit" disabled={words.trim() === ''}>
        {button}
        <kbd>Enter</kbd>
      </button>
    </form>
  );
}
