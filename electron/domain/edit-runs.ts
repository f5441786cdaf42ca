import type {DraftEdit, PartPath} from '../contract/pack-draft.ts';

type Insert = Extract<DraftEdit, {kind: 'insert'}>;
type Remove = Extract<DraftEdit, {kind: 'remove'}>;
interface Part {
  id: string;
}

/** Edits that follow each other and only add to the end of one list, or only take from one list. */
export type Run = {list: PartPath} & (
  | {kind: 'insert'; edits: readonly Insert[]}
  | {kind: 'remove'; edits: readonly Remove[]}
);

/** A list after a run, and what takes each of its edits back, in their order. */
interface RunDone {
  kept: readonly Part[];
  backwards: DraftEdit[];
}

/** The run that begins at an edit; null for fewer than two. One by one, the twenty thousand of an import would copy their list as often. */
export function runAt(edits: readonly DraftEdit[], at: number): Run | null {
  const first = edits[at];
  if (first === undefined || (first.kind !== 'remove' && (first.kind !== 'insert' || first.before !== null)))
    return null;
  const name = first.list.join('\n');
  const fits = (edit: DraftEdit): boolean =>
    edit.kind === first.kind && edit.list.join('\n') === name && (edit.kind !== 'insert' || edit.before === null);
  let end = at + 1;
  for (let next = edits[end]; next !== undefined && fits(next); next = edits[end]) end += 1;
  if (end - at < 2) return null;
  const {kind, list} = first;
  const run = edits.slice(at, end);
  return kind === 'insert'
    ? {kind, list, edits: run as readonly Insert[]}
    : {kind, list, edits: run as readonly Remove[]};
}

/** Adds to the end of a list what is not in it yet. */
export function appended(parts: readonly Part[], run: readonly Insert[]): RunDone {
  const ids = new Set(parts.map(({id}) => id));
  const kept = [...parts];
  const backwards: DraftEdit[] = [];
  for (const {list, part} of run) {
    if (ids.has(part.id)) continue;
    ids.add(part.id);
    kept.push(part);
    backwards.push({kind: 'remove', list, id: part.id});
  }
  return {kept, backwards};
}

/** Takes out of a list what is in it. */
export function takenOut(parts: readonly Part[], run: readonly Remove[]): RunDone {
  // Of parts with one id the first is meant, as long as it is there.
  const places = Map.groupBy(parts.keys(), (at) => parts[at]?.id);
  const gone = new Set<number>();
  // Where the search for the next part that is still there goes on, past those that are known to be gone.
  const skips = new Map<number, number>();
  const following = (at: number): number => {
    const seen: number[] = [];
    let next = at + 1;
    while (gone.has(next)) {
      seen.push(next);
      next = skips.get(next) ?? next + 1;
    }
    for (const place of seen) skips.set(place, next);
    return next;
  };
  const backwards: DraftEdit[] = [];
  for (const {list, id} of run) {
    const at = places.get(id)?.shift();
    const part = at === undefined ? undefined : parts[at];
    if (at === undefined || part === undefined) continue;
    gone.add(at);
    backwards.push({kind: 'insert', list, part: {...part}, before: parts[following(at)]?.id ?? null});
  }
  return {kept: parts.filter((_, at) => !gone.has(at)), backwards};
}
