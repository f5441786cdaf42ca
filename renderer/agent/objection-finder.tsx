import {type ReactNode, type RefObject, useMemo, useState} from 'react';
import type {SearchHit, SearchHits} from '../../electron/contract/methods.ts';
import type {SearchContext} from '../../electron/domain/objection-index.ts';
import type {PackSearch} from '../../electron/domain/pack-search.ts';
import {type BranchHint, ObjectionSearch} from './objection-search.tsx';

const RESULTS_SHOWN = 5;
/** Under the sentence that says that nothing fits well. */
const NEAREST_SHOWN = 3;
const NOTHING: SearchHits = {hits: [], sure: true};

interface ObjectionFinderProps {
  inputRef: RefObject<HTMLInputElement | null>;
  packSearch: PackSearch | null;
  /** What is known of the call. */
  context: SearchContext;
  branches: readonly BranchHint[];
  language: string;
  /** Whether an answer to this objection may be said now. */
  mayAnswer: (objectionId: string) => boolean;
  onType: () => void;
  onPick: (hit: SearchHit) => void;
  onLeave: () => void;
  onKeyList: () => void;
  children: ReactNode;
}

/** Holds what is typed, so that a keystroke draws the box and its results and nothing else of the window. */
export function ObjectionFinder({packSearch, context, mayAnswer, onType, onPick, ...box}: ObjectionFinderProps) {
  const [typed, setTyped] = useState('');
  const {hits, sure} = useMemo(() => {
    const found = packSearch?.search(typed, context, RESULTS_SHOWN) ?? NOTHING;
    return found.sure ? found : {...found, hits: found.hits.slice(0, NEAREST_SHOWN)};
  }, [packSearch, context, typed]);
  const lockedIds = new Set(hits.map((hit) => hit.objectionId).filter((id) => !mayAnswer(id)));
  return (
    <ObjectionSearch
      {...box}
      text={typed}
      hits={hits}
      sure={sure}
      lockedIds={lockedIds}
      onText={(text) => {
        setTyped(text);
        onType();
      }}
      onPick={(hit) => {
        setTyped('');
        onPick(hit);
      }}
    />
  );
}
