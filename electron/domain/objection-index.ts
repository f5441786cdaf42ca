import type {Lexicon} from '../contract/lexicon.ts';
import {createConceptModel} from './search/concept-model.ts';
import {EntryTable} from './search/entry-table.ts';
import {fingerprintOf} from './search/fingerprint.ts';
import {Ranking} from './search/ranking.ts';
import {readSnapshot, writeSnapshot} from './search/snapshot.ts';
import {Urgent} from './search/urgent.ts';

export {INDEX_VERSION, snapshotFits} from './search/snapshot.ts';

/** One answerable thing. In a pack: an objection, its phrasings as aliases, its category as tag. */
export interface IndexEntry {
  readonly id: string;
  /** Entries of one objection share it; its own id when left out. */
  readonly groupId?: string;
  readonly title: string;
  readonly aliases: readonly string[];
  readonly en?: string;
  readonly tags?: readonly string[];
  readonly product?: string;
  readonly bucket?: string;
  readonly tone?: string;
  readonly customer?: string;
  readonly response?: string;
}

/** What is known of the call; every part may be missing. It reorders what the words leave close; it never hides. */
export interface SearchContext {
  readonly product?: string;
  readonly bucket?: string;
  readonly tone?: string;
  readonly customer?: string;
  readonly language?: 'zh-CN' | 'en';
  /** Objections (groupIds) that the pack names for the present stage or branch; may be empty. */
  readonly near?: readonly string[];
  /** groupId → how often this desk used its answers, already decayed; only the proportion counts, its effect is capped. */
  readonly usage?: ReadonlyMap<string, number>;
  /** groupIds that this account said in earlier calls. */
  readonly saidBefore?: readonly string[];
}

export type Reason = 'words' | 'sound' | 'initials' | 'concept' | 'facet' | 'usage' | 'saidBefore' | 'near';

export interface ObjectionHit {
  readonly entryId: string;
  readonly groupId: string;
  /** The phrasing of the entry (title or alias) that fits best, as it stands in the entry. */
  readonly phrasing: string;
  /** Parts of `phrasing` that were matched: [from, to) in UTF-16 units, ascending, not overlapping. */
  readonly marks: readonly (readonly [number, number])[];
  /** 0 (nothing in common) to 1 (the very words); comparable within one answer. */
  readonly score: number;
  /** Other entries of the same objection that are folded into this line. */
  readonly variants: number;
  /** Why it stands here, most important first. */
  readonly why: readonly Reason[];
}

export interface SearchAnswer {
  readonly hits: readonly ObjectionHit[];
  /** False: nothing good was found; the hits are then only the nearest by concept, possibly none. */
  readonly sure: boolean;
}

export interface IndexOptions {
  /** Fold the entries of an objection into one hit. Default true. */
  readonly fold?: boolean;
  /** What `snapshot()` of an index over the same entries and lexicon gave; rebuilt when it does not fit. */
  readonly snapshot?: Uint8Array;
}

export interface IndexChange {
  readonly put?: readonly IndexEntry[];
  readonly remove?: readonly string[];
}

/**
 * Finds the objection from whatever the agent types: characters, pinyin, initials, English, mixed, misspelt, or in words
 * that stand in no phrasing. Built once per pack by a pure function; a keystroke then calls `search` directly.
 *
 * Clauses that share letters, characters, sounds or initials with what was typed are found through postings; the most
 * promising are aligned with it place by place. To that comes what an objection's wordings have in common with it as a
 * whole, and the concept that is meant. Exact wordings always win; what is known of the call only orders what is close.
 */
export interface ObjectionIndex {
  /** At most `limit` hits, best first, each with its best-matching phrasing. */
  search(text: string, context: SearchContext, limit: number): SearchAnswer;
  /** Afterwards the index answers as one that is built of the changed entries. A changed entry keeps its place. */
  update(change: IndexChange): void;
  snapshot(): Uint8Array;
  /** False when a snapshot was given and did not fit. */
  readonly restored: boolean;
}

export function createObjectionIndex(
  entries: readonly IndexEntry[],
  lexicon: Lexicon,
  {fold = true, snapshot}: IndexOptions = {},
): ObjectionIndex {
  const model = createConceptModel(lexicon);
  const state = snapshot === undefined ? null : readSnapshot(snapshot, fingerprintOf(entries, lexicon));
  const table = new EntryTable(lexicon, model, entries, state ?? undefined);
  const ranking = new Ranking(table, model, new Urgent(lexicon), fold);
  return {
    search: (text, context, limit) => ranking.search(text, context, limit),
    update({put = [], remove = []}) {
      for (const id of remove) table.remove(id);
      for (const entry of put) table.put(entry);
      ranking.forget();
    },
    snapshot() {
      const left = table.entries.filter((entry) => entry !== null);
      return writeSnapshot(table.state(), fingerprintOf(left, lexicon));
    },
    restored: snapshot === undefined || state !== null,
  };
}
