import type {Lexicon, LexiconFile} from '../contract/lexicon.ts';
import type {SearchHits} from '../contract/methods.ts';
import type {Pack} from '../contract/pack.ts';
import {LANGUAGES} from '../contract/values.ts';
import {
  createObjectionIndex,
  type IndexEntry,
  type IndexOptions,
  type ObjectionIndex,
  type SearchContext,
} from './objection-index.ts';

/** The search in a pack, told in the pack's own words. */
export interface PackSearch {
  search(text: string, context: SearchContext, limit: number): SearchHits;
  readonly index: ObjectionIndex;
}

/** Of more objections than this the index is built beside the page, and kept. */
export const LARGE_PACK = 3000;

export type Searchable = Pick<Pack, 'objections' | 'lexicon' | 'language'>;

/** What of a pack is searched: an objection is one entry, however many phrasings it has. */
export const entriesOf = ({objections}: Pick<Pack, 'objections'>): IndexEntry[] =>
  objections.map(({id, title, category, phrasings}) => ({
    id,
    groupId: id,
    title,
    aliases: phrasings.map((phrasing) => phrasing.text),
    tags: [category],
  }));

/**
 * The shipped lexicon, and the pack's own concepts, which name the objections that they mean. What the shipped one says in
 * the other language is no phrasing of the pack: it is found by its concept.
 */
export function lexiconFor(
  shipped: Lexicon,
  {lexicon = [], language: spoken}: Pick<Pack, 'lexicon' | 'language'>,
): Lexicon {
  const own = LANGUAGES.map((language): LexiconFile => {
    const concepts = lexicon.filter((concept) => concept.language === language);
    return {
      formatVersion: 1,
      language,
      concepts: concepts.map(({id, objections, expressions}) => ({
        id: `pack.${id}`,
        title: id,
        anchors: [],
        expressions: expressions.map(({text, weight}) => [text, weight]),
        not: [],
        objections,
      })),
      fillers: [],
    };
  });
  return [
    ...shipped.map((file) => (file.language === spoken ? file : withoutObjections(file))),
    ...own.filter((file) => file.concepts.length > 0),
  ];
}

function withoutObjections(file: LexiconFile): LexiconFile {
  return {...file, concepts: file.concepts.map(({objections: _named, ...concept}) => concept)};
}

export function createPackSearch(pack: Searchable, shipped: Lexicon, options: IndexOptions = {}): PackSearch {
  return searchWith(pack, createObjectionIndex(entriesOf(pack), lexiconFor(shipped, pack), options));
}

/** The search in a pack through an index that is there: of its entries, or of a few others more. */
export function searchWith(pack: Pick<Pack, 'objections'>, index: ObjectionIndex): PackSearch {
  const objections = new Map(pack.objections.map((objection) => [objection.id, objection]));
  return {
    index,
    search(text, context, limit) {
      const {hits, sure} = index.search(text, context, limit);
      return {
        sure,
        hits: hits.flatMap(({groupId, phrasing, marks, score, variants, why}) => {
          const objection = objections.get(groupId);
          if (objection === undefined) return [];
          const {title, category} = objection;
          return {
            objectionId: groupId,
            title,
            category,
            phrasing,
            marks: marks.map(([from, to]): [number, number] => [from, to]),
            score,
            variants,
            why: [...why],
          };
        }),
      };
    },
  };
}
