import type {Lexicon} from '../../electron/contract/lexicon.ts';
import {call} from './client.ts';

export interface KnownLexicon {
  files: Lexicon;
  /** Null where it could not be had. */
  sha256: string | null;
}

let asked: Promise<KnownLexicon> | null = null;

/** The shipped lexicon, fetched once per window: it is the same for every pack. A failed try is tried anew. */
export function shippedLexicon(): Promise<KnownLexicon> {
  asked ??= call('search.lexicon', {}).catch((thrown: unknown) => {
    asked = null;
    throw thrown;
  });
  return asked;
}
