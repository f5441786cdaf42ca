import {type KeyboardEvent, type ReactNode, type RefObject, useDeferredValue, useState} from 'react';
import type {HitReason, SearchHit} from '../../electron/contract/methods.ts';
import {useLanguage, useText} from '../shared/strings.ts';
import {isComposing} from './keys.ts';
import {LockSign} from './lock-sign.tsx';
import {agentTexts} from './strings.ts';

/** A hard call with its key. */
export interface BranchHint {
  key: string;
  words: string;
}

interface ObjectionSearchProps {
  inputRef: RefObject<HTMLInputElement | null>;
  text: string;
  hits: readonly SearchHit[];
  /** False: the hits are only the nearest in meaning, and none of them is taken for the one that was meant. */
  sure: boolean;
  /** There are no results yet, because the search is being made ready. */
  building: boolean;
  branches: readonly BranchHint[];
  language: string;
  /** Objections of which nothing may be said yet. */
  lockedIds: ReadonlySet<string>;
  onText: (text: string) => void;
  onPick: (hit: SearchHit, rank: number) => void;
  /** Esc in a box with something in it. */
  onClear: () => void;
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
  const {inputRef, text: typed, hits, sure, building, branches, language, lockedIds, children} = props;
  const {onText, onPick, onClear, onLeave, onKeyList} = props;
  const text = useText(agentTexts);
  const interfaceLanguage = useLanguage();
  const [chosen, setChosen] = useState({text: '', at: 0});
  // The choice belongs to one list of results: another text starts at the first again; of those that nobody is sure of,
  // Enter takes none that was not chosen.
  const first = sure ? 0 : -1;
  const at = chosen.text === typed ? Math.max(first, Math.min(chosen.at, hits.length - 1)) : first;
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
      setChosen({text: typed, at: Math.max(first, Math.min(hits.length - 1, to))});
    } else if (event.key === 'Enter' && hits[at] !== undefined) {
      event.preventDefault();
      onPick(hits[at], at + 1);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      if (typed === '') onLeave();
      else onClear();
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
        aria-activedescendant={hits[at] === undefined ? undefined : `objection-result-${at + 1}`}
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
      <div className="results" lang={language} aria-busy={building}>
        {hits.length > 0 && !sure && (
          <p className="results-unsure" lang={interfaceLanguage}>
            {text.unsure}
          </p>
        )}
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
                  {hit.variants > 0 && <span className="result-title"> {text.variants(hit.variants)}</span>}
                  {hit.phrasing !== hit.title && <span className="result-title"> {hit.title}</span>}
                </span>
                <Why reasons={sure ? hit.why : hit.why.filter((reason) => reason !== 'usage')} />
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
          <p className="results-none" lang={interfaceLanguage}>
            {building ? text.building : text.noResults}
          </p>
        )}
        {!sure && typed.trim() !== '' && <BranchHints branches={branches} />}
      </div>
      <output className="only-heard" aria-live="polite">
        {typed.trim() === ''
          ? ''
          : announced[0] === undefined
            ? building
              ? text.building
              : text.noResults
            : (sure ? text.resultsFound : text.unsureFound)(announced.length, announced[0].title)}
      </output>
    </search>
  );
}

/** Why a hit stands higher than its words alone would put it. */
function Why({reasons}: {reasons: readonly HitReason[]}) {
  const text = useText(agentTexts);
  const language = useLanguage();
  const words = reasons.includes('saidBefore') ? text.whySaidBefore : reasons.includes('usage') ? text.whyUsage : null;
  return words === null ? null : (
    <span className="result-why" lang={language}>
      {words}
    </span>
  );
}

/** The way out when nothing fits: the hard calls, by their keys. */
function BranchHints({branches}: {branches: readonly BranchHint[]}) {
  const language = useLanguage();
  return (
    <p className="results-branches" lang={language}>
      {branches.map(({key, words}) => (
        <span key={key}>
          <kbd>{key}</kbd> {words}
        </span>
      ))}
    </p>
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
