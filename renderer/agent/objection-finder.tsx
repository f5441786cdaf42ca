import {type ReactNode, type RefObject, useEffect, useMemo, useState} from 'react';
import {v7} from 'uuid';
import type {SearchHit, SearchHits} from '../../electron/contract/methods.ts';
import type {Language} from '../../electron/contract/values.ts';
import type {SearchContext} from '../../electron/domain/objection-index.ts';
import type {PackSearch} from '../../electron/domain/pack-search.ts';
import {callOnLeave} from '../shared/client.ts';
import {useSession} from '../shared/session.tsx';
import {type BranchHint, ObjectionSearch} from './objection-search.tsx';
import {SearchWatch} from './search-watch.ts';

const RESULTS_SHOWN = 5;
/** Under the sentence that says that nothing fits well. */
const NEAREST_SHOWN = 3;
const NOTHING: SearchHits = {hits: [], sure: true};

interface ObjectionFinderProps {
  inputRef: RefObject<HTMLInputElement | null>;
  packSearch: PackSearch | null;
  /** The search is being made ready. */
  building: boolean;
  /** What is known of the call. */
  context: SearchContext;
  branches: readonly BranchHint[];
  /** Of the pack. */
  language: Language;
  /** Whether an answer to this objection may be said now. */
  mayAnswer: (objectionId: string) => boolean;
  onType: () => void;
  onPick: (hit: SearchHit) => void;
  onLeave: () => void;
  onKeyList: () => void;
  children: ReactNode;
}

/** Holds what is typed, so that a keystroke draws the box and its results and nothing else of the window. */
export function ObjectionFinder({
  packSearch,
  building,
  context,
  mayAnswer,
  onType,
  onPick,
  ...box
}: ObjectionFinderProps) {
  const [typed, setTyped] = useState('');
  const {hits, sure} = useMemo(() => {
    const found = packSearch?.search(typed, context, RESULTS_SHOWN) ?? NOTHING;
    return found.sure ? found : {...found, hits: found.hits.slice(0, NEAREST_SHOWN)};
  }, [packSearch, context, typed]);
  const watch = useSearchWatch(typed, sure, box.language);
  const lockedIds = new Set(hits.map((hit) => hit.objectionId).filter((id) => !mayAnswer(id)));
  return (
    <ObjectionSearch
      {...box}
      text={typed}
      hits={hits}
      sure={sure}
      building={building}
      lockedIds={lockedIds}
      onText={(text) => {
        setTyped(text);
        onType();
      }}
      onClear={() => {
        watch.left();
        setTyped('');
      }}
      onPick={(hit) => {
        watch.picked();
        setTyped('');
        onPick(hit);
      }}
    />
  );
}

/** Counts the searches that found nothing; their words leave the page only where the desk's setting allows it. */
function useSearchWatch(typed: string, sure: boolean, packLanguage: Language): SearchWatch {
  const {keepMissedSearches} = useSession().session.settings;
  const [watch] = useState(() => new SearchWatch());
  useEffect(() => {
    watch.tell((text) => {
      callOnLeave('search.missed', {id: v7(), language: packLanguage, ...(keepMissedSearches && {text})});
    });
  }, [watch, keepMissedSearches, packLanguage]);
  useEffect(() => watch.typed(typed, sure), [watch, typed, sure]);
  useEffect(() => {
    const leave = () => watch.left();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [watch]);
  return watch;
}
