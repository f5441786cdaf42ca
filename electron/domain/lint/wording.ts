import type {ConductFile} from '../../contract/conduct.ts';
import type {Pack} from '../../contract/pack.ts';
import {foundIn, inWords, type KnownSentences, MOST_SENTENCES} from '../pack-conduct.ts';
import {saidTexts} from '../said-texts.ts';
import type {Noted} from './noted.ts';

/**
 * What the conduct lists and the pack's own words find in what agents say. Yields after each sentence that was not looked at
 * before; `known` keeps those that were.
 */
export function* wordingFindings(
  pack: Pack,
  lists: readonly ConductFile[],
  known: KnownSentences,
): Generator<undefined, Noted[]> {
  const noted: Noted[] = [];
  const seen = new Set<string>();
  for (const {path, text} of saidTexts(pack)) {
    if (!seen.has(text) && seen.size >= MOST_SENTENCES) continue;
    seen.add(text);
    const before = known.size;
    for (const finding of foundIn(lists, pack, text, known)) {
      const rule = finding.severity === 'block' ? 'words-forbidden' : 'words-doubtful';
      noted.push({rule, path, message: inWords(lists, text, finding, pack.jurisdiction)});
    }
    if (known.size > before) yield;
  }
  return noted;
}
