import type {LintFinding} from '../../electron/contract/lint.ts';

/** The findings of one part of a pack. */
export interface PlaceFindings {
  /** `objections[12]`; empty for the pack as a whole. */
  path: string;
  /** `objections › 我忘了还款`, to be put into words. */
  place: string;
  findings: readonly LintFinding[];
}

const PART = /^([A-Za-z]+)(?:\[(\d+)\])?/;

/** Findings by the part they lie in, in the order of the pack; those of the pack as a whole first. */
export function findingsByPlace(document: object | null, findings: readonly LintFinding[]): PlaceFindings[] {
  const places = new Map<string, LintFinding[]>();
  for (const finding of findings) {
    const path = PART.exec(finding.path)?.[0] ?? '';
    const known = places.get(path);
    if (known === undefined) places.set(path, [finding]);
    else known.push(finding);
  }
  return [...places]
    .map(([path, some]) => ({path, place: placeOf(document, path), findings: some.toSorted(errorsFirst)}))
    .toSorted((a, b) => rank(a.path).localeCompare(rank(b.path)));
}

const errorsFirst = (a: LintFinding, b: LintFinding): number =>
  a.severity === b.severity ? 0 : a.severity === 'error' ? -1 : 1;

const ORDER = ['slots', 'stages', 'objections', 'branches'];

function rank(path: string): string {
  const [, list = '', index = ''] = PART.exec(path) ?? [];
  const order = path === '' ? 0 : ORDER.includes(list) ? ORDER.indexOf(list) + 1 : ORDER.length + 1;
  return `${order} ${list} ${index.padStart(6, '0')}`;
}

function placeOf(document: object | null, path: string): string {
  const [, list = '', index] = PART.exec(path) ?? [];
  if (index === undefined) return list;
  const parts: unknown = document === null ? null : (document as Record<string, unknown>)[list];
  const part: unknown = Array.isArray(parts) ? parts[Number(index)] : null;
  const named = typeof part === 'object' && part !== null ? (part as Record<string, unknown>) : {};
  const names = [named['title'], named['name'], named['category'], named['id']];
  return `${list} › ${names.find((name): name is string => typeof name === 'string' && name !== '') ?? Number(index) + 1}`;
}
