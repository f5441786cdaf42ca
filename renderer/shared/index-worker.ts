import type {Lexicon} from '../../electron/contract/lexicon.ts';
import {createObjectionIndex, type IndexEntry} from '../../electron/domain/objection-index.ts';
import {base64Of} from './base64.ts';

/** What the worker is given: everything that an index is of. */
export interface IndexTask {
  entries: readonly IndexEntry[];
  lexicon: Lexicon;
}

/** What it gives back: the snapshot, and the same as text, so that the page's own thread need not write it. */
export interface BuiltIndex {
  snapshot: Uint8Array<ArrayBuffer>;
  text: string;
}

// Builds the index of a large pack beside the page, so that typing never waits for it.
addEventListener('message', ({data}: MessageEvent<IndexTask>) => {
  const snapshot = new Uint8Array(createObjectionIndex(data.entries, data.lexicon).snapshot());
  const built: BuiltIndex = {snapshot, text: base64Of(snapshot)};
  postMessage(built, {transfer: [snapshot.buffer]});
});
