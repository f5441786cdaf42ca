import {AppError} from '../contract/errors.ts';
import type {PackChange} from '../contract/methods.ts';
import type {Pack} from '../contract/pack.ts';
import type {Language, Sha256} from '../contract/values.ts';
import {diffLines} from '../domain/diff-lines.ts';
import {diffPage} from '../domain/diff-page.ts';
import {foldWholes} from '../domain/listed-changes.ts';
import {diffPacks} from '../domain/pack-diff.ts';
import {checkPackText} from '../domain/pack-problems.ts';
import {canonicalJson, sha256} from '../store/journal-chain.ts';

/** A pack with the fingerprint of its document. */
export interface ReadPack {
  pack: Pack;
  sha256: Sha256;
}

/** Two packs and what lies between them, for whoever shows it. */
export interface Comparison {
  from: ReadPack;
  to: ReadPack;
  changes: PackChange[];
}

/**
 * Reads a pack's text without any desk.
 *
 * @throws AppError `invalid_input` with every problem of what is no pack
 */
export function packOfText(text: string): ReadPack {
  const {document, pack, problems} = checkPackText(text);
  if (pack !== null) return {pack, sha256: sha256(canonicalJson(document))};
  throw new AppError('invalid_input', {'zh-CN': '这不是话术包。', en: 'This is no script pack.'}, problems);
}

export const comparePacks = (from: ReadPack, to: ReadPack): Comparison => ({
  from,
  to,
  changes: diffPacks(from.pack, to.pack),
});

export const comparisonPage = ({from, to, changes}: Comparison, language: Language): string =>
  diffPage(from.pack, to.pack, changes, language);

/** For people: every change with its words; a whole that came or went is one. */
export const comparisonLines = ({changes}: Comparison, language: Language): string[] => diffLines(changes, language);

/** How many changes a person counts: a whole with all that is in it is one. */
export const countChanges = ({changes}: Comparison): number => foldWholes(changes).length;
