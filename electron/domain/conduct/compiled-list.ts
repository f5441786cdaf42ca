import type {ConductContext, ConductFile, ConductPatterns, TextKind} from '../../contract/conduct.ts';
import type {Language} from '../../contract/values.ts';
import {isHan} from '../search/canonical.ts';
import {readingAlone} from '../search/readings.ts';
import {chineseReading} from './chinese-units.ts';
import {englishReading, type Vocabulary, wordsOf} from './english-units.ts';
import {alternatives, REACH, type Row, readRow} from './patterns.ts';
import {stemOf} from './stems.ts';
import {foldedCharacter, type Reading} from './units.ts';
import {WordTree} from './word-tree.ts';

export interface CompiledRow<Of> {
  readonly row: Row;
  readonly of: Of;
}

/** A conduct list ready for use; made once for a file. */
export interface CompiledList {
  readonly language: Language;
  readonly tree: WordTree;
  readonly findings: readonly CompiledRow<ConductPatterns>[];
  readonly contexts: readonly CompiledRow<ConductContext>[];
  /** Sets that are the file's classes, with their names. */
  readonly classes: ReadonlyMap<number, string>;
  readonly read: (text: string) => Reading;
}

/** The number of the set that holds the lookalikes. */
export const LOOKALIKES = 0;

const COMPILED = new WeakMap<ConductFile, CompiledList>();

/** @throws Error when a pattern names a class that there is not, or is not well formed */
export function compiledList(file: ConductFile): CompiledList {
  const known = COMPILED.get(file);
  if (known !== undefined) return known;
  const list = new ListCompiler(file).compile();
  COMPILED.set(file, list);
  return list;
}

class ListCompiler {
  private readonly file: ConductFile;
  private readonly sets = new Map<string, number>();
  private readonly setsOfWord = new Map<string, Set<number>>();
  private readonly disguised: readonly string[];

  constructor(file: ConductFile) {
    this.file = file;
    this.disguised = file.disguised.flatMap((words) => words.split('|'));
  }

  compile(): CompiledList {
    const {language, findings, contexts, lookalikes} = this.file;
    const reach = REACH[language];
    this.setOf(lookalikes.join('|'));
    const rowsOf = <Of extends {patterns: string[]}>(all: readonly Of[]): CompiledRow<Of>[] =>
      all.flatMap((of) =>
        of.patterns.map((pattern) => ({row: readRow(pattern, reach, (words) => this.setOf(words)), of})),
      );
    const compiled = {findings: rowsOf(findings), contexts: rowsOf(contexts)};
    const classes = new Map(Object.keys(this.file.classes).map((name) => [this.setOf(`<${name}>`), name]));
    const tree = new WordTree();
    for (const [word, sets] of this.setsOfWord) tree.add({...this.unitsOf(word), sets: [...sets]});
    return {language, tree, ...compiled, classes, read: this.reader()};
  }

  /** Every slot that is written alike is one set. */
  private setOf(words: string): number {
    const known = this.sets.get(words);
    if (known !== undefined) return known;
    const set = this.sets.size;
    this.sets.set(words, set);
    for (const word of this.wordsOf(words, new Set())) {
      const sets = this.setsOfWord.get(word);
      if (sets === undefined) this.setsOfWord.set(word, new Set([set]));
      else sets.add(set);
    }
    return set;
  }

  private wordsOf(slot: string, within: ReadonlySet<string>): string[] {
    const {words, classes} = alternatives(slot);
    return [
      ...words,
      ...classes.flatMap((name) => {
        const own = Object.hasOwn(this.file.classes, name) ? this.file.classes[name] : undefined;
        if (own === undefined || within.has(name)) throw new Error(`no class <${name}>`);
        return this.wordsOf(typeof own === 'string' ? own : own.join('|'), new Set([...within, name]));
      }),
    ];
  }

  private unitsOf(word: string): {keys: string[]; loud: number[]} {
    if (this.file.language === 'en') {
      const keys = englishKeys(word);
      return {keys, loud: keys.map(() => -1)};
    }
    const keys = [...word].map((each) => (each === '_' ? ' ' : foldedCharacter(each)));
    const loud = keys.map(() => -1);
    for (const hidden of this.disguised) {
      for (let at = word.indexOf(hidden); at >= 0; at = word.indexOf(hidden, at + 1)) {
        for (let i = at; i < at + hidden.length; i += 1) {
          const code = (keys[i] ?? '').codePointAt(0) ?? 0;
          if (isHan(code)) loud[i] = readingAlone(code);
        }
      }
    }
    return {keys, loud};
  }

  private reader(): (text: string) => Reading {
    const signs = Object.entries(this.file.signs).toSorted(([left], [right]) => right.length - left.length);
    if (this.file.language === 'zh-CN') return (text) => chineseReading(text, signs);
    const vocabulary: Vocabulary = {
      words: new Set([...this.setsOfWord.keys()].flatMap(englishKeys)),
      disguised: new Set(this.disguised.flatMap(englishKeys)),
      lookalikes: new Set(this.file.lookalikes.flatMap((words) => words.split('|'))),
    };
    return (text) => englishReading(text, signs, vocabulary);
  }
}

const englishKeys = (word: string): string[] =>
  word
    .toLowerCase()
    .split(/[_\s-]+/)
    .filter((part) => part !== '')
    .flatMap(wordsOf)
    .map(stemOf);

export const fitsKind = (of: {kind?: TextKind | undefined}, kind: TextKind): boolean =>
  of.kind === undefined || of.kind === kind;
