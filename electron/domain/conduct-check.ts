import type {CheckedText, ConductFile, ConductPatterns, Finding, TextKind} from '../contract/conduct.ts';
import {compiledList} from './conduct/compiled-list.ts';
import {isUnlikely, judgedStretches, learnedClauses} from './conduct/learned-findings.ts';
import {patternFinds} from './conduct/pattern-finds.ts';
import {readText} from './conduct/read-text.ts';

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
  const {units} = read;
  if (units.length === 0) return [];
  const written = patternFinds(list, kind, read);
  const judged = judgedStretches(file, list, read, written);
  const found: Finding[] = [];
  const add = (of: Pick<ConductPatterns, 'category' | 'severity' | 'rule'>, start: number, end: number) =>
    found.push({
      category: of.category,
      severity: of.severity ?? (kind === 'note' ? 'warn' : 'block'),
      start: units[start]?.from ?? 0,
      end: units[end - 1]?.to ?? text.length,
      rule: of.rule,
    });
  for (const {of, start, end} of written) {
    if (!isUnlikely(list.language, judged, of.category, start)) add(of, start, end);
  }
  for (const {category, certain, start, end} of learnedClauses(file, judged, read, written)) {
    const of = file.findings.find((patterns) => patterns.category === category);
    if (of !== undefined) add({category, rule: of.rule, severity: certain ? undefined : 'warn'}, start, end);
  }
  return found;
}

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
