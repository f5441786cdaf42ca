import type {CheckedText, ConductFile, ConductPatterns, Finding, TextKind} from '../contract/conduct.ts';
import {type Chain, chainsOf, type Occurrence} from './conduct/chains.ts';
import {compiledList, fitsKind} from './conduct/compiled-list.ts';
import {isUnlikely, judgedStretches, learnedClauses} from './conduct/learned-findings.ts';
import {REACH} from './conduct/patterns.ts';
import {readText} from './conduct/read-text.ts';
import {spanOf, type Surroundings} from './conduct/speakers.ts';

const HAN = /\p{Script=Han}/u;
const LATIN_WORDS = /[a-z]{2,}[^a-z\p{Script=Han}]+[a-z]{2,}/iu;

/**
 * What the lists find in a text, first to last. Pure: the same lists and the same text give the same findings. A list of
 * another language reads along where the text is written in its script, too.
 */
export function checkText(lists: readonly ConductFile[], {lang, kind, text}: CheckedText): Finding[] {
  const found = lists
    .filter(({language}) => language === lang || (language === 'zh-CN' ? HAN : LATIN_WORDS).test(text))
    .flatMap((file) => findingsOf(file, kind, text));
  return merged(found);
}

function findingsOf(file: ConductFile, kind: TextKind, text: string): Finding[] {
  const list = compiledList(file);
  const read = readText(list, kind, text);
  const {units, pauses, places, around} = read;
  if (units.length === 0) return [];
  const judged = judgedStretches(file, list, read);
  const none: Occurrence[] = [];
  const occurrences = (set: number): readonly Occurrence[] => places.get(set) ?? none;
  const found: Finding[] = [];
  const add = (of: Pick<ConductPatterns, 'category' | 'severity' | 'rule'>, start: number, end: number) =>
    found.push({
      category: of.category,
      severity: of.severity ?? (kind === 'note' ? 'warn' : 'block'),
      start: units[start]?.from ?? 0,
      end: units[end - 1]?.to ?? text.length,
      rule: of.rule,
    });
  for (const {row, of} of list.findings) {
    if (!fitsKind(of, kind)) continue;
    for (const chain of chainsOf(row, occurrences, pauses)) {
      if (!counts(chain, of, around, REACH[list.language].denied, pauses.clause)) continue;
      const {start, end} = spanOf(chain);
      if (!isUnlikely(judged, of.category, start)) add(of, start, end);
    }
  }
  for (const {category, certain, start, end} of learnedClauses(file, judged, read)) {
    const of = file.findings.find((patterns) => patterns.category === category);
    if (of !== undefined) add({category, rule: of.rule, severity: certain ? undefined : 'warn'}, start, end);
  }
  return found;
}

/** Whether it is the agent who says or does it. */
function counts(
  chain: Chain,
  {category, despite = []}: ConductPatterns,
  {quoted, prohibitions, denials, harmless}: Surroundings,
  near: number,
  clause: Int32Array,
): boolean {
  const {start, end} = spanOf(chain);
  const last = chain.at(-1) as Occurrence;
  const inside = (at: Occurrence) => chain.some((slot) => slot.start <= at.start && at.end <= slot.end);
  if (harmless.some((part) => part.start <= start && end <= part.end && covers(part.categories, category)))
    return false;
  if (!despite.includes('customer') && quoted[last.start] === 1) return false;
  if (despite.includes('denied')) return true;
  if (prohibitions.some((each) => each.end <= last.start && last.start < each.until && !inside(each))) return false;
  return !nearest(denials, start, end).some((denial) => {
    if (inside(denial)) return false;
    if (denial.start >= start && denial.end <= end) return (clause[last.start] as number) <= denial.start;
    if (denial.start < start && denial.end > start) return true;
    return denial.end <= start && start - denial.end <= near && (clause[start] as number) <= denial.start;
  });
}

const LONGEST_DENIAL = 40;

/** The denials that begin shortly before a place or within it. */
function nearest(denials: readonly Occurrence[], start: number, end: number): readonly Occurrence[] {
  let [low, high] = [0, denials.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((denials[middle] as Occurrence).start < start - LONGEST_DENIAL) low = middle + 1;
    else high = middle;
  }
  let to = low;
  while (to < denials.length && (denials[to] as Occurrence).start < end) to += 1;
  return denials.slice(low, to);
}

const covers = <Value>(among: readonly Value[] | undefined, value: Value): boolean => among?.includes(value) ?? true;

/** Findings of one category that overlap are one. */
function merged(findings: readonly Finding[]): Finding[] {
  const ordered = findings.toSorted((left, right) => left.start - right.start || right.end - left.end);
  const last = new Map<string, Finding>();
  const kept: Finding[] = [];
  for (const finding of ordered) {
    const before = last.get(finding.category);
    if (before !== undefined && finding.start < before.end) {
      before.end = Math.max(before.end, finding.end);
      if (finding.severity === 'block') before.severity = 'block';
      continue;
    }
    const own = {...finding};
    last.set(finding.category, own);
    kept.push(own);
  }
  return kept;
}
