import {type KeyboardEvent, type ReactNode, type RefObject, useDeferredValue, useState} from 'react';
import type {SearchHit} from '../../electron/contract/methods.ts';
import {useText} from '../shared/strings.ts';
import {isComposing} from './keys.ts';
import {LockSign} from './lock-sign.tsx';
import {agentTexts} from './strings.ts';

interface ObjectionSearchProps {
  inputRef: RefObject<HTMLInputElement | null>;
  text: string;
  hits: readonly SearchHit[];
  language: string;
  /** Objections of which nothing may be said yet. */
  lockedIds: ReadonlySet<string>;
  onText: (text: string) => void;
  onPick: (hit: SearchHit, rank: number) => void;
  /** Esc in an empty box. */
  onLeave: () => void;
  onKeyList: () => void;
  /** What stands where the results will be, while nothing is typed; it keeps their place, so that nothing moves. */
  children: ReactNode;
}

/** A digit after a lone m is a bucket (`M2`), not a choice. */
const namesBucket = (before: string): boolean => /(^|[^a-z])m$/i.test(before);

/** The box that everything typed lands in, and the numbered results right under it. */
export function ObjectionSearch(props: ObjectionSearchProps) {
  const {inputRef, text: typed, hits, language, lockedIds, onText, onPick, onLeave, onKeyList, children} = props;
  const text = useText(agentTexts);
  const [chosen, setChosen] = useState({text: '', at: 0});
  // The choice belongs to one list of results: another text starts at the first again.
  const at = chosen.text === typed ? Math.min(chosen.at, Math.max(0, hits.length - 1)) : 0;
  const announced = useDeferredValue(hits);

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (isComposing(event.nativeEvent) || event.ctrlKey || event.altKey || event.metaKey) return;
    const input = event.currentTarget;
    const before = input.value.slice(0, input.selectionStart ?? input.value.length);
    const digit = /^[1-9]$/.test(event.key) ? Number(event.key) : 0;
    if (digit > 0 && digit <= hits.length && !namesBucket(before)) {
      event.preventDefault();
      onPick(hits[digit - 1] as SearchHit, digit);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const to = at + (event.key === 'ArrowDown' ? 1 : -1);
      setChosen({text: typed, at: Math.max(0, Math.min(hits.length - 1, to))});
    } else if (event.key === 'Enter' && hits[at] !== undefined) {
      event.preventDefault();
      onPick(hits[at], at + 1);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      if (typed === '') onLeave();
      else onText('');
    } else if ((event.key === '?' || event.key === '？') && typed === '') {
      event.preventDefault();
      onKeyList();
    }
  };

  return (
    <search className="objection-search">
      <input
        ref={inputRef}
        className="search-box"
        type="text"
        role="combobox"
        aria-label={text.searchLabel}
        aria-expanded={hits.length > 0}
        aria-controls="objection-results"
        aria-activedescendant={hits.length > 0 ? `objection-result-${at + 1}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        placeholder={text.searchHint}
        value={typed}
        maxLength={200}
        onChange={(event) => onText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div className="results" lang={language}>
        {hits.length > 0 ? (
          <ol id="objection-results" role="listbox" aria-label={text.results}>
            {hits.map((hit, i) => (
              <li
                key={hit.objectionId}
                id={`objection-result-${i + 1}`}
                role="option"
                aria-selected={i === at}
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => onPick(hit, i + 1)}
                onKeyDown={undefined}
              >
                <kbd>{i + 1}</kbd>
                <span className="result-words">
                  <Marked hit={hit} />
                  {hit.phrasing !== hit.title && <span className="result-title"> {hit.title}</span>}
                </span>
                <span className="result-category">
                  {lockedIds.has(hit.objectionId) ? (
                    <>
                      <LockSign /> {text.verifyFirst}
                    </>
                  ) : (
                    hit.category
                  )}
                </span>
              </li>
            ))}
          </ol>
        ) : typed.trim() === '' ? (
          <div className="results-idle">{children}</div>
        ) : (
          <p className="results-none">{text.noResults}</p>
        )}
      </div>
      <output className="only-heard" aria-live="polite">
        {typed.trim() === ''
          ? ''
          : announced[0] === undefined
            ? text.noResults
            : text.resultsFound(announced.length, announced[0].title)}
      </output>
    </search>
  );
}

function Marked({hit}: {hit: SearchHit}) {
  const parts: ReactNode[] = [];
  let from = 0;
  for (const [start, end] of hit.marks) {
    parts.push(hit.phrasing.slice(from, start), <mark key={start}>{hit.phrasing.slice(start, end)}</mark>);
    from = end;
  }
  parts.push(hit.phrasing.slice(from));
  return <span>{parts}</span>;
}
