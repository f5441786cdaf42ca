import {type RefObject, useEffect, useImperativeHandle, useRef, useState} from 'react';
import type {SearchHit} from '../../../electron/contract/methods.ts';
import {heardObjections} from '../../../electron/domain/heard-objections.ts';
import type {SearchContext} from '../../../electron/domain/objection-index.ts';
import type {PackSearch} from '../../../electron/domain/pack-search.ts';
import {useDeskEvents} from '../../shared/session.tsx';
import {useText} from '../../shared/strings.ts';
import {HEARD_KEYS} from '../keys.ts';
import {LockSign} from '../lock-sign.tsx';
import {agentTexts} from '../strings.ts';
import './incoming.css';
import {incomingTexts} from './incoming-texts.ts';

const SHOWN = HEARD_KEYS.length;
/** Words that were said longer ago do not belong to the sentence, in milliseconds. */
const TOGETHER_MS = 15_000;
/** A suggestion stands at least so long, that a key meant for it takes no other, in milliseconds. */
const STANDS_MS = 1000;

export interface HeardKey {
  /** Takes the suggestion at this place, from 0; nothing where there is none. */
  take: (place: number) => void;
}

interface HeardSuggestionsProps {
  /** Another call begins with nothing of the one before. */
  callId: string;
  packSearch: PackSearch | null;
  context: SearchContext;
  mayAnswer: (objectionId: string) => boolean;
  onPick: (hit: SearchHit) => void;
  /** Where the keys find the suggestions. */
  keyRef: RefObject<HeardKey | null>;
}

/**
 * What the customer was heard to say, looked up as if the agent had typed it: beside what is being read, never over it.
 * The words live in this component alone and end with the call.
 */
export function HeardSuggestions({callId, packSearch, context, mayAnswer, onPick, keyRef}: HeardSuggestionsProps) {
  const text = useText(incomingTexts);
  const agentWords = useText(agentTexts);
  const [hits, setHits] = useState<readonly SearchHit[]>([]);
  const said = useRef<{text: string; at: number}[]>([]);
  const shownAt = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const show = (found: readonly SearchHit[]) => {
    clearTimeout(timer.current);
    const now = performance.now();
    const wait = hits.length === 0 ? 0 : Math.max(0, shownAt.current + STANDS_MS - now);
    timer.current = setTimeout(() => {
      shownAt.current = performance.now();
      setHits(found);
    }, wait);
  };
  const clear = () => {
    clearTimeout(timer.current);
    setHits([]);
  };

  useDeskEvents((event) => {
    if (event.type !== 'utterance.heard' || event.callId !== callId) return;
    if (event.utterance.speaker !== 'customer' || packSearch === null) return;
    const now = performance.now();
    const before = said.current.filter(({at}) => now - at < TOGETHER_MS).slice(-1);
    said.current = [...before, {text: event.utterance.text, at: now}];
    // Alone first: what was said before may be about something else.
    const texts = [event.utterance.text, said.current.map((each) => each.text).join(' ')];
    const found = texts.map((words) => heardObjections(packSearch, words, context, SHOWN)).find(([first]) => first);
    if (found !== undefined) show(found);
  });

  const pick = (hit: SearchHit) => {
    said.current = [];
    clear();
    onPick(hit);
  };
  useImperativeHandle(keyRef, () => ({
    take: (place) => {
      const hit = hits[place];
      if (hit !== undefined) pick(hit);
    },
  }));

  const [first] = hits;
  return (
    <>
      <output className="only-heard" aria-live="polite">
        {first === undefined ? '' : text.heardFirst(first.title)}
      </output>
      {first !== undefined && (
        <aside className="heard" aria-label={text.heardMaybe}>
          <span className="quiet">{text.heard}</span>
          <ul>
            {hits.map((hit, i) => (
              <li key={hit.objectionId}>
                <button type="button" title={hit.title} aria-keyshortcuts={HEARD_KEYS[i]} onClick={() => pick(hit)}>
                  <kbd>{HEARD_KEYS[i]?.slice(i === 0 ? 0 : -1)}</kbd>
                  <span className="heard-title">{hit.title}</span>
                  {!mayAnswer(hit.objectionId) && (
                    <span className="quiet">
                      {' '}
                      <LockSign /> <span className="only-heard">{agentWords.verifyFirst}</span>
                    </span>
                  )}
                </button>
              </li>
            ))}
          </ul>
          <button type="button" aria-label={agentWords.close} onClick={clear}>
            ✕
          </button>
        </aside>
      )}
    </>
  );
}
