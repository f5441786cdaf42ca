import {useEffect, useMemo, useState} from 'react';
import type {Pack} from '../../electron/contract/pack.ts';
import {createPackSearch, LARGE_PACK, type PackSearch} from '../../electron/domain/pack-search.ts';
import {largePackSearch} from '../shared/large-pack-search.ts';
import {useDeskEvents} from '../shared/session.tsx';
import {type KnownLexicon, shippedLexicon} from '../shared/shipped-lexicon.ts';

/** Without it the pack's own words are still found. */
const NO_LEXICON: KnownLexicon = {files: [], sha256: null};

/** The search in the pack in use; null while it is made ready. The search itself never waits for anything. */
export function usePackSearch(pack: Pack | null | undefined, sha256: string | undefined): PackSearch | null {
  const [lexicon, setLexicon] = useState<KnownLexicon | null>(null);
  const [large, setLarge] = useState<{pack: Pack; search: PackSearch} | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const take = (known: KnownLexicon) => setLexicon((before) => (turn > 0 && known === NO_LEXICON ? before : known));
    shippedLexicon().then(take, () => take(NO_LEXICON));
  }, [turn]);
  useDeskEvents((event) => {
    // It could not be had while the line was away.
    if (event.type === 'events.missed' && lexicon === NO_LEXICON) setTurn((count) => count + 1);
  });
  const isLarge = pack != null && pack.objections.length > LARGE_PACK;
  const small = useMemo(
    () => (pack && !isLarge && lexicon !== null ? createPackSearch(pack, lexicon.files) : null),
    [pack, isLarge, lexicon],
  );
  useEffect(() => {
    if (!pack || !isLarge || lexicon === null || sha256 === undefined) return undefined;
    const asked = {stale: false};
    const {files, sha256: name} = lexicon;
    const ready =
      name === null
        ? Promise.resolve(createPackSearch(pack, files))
        : largePackSearch(pack, files, {pack: sha256, lexicon: name});
    void ready.then((search) => {
      if (!asked.stale) setLarge({pack, search});
      return undefined;
    });
    return () => {
      asked.stale = true;
    };
  }, [pack, isLarge, lexicon, sha256]);
  return isLarge ? (large !== null && large.pack === pack ? large.search : null) : small;
}
