import {useEffect, useState} from 'react';
import type {TextKind} from '../../../electron/contract/conduct.ts';
import type {WordList} from '../../../electron/contract/pack.ts';
import type {Jurisdiction, Language} from '../../../electron/contract/values.ts';
import {checkBeside, type FoundWords} from './text-check.ts';

/** Looked at when typing pauses for so long, in milliseconds: a warning at half a word is none. */
const PAUSE = 300;
const NOTHING: readonly FoundWords[] = [];

interface Asked {
  text: string;
  lang: Language;
  kind: TextKind;
  /** Whose rules are cited. */
  jurisdiction: Jurisdiction;
  /** Of the pack that the call uses. */
  wordLists: readonly WordList[] | undefined;
}

/**
 * What must not be written or said in a text that is being typed. What was found last stays until the text has been looked at
 * anew; a check that cannot be done (no connection) shows nothing and stops nothing.
 */
export function useTextCheck({text, lang, kind, jurisdiction, wordLists}: Asked): readonly FoundWords[] {
  const [found, setFound] = useState(NOTHING);
  const empty = text.trim() === '';
  // What was found in a text that is gone must not stand under the next one.
  if (empty && found !== NOTHING) setFound(NOTHING);
  useEffect(() => {
    if (empty) return undefined;
    const asked = {stale: false};
    const timer = setTimeout(() => {
      checkBeside({text, lang, kind}, jurisdiction, wordLists).then(
        (findings) => {
          if (!asked.stale) setFound(findings.length === 0 ? NOTHING : findings);
          return undefined;
        },
        () => undefined,
      );
    }, PAUSE);
    return () => {
      asked.stale = true;
      clearTimeout(timer);
    };
  }, [empty, text, lang, kind, jurisdiction, wordLists]);
  return empty ? NOTHING : found;
}
