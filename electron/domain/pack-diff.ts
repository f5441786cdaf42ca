import type {PackChange} from '../contract/methods.ts';
import type {Pack} from '../contract/pack.ts';

/** A part of a pack that has an id of its own: where it stands, in which order, and its content without its own parts. */
interface Part {
  id: string;
  place: string;
  /** What it stands in; a part that changes this was moved. */
  within: string;
  order: number;
  fields: Map<string, string>;
}

/**
 * What a lead sees between two versions: parts are matched by their stable ids, so that a sentence that was moved is not
 * shown as deleted and added, and every changed field stands alone with its words before and after.
 */
export function diffPacks(before: Pack, after: Pack): PackChange[] {
  const old = partsOf(before);
  const fresh = partsOf(after);
  const changes: PackChange[] = [];
  for (const [id, part] of old) {
    if (!fresh.has(id))
      changes.push({kind: 'removed', place: part.place, partId: id, before: wordsOf(part), after: null});
  }
  for (const [id, part] of fresh) {
    const was = old.get(id);
    if (was === undefined) {
      changes.push({kind: 'added', place: part.place, partId: id, before: null, after: wordsOf(part)});
      continue;
    }
    for (const field of new Set([...was.fields.keys(), ...part.fields.keys()])) {
      const [from, to] = [was.fields.get(field) ?? null, part.fields.get(field) ?? null];
      if (from !== to)
        changes.push({kind: 'changed', place: `${part.place} › ${field}`, partId: id, before: from, after: to});
    }
    if (was.within !== part.within) {
      changes.push({kind: 'moved', place: part.place, partId: id, before: was.place, after: part.place});
    }
  }
  changes.push(...reordered(old, fresh));
  return changes;
}

const wordsOf = (part: Part): string =>
  part.fields.get('text') ?? part.fields.get('title') ?? [...part.fields.values()].join(' · ');

/** Parts that stay inside the same whole but no longer in the same order: those outside the longest kept sequence. */
function reordered(old: Map<string, Part>, fresh: Map<string, Part>): PackChange[] {
  const changes: PackChange[] = [];
  const groups = Map.groupBy(fresh.values(), (part) => part.within);
  for (const parts of groups.values()) {
    const kept = parts.filter((part) => old.get(part.id)?.within === part.within);
    const places = kept.map((part) => old.get(part.id)?.order ?? 0);
    const inOrder = longestRising(places);
    kept.forEach((part, i) => {
      if (inOrder.has(i)) return;
      const from = `${(old.get(part.id)?.order ?? 0) + 1}.`;
      changes.push({kind: 'moved', place: part.place, partId: part.id, before: from, after: `${part.order + 1}.`});
    });
  }
  return changes;
}

/** Indexes of a longest strictly rising subsequence (patience sorting, n log n). */
function longestRising(values: readonly number[]): Set<number> {
  const tails: number[] = [];
  const previous: (number | undefined)[] = [];
  values.forEach((value, i) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[tails[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    previous[i] = low > 0 ? tails[low - 1] : undefined;
    tails[low] = i;
  });
  const kept = new Set<number>();
  for (let at = tails.at(-1); at !== undefined; at = previous[at]) kept.add(at);
  return kept;
}

type Json = Record<string, unknown>;

/** Every part with an id, found by walking the pack; what has no id belongs to the part around it, as a field. */
function partsOf(pack: Pack): Map<string, Part> {
  const parts = new Map<string, Part>();
  const root: Part = {id: '', place: pack.title, within: '', order: 0, fields: new Map()};
  parts.set('', root);
  const {objections, stages, branches, slots, ...rest} = pack;
  walk(rest, root, '');
  list('stages', stages);
  list('objections', objections);
  list('branches', branches);
  // A slot's id is a name in texts and may equal a part's id: keep the two apart.
  list(
    'slots',
    slots.map((slot) => ({...slot, id: `slot:${slot.id}`})),
  );
  return parts;

  function list(name: string, items: readonly {id: string}[]): void {
    items.forEach((item, order) => part({...item}, name, name, order));
  }

  function part(item: Json & {id: string}, within: string, place: string, order: number): void {
    const title = typeof item['title'] === 'string' ? item['title'] : item.id;
    const self: Part = {id: item.id, place: `${place} › ${title}`, within, order, fields: new Map()};
    parts.set(item.id, self);
    walk(item, self, '');
  }

  function walk(item: Json, self: Part, prefix: string): void {
    for (const [key, value] of Object.entries(item)) {
      if (SILENT.has(key) || value === undefined) continue;
      const name = prefix === '' ? key : `${prefix}.${key}`;
      if (Array.isArray(value) && value.some(hasId)) {
        value
          .filter(hasId)
          .forEach((child, order) => part(child, `${self.id}/${name}`, `${self.place} › ${name}`, order));
      } else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
        walk(value as Json, self, name);
      } else if (!Array.isArray(value) || value.length > 0) {
        self.fields.set(name, Array.isArray(value) ? value.map(oneLine).join('\n') : oneLine(value));
      }
    }
  }
}

/** The version differs between any two packs that are compared: no news. */
const SILENT = new Set(['id', 'version']);

const oneLine = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const hasId = (value: unknown): value is Json & {id: string} =>
  typeof value === 'object' && value !== null && typeof (value as Json)['id'] === 'string';
