import type {Lexicon} from '../contract/lexicon.ts';
import type {SearchHits} from '../contract/methods.ts';
import type {Objection} from '../contract/pack.ts';
import {completeObjection} from './draft-parts.ts';
import {createObjectionIndex, type IndexEntry, type ObjectionIndex} from './objection-index.ts';
import type {PackDocument} from './pack-draft.ts';
import {entriesOf, lexiconFor, searchWith} from './pack-search.ts';

/**
 * The agent's search in a draft: the same index as in a pack, which takes over only what an edit changed. Objections are
 * told apart by being the same object, as `applyEdit` leaves those that it does not touch.
 */
export class DraftSearch {
  private readonly shipped: Lexicon;
  private index: ObjectionIndex | null = null;
  private objections: PackDocument['objections'] = [];
  private words: PackDocument['lexicon'];
  private complete: Objection[] = [];

  constructor(shipped: Lexicon) {
    this.shipped = shipped;
  }

  search(document: PackDocument, text: string, limit: number): SearchHits {
    // What the index finds is told by the objections that it was brought up to: the index comes first.
    const index = this.indexOf(document);
    return searchWith({objections: this.complete}, index).search(text, {}, limit);
  }

  private indexOf(document: PackDocument): ObjectionIndex {
    const {objections, lexicon, language} = document;
    if (this.index === null || this.words !== lexicon || !sameOrder(this.objections, objections)) {
      this.complete = objections.map(completeObjection);
      const own = (lexicon ?? []).map((concept) => ({
        ...concept,
        objections: concept.objections ?? [],
        expressions: concept.expressions.map(({text, weight = 1}) => ({text, weight})),
      }));
      this.index = createObjectionIndex(
        entriesOf({objections: this.complete}),
        lexiconFor(this.shipped, {language, lexicon: own}),
      );
    } else if (this.objections !== objections) {
      this.takeOver(objections);
    }
    this.objections = objections;
    this.words = lexicon;
    return this.index;
  }

  /** What was added, changed or taken away since the last search. */
  private takeOver(objections: PackDocument['objections']): void {
    const before = new Set(this.objections);
    const fresh = objections.filter((objection) => !before.has(objection)).map(completeObjection);
    const ids = new Set(objections.map(({id}) => id));
    const remove = this.objections.map(({id}) => id).filter((id) => !ids.has(id));
    const put: IndexEntry[] = entriesOf({objections: fresh});
    this.index?.update({put, remove});
    const known = new Map([...this.complete, ...fresh].map((objection) => [objection.id, objection]));
    this.complete = objections.flatMap(({id}) => known.get(id) ?? []);
  }
}

/** Whether the objections that both have stand in the same order: equal hits are told apart by it. */
function sameOrder(one: PackDocument['objections'], other: PackDocument['objections']): boolean {
  if (one === other) return true;
  const ids = new Set(other.map(({id}) => id));
  const known = new Set(one.map(({id}) => id));
  const left = one.filter(({id}) => ids.has(id)).map(({id}) => id);
  const kept = other.filter(({id}) => known.has(id)).map(({id}) => id);
  // What is new must come last, as the index appends it.
  const appended = other.slice(kept.length).every(({id}) => !known.has(id));
  return appended && left.length === kept.length && left.every((id, i) => id === kept[i]);
}
