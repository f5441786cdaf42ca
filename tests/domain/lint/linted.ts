import {join} from 'node:path';
import {lintSources} from '../../../electron/backend/linting.ts';
import {ShippedConduct} from '../../../electron/backend/shipped-conduct.ts';
import {ShippedLexicon} from '../../../electron/backend/shipped-lexicon.ts';
import {ShippedRules} from '../../../electron/backend/shipped-rules.ts';
import type {LintFinding} from '../../../electron/contract/lint.ts';
import {Pack} from '../../../electron/contract/pack.ts';
import {createPackLinter, type LintSources} from '../../../electron/domain/pack-lint.ts';
import {libraryFolder, starterPack} from '../starter-packs.ts';

const fail = (line: string) => {
  throw new Error(line);
};

export const TODAY = '2026-11-22';

export const sources: LintSources = lintSources(
  {
    conduct: new ShippedConduct(join(libraryFolder, 'conduct'), fail),
    rules: new ShippedRules(join(libraryFolder, 'rules'), fail),
    lexicon: new ShippedLexicon(join(libraryFolder, 'lexicon'), fail),
  },
  TODAY,
);

export type Bend = (pack: Pack) => void;

const starters = {'zh-CN': starterPack('zh-CN'), en: starterPack('en')};

/** A starter pack, changed as a lead would. */
export function bent(language: Pack['language'], bend: Bend): Pack {
  const pack = structuredClone(starters[language]);
  bend(pack);
  return pack;
}

/** What is found without word lists and search. */
export const quick = (language: Pack['language'], bend: Bend): LintFinding[] =>
  createPackLinter(sources).quick(bent(language, bend));

/** Everything that is found in whatever a file may hold. */
export function lintPack(document: unknown, known: LintSources = sources): LintFinding[] {
  const work = createPackLinter(known).steps(document);
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** Everything that is found. */
export const linted = (language: Pack['language'], bend: Bend): LintFinding[] => lintPack(bent(language, bend));

export type Lines = Pack['stages'][number]['lines'];
export type Line = Lines[number];
export type Tone = keyof Pack['objections'][number]['answers'];

export function lineOf(pack: Pack, id: string): Line {
  const lines = [
    ...pack.stages.flatMap((stage) => stage.lines),
    ...pack.branches.flatMap((branch) => branch.lines),
    ...pack.objections.flatMap(({answers}) => [...answers.soft, ...answers.standard, ...answers.firm]),
  ];
  const found = lines.find((line) => line.id === id);
  if (found === undefined) throw new Error(`no line ${id}`);
  return found;
}

export function objectionOf(pack: Pack, id: string): Pack['objections'][number] {
  const found = pack.objections.find((objection) => objection.id === id);
  if (found === undefined) throw new Error(`no objection ${id}`);
  return found;
}

/** A line with its defaults. */
export const aLine = (id: string, text: string, more: Partial<Line> = {}): Line => ({
  id,
  text,
  kind: 'talking',
  beforeVerification: false,
  pressure: false,
  facts: [],
  consequence: false,
  ...more,
});
