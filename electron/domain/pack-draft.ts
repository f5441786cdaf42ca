import type {z} from 'zod';
import {Pack} from '../contract/pack.ts';
import type {DraftEdit, PartPath} from '../contract/pack-draft.ts';
import {appended, type Run, runAt, takenOut} from './edit-runs.ts';
import {LARGE_PACK} from './pack-search.ts';

/** A pack as its file gives it, before defaults are filled in; in a draft its values need not be right. */
export type PackDocument = z.input<typeof Pack>;

type Json = Record<string, unknown>;
interface Part {
  id: string;
}

/** A draft after an edit, and the edit that takes it back; null when nothing was to be done. */
export interface Edited {
  document: PackDocument;
  undo: DraftEdit | null;
}

/**
 * Applies an edit. What it does not touch stays the same object. An edit whose part or list is not there any more, or that
 * was applied before, does nothing: two windows may send what they have in any order.
 */
export function applyEdit(document: PackDocument, edit: DraftEdit): Edited {
  const done = edited(document, edit);
  return done === null ? {document, undo: null} : {document: done.whole as PackDocument, undo: done.undo};
}

/** Applies edits one after another; `undo` are those that take all of it back, in their order. */
export function applyEdits(
  document: PackDocument,
  edits: readonly DraftEdit[],
): {document: PackDocument; undo: DraftEdit[]} {
  const backwards: DraftEdit[] = [];
  for (let at = 0; at < edits.length;) {
    const run = runAt(edits, at);
    if (run === null) {
      const next = applyEdit(document, edits[at] as DraftEdit);
      document = next.document;
      if (next.undo !== null) backwards.push(next.undo);
      at += 1;
    } else {
      const done = editedAtOnce(document, run);
      document = done?.document ?? document;
      for (const undo of done?.backwards ?? []) backwards.push(undo);
      at += run.edits.length;
    }
  }
  return {document, undo: backwards.toReversed()};
}

/** What the edits of a run do together; their undo in the order of the edits. Null where there is no such list. */
function editedAtOnce(document: PackDocument, run: Run) {
  const {list} = run;
  const parts = listAt(document, list);
  if (parts === null) return null;
  const {kept, backwards} = run.kind === 'insert' ? appended(parts, run.edits) : takenOut(parts, run.edits);
  return {document: backwards.length === 0 ? document : (put(document, list, kept) as PackDocument), backwards};
}

/** What stands at a path; undefined when nothing does. */
export function partAt(document: PackDocument, path: PartPath): unknown {
  return path.reduce<unknown>((whole, step) => {
    if (Array.isArray(whole)) return (whole as readonly Part[]).find((part) => part.id === step);
    return isObject(whole) && Object.hasOwn(whole, step) ? whole[step] : undefined;
  }, document);
}

function edited(document: Json, edit: DraftEdit): {whole: Json; undo: DraftEdit} | null {
  switch (edit.kind) {
    case 'set':
      return set(document, edit.path, edit.value);
    case 'insert':
      return inserted(document, edit.list, edit.part, edit.before);
    case 'remove':
      return removed(document, edit.list, edit.id);
    case 'move':
      return moved(document, edit);
  }
}

function set(document: Json, path: PartPath, value: unknown): {whole: Json; undo: DraftEdit} | null {
  const key = path.at(-1) ?? '';
  const whole = partAt(document as PackDocument, path.slice(0, -1));
  // The element of a list is no field: it is inserted and removed.
  if (!isObject(whole)) return null;
  const before = Object.hasOwn(whole, key) ? whole[key] : undefined;
  if (same(before, value)) return null;
  const {[key]: _old, ...rest} = whole;
  const changed = value === undefined ? rest : {...whole, [key]: value};
  const undoPath = key === 'id' && typeof value === 'string' ? [...path.slice(0, -2), value, 'id'] : path;
  const undo: DraftEdit = {
    kind: 'set',
    path: undoPath,
    ...(before !== undefined && {value: before}),
  };
  return {whole: put(document, path.slice(0, -1), changed) as Json, undo};
}

function inserted(document: Json, list: PartPath, part: Part, before: string | null) {
  const parts = listAt(document, list);
  if (parts === null || parts.some(({id}) => id === part.id)) return null;
  const whole = put(document, list, placed(parts, part, before)) as Json;
  return {whole, undo: {kind: 'remove', list, id: part.id} satisfies DraftEdit as DraftEdit};
}

function removed(document: Json, list: PartPath, id: string) {
  const parts = listAt(document, list);
  const at = parts?.findIndex((part) => part.id === id) ?? -1;
  const part = parts?.[at];
  if (parts === null || part === undefined) return null;
  const undo: DraftEdit = {kind: 'insert', list, part: {...part}, before: parts[at + 1]?.id ?? null};
  return {whole: put(document, list, parts.toSpliced(at, 1)) as Json, undo};
}

function moved(document: Json, {list, id, into = list, before}: Extract<DraftEdit, {kind: 'move'}>) {
  const parts = listAt(document, list);
  const at = parts?.findIndex((part) => part.id === id) ?? -1;
  const part = parts?.[at];
  if (parts === null || part === undefined || before === id) return null;
  const follower = parts[at + 1]?.id ?? null;
  const within = into.join('\n') === list.join('\n');
  if (within && follower === before) return null;
  const taken = put(document, list, parts.toSpliced(at, 1)) as Json;
  const target = listAt(taken, into);
  // Into itself, or into a list that is not there, nothing can be moved.
  if (target === null) return null;
  const whole = put(taken, into, placed(target, part, before)) as Json;
  const undo: DraftEdit = {kind: 'move', list: into, id, ...(within ? {} : {into: list}), before: follower};
  return {whole, undo};
}

function placed(parts: readonly Part[], part: Part, before: string | null): Part[] {
  const at = before === null ? -1 : parts.findIndex(({id}) => id === before);
  return at < 0 ? [...parts, part] : parts.toSpliced(at, 0, part);
}

/** The list at a path, empty where the format lets it out; null when its whole is not there. */
function listAt(document: Json, path: PartPath): readonly Part[] | null {
  const found = partAt(document as PackDocument, path);
  if (Array.isArray(found)) return found as readonly Part[];
  return found === undefined && isObject(partAt(document as PackDocument, path.slice(0, -1))) ? [] : null;
}

/** The whole with another part at a path, which must lead somewhere up to its last step. */
function put(whole: unknown, [step, ...rest]: PartPath, part: unknown): unknown {
  if (step === undefined) return part;
  if (Array.isArray(whole)) {
    const at = (whole as readonly Part[]).findIndex(({id}) => id === step);
    return at < 0 ? whole : whole.toSpliced(at, 1, put(whole[at], rest, part));
  }
  return {...(whole as Json), [step]: put((whole as Json)[step], rest, part)};
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  return typeof one === 'object' && typeof other === 'object' && JSON.stringify(one) === JSON.stringify(other);
}

/** What a value may be wrong in and still be a draft's: too short, too long, not as it is written. */
const VALUE_FAULTS = new Set<string>(['too_small', 'too_big', 'invalid_format', 'custom']);
const LISTS = [
  'stages',
  'objections',
  'branches',
  'slots',
  'customerTypes',
  'emotions',
  'rules',
  'wordLists',
  'lexicon',
];

/**
 * The places at which a document has another shape than a pack: keys that the format does not know, text where a number
 * belongs. Whatever else is wrong with it may stand in a draft. Of a large pack only the parts that `touched` edits name
 * are looked at, when they are given.
 */
export function misshapen(document: unknown, touched?: readonly DraftEdit[]): string[] {
  const parsed = Pack.safeParse(touched === undefined ? document : onlyTouched(document as PackDocument, touched));
  if (parsed.success) return [];
  return parsed.error.issues
    .filter(({code}) => !VALUE_FAULTS.has(code))
    .map(({path}) => path.map(String).join('.'))
    .slice(0, 20);
}

function onlyTouched(document: PackDocument, edits: readonly DraftEdit[]): unknown {
  const wholeList = edits.some((edit) => edit.kind === 'set' && edit.path.length === 1);
  if (wholeList || document.objections.length < LARGE_PACK / 10) return document;
  const ids = new Set(edits.flatMap(idsIn));
  const entries = Object.entries(document).map(([key, value]) => [
    key,
    LISTS.includes(key) && Array.isArray(value) ? (value as Part[]).filter(({id}) => ids.has(id)) : value,
  ]);
  return Object.fromEntries(entries);
}

/** The ids of the whole parts (objections, stages …) that an edit touches. */
function idsIn(edit: DraftEdit): unknown[] {
  if (edit.kind === 'set') return [edit.path[1], edit.path[2] === 'id' ? edit.value : undefined];
  const own = edit.kind === 'insert' ? edit.part.id : edit.id;
  return [edit.list[1], own, edit.kind === 'move' ? edit.into?.[1] : undefined];
}
