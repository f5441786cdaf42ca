import {useState} from 'react';
import type {PopDetail} from '../../../electron/contract/dialer.ts';
import {maskName, maskReference} from '../../../electron/domain/masking.ts';
import {useLanguage, useText} from '../../shared/strings.ts';
import {NEW_CALL_KEYS} from '../keys.ts';
import './incoming.css';
import {incomingTexts} from './incoming-texts.ts';

const FIELDS = [
  'phone',
  'name',
  'account',
  'callId',
  'campaign',
  'agent',
  'language',
  'timeZone',
  'bucket',
  'product',
] as const;
const COUNTS = ['callsToday', 'talksToday', 'callsSevenDays', 'talksSevenDays'] as const;

/** What tells whom a pop is about, as it is shown until somebody asks to see it whole. */
const MASKS: Partial<Record<(typeof FIELDS)[number], (value: string) => string>> = {
  phone: (value) => `*${value.replace(/\D/g, '').slice(-4)}`,
  name: maskName,
  account: maskReference,
};

/** What the dialer said, whom that may mean, and what was left out of it. Shown before a call alone, never during one. */
export function PopFacts({detail, onSetAside}: {detail: PopDetail; onSetAside: () => void}) {
  const text = useText(incomingTexts);
  const language = useLanguage();
  const {pop, matchedBy, matches, dropped} = detail;
  const [whole, setWhole] = useState(false);
  const said = (field: (typeof FIELDS)[number]) => {
    const value = pop[field];
    return value === null || whole ? value : (MASKS[field]?.(value) ?? value);
  };
  const facts = [
    ...FIELDS.map((field) => [text[field], said(field)] as const),
    ...COUNTS.map((field) => [text[field], pop.counts[field]] as const),
  ].filter(([, value]) => value !== null);
  const found =
    matchedBy === null
      ? text.noMatch
      : matches.length > 1
        ? text.several(matches.length)
        : matchedBy === 'reference'
          ? text.byReference
          : text.byNumber;
  return (
    <section className="pop-facts" aria-label={text.fromDialer}>
      <header>
        <h3>{text.fromDialer}</h3>
        {pop.phase === 'ended' && <span className="quiet">{text.ended}</span>}
        <button
          type="button"
          aria-pressed={whole}
          aria-keyshortcuts={NEW_CALL_KEYS.popWhole}
          onClick={() => setWhole(!whole)}
        >
          {text.whole}
          <kbd>{NEW_CALL_KEYS.popWhole}</kbd>
        </button>
        <button type="button" aria-keyshortcuts={NEW_CALL_KEYS.popSetAside} onClick={onSetAside}>
          {text.setAside}
          <kbd>{NEW_CALL_KEYS.popSetAside}</kbd>
        </button>
      </header>
      <dl>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      <p role="status">{found}</p>
      {dropped.length > 0 && (
        <details open={dropped.some(({reason}) => reason === 'macro')}>
          <summary>
            {text.dropped} ({dropped.length})
          </summary>
          <ul>
            {dropped.map(({field, why}, i) => (
              <li key={i}>
                <code>{field}</code> {why[language]}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
