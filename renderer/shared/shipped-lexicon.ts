import type {Lexicon} from '../../electron/contract/lexicon.ts';
import {call} from './client.ts';

let asked: Promise<Lexicon> | null = null;

/** The shipped lexicon, fetched once per window: it is the same for every pack. A failed try is tried anew. */
export function shippedLexicon(): Promise<Lexicon> {
  asked ??= call('search.lexicon', {}).then(
    ({files}) => files,
    (thrown: unknown) => {
      asked = null;
      throw thrown;
    },
  );
  return asked;
}
