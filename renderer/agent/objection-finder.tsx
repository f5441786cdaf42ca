import {type ReactNode, type RefObject, useMemo, useState} from 'react';
import type {SearchHit} from '../../electron/contract/methods.ts';
import type {PackSearch} from '../../electron/domain/pack-search.ts';
import {ObjectionSearch} from './objection-search.tsx';

const RESULTS_SHOWN = 5;

interface ObjectionFinderProps {
  inputRef: RefObject<HTMLInputElement | null>;
  packSearch: PackSearch | null;
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
export function ObjectionFinder({packSearch, mayAnswer, onType, onPick, ...box}: ObjectionFinderProps) {
  const [typed, setTyped] = useState('');
  const hits = useMemo(() => packSearch?.search(typed, {}, RESULTS_SHOWN).hits ?? [], [packSearch, typed]);
  const lockedIds = new Set(hits.map((hit) => hit.objectionId).filter((id) => !mayAnswer(id)));
  return (
    <ObjectionSearch
      {...box}
      text={typed}
      hits={hits}
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
