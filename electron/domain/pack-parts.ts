import type {Pack} from '../contract/pack.ts';

/** A part of a pack that has an id of its own: where it stands, in which order, and its content without its own parts. */
export interface Part {
  /** Its sort and id: what is the same part in two versions. */
  key: string;
  id: string;
  sort: string;
  place: string;
  /** The whole that it stands in; null for the pack. */
  whole: Part | null;
  /** The whole's list that it stands in. */
  list: string;
  order: number;
  /** Its own words by field name; a list of plain words stays one. */
  fields: Map<string, string | readonly string[]>;
  parts: Part[];
}

type Json = Record<string, unknown>;

/** What stands in these lists is of one sort: it may move between them and stay what it is. */
const SORTS: Record<string, string> = {
  lines: 'line',
  'answers.soft': 'line',
  'answers.standard': 'line',
  'answers.firm': 'line',
  questions: 'question',
  followUps: 'question',
  // A slot's id is a name in texts and may equal a part's id: the two are kept apart, also where they are told.
  slots: 'slot',
};
const FIRST_LISTS = ['stages', 'objections', 'branches', 'slots'] as const;

/** Every part with an id, in the pack's order; what has no id belongs to the part around it, as a field. */
export function partsOf(pack: Pack): Part[] {
  const parts: Part[] = [];
  const taken = new Set<string>();
  const root: Part = {...blank('', 'pack', pack.title), key: 'pack'};
  parts.push(root);
  const rest: Json = {...pack};
  for (const name of FIRST_LISTS) delete rest[name];
  walk(rest, root, '');
  for (const name of FIRST_LISTS) addAll(pack[name], root, name);
  return parts;

  function addAll(items: readonly (Json & {id: string})[], whole: Part, list: string): void {
    items.forEach((item, order) => {
      const sort = SORTS[list] ?? list;
      let key = `${sort}:${item.id}`;
      // Word lists and rules may repeat an id: each is a part all the same.
      for (let turn = 2; taken.has(key); turn += 1) key = `${sort}:${item.id}#${turn}`;
      taken.add(key);
      const around = whole === root ? list : `${whole.place} › ${list}`;
      const self: Part = {...blank(item.id, sort, `${around} › ${titleOf(item)}`), key, whole, list, order};
      if (sort === 'slot') self.id = `slot:${item.id}`;
      whole.parts.push(self);
      parts.push(self);
      walk(item, self, '');
    });
  }

  function walk(item: Json, self: Part, prefix: string): void {
    for (const [key, value] of Object.entries(item)) {
      if ((prefix === '' && SILENT.has(key)) || value === undefined) continue;
      const name = prefix === '' ? key : `${prefix}.${key}`;
      if (Array.isArray(value)) {
        const [named, plain] = [value.filter(hasId), value.filter((each) => !hasId(each))];
        addAll(named, self, name);
        if (plain.length > 0) self.fields.set(name, plain.map(inWords));
      } else if (typeof value === 'object' && value !== null) walk(value as Json, self, name);
      else self.fields.set(name, inWords(value));
    }
  }
}

const blank = (id: string, sort: string, place: string): Omit<Part, 'key'> => ({
  id,
  sort,
  place,
  whole: null,
  list: '',
  order: 0,
  fields: new Map(),
  parts: [],
});

/** The version differs between any two packs that are compared: no news. */
const SILENT = new Set(['id', 'version']);

function titleOf(item: Json & {id: string}): string {
  const {title, name} = item;
  return typeof title === 'string' ? title : typeof name === 'string' ? name : item.id;
}

const hasId = (value: unknown): value is Json & {id: string} =>
  typeof value === 'object' && value !== null && typeof (value as Json)['id'] === 'string';

/** A value as one line: an expression with its weight, a span of days, and anything else as sorted JSON. */
function inWords(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const {text, weight, bucket, fromDay, toDay, ...rest} = value as Json;
  if (Object.keys(rest).length === 0) {
    if (typeof text === 'string' && bucket === undefined && fromDay === undefined) {
      return typeof weight !== 'number' || weight === 1 ? text : `${text} × ${weight}`;
    }
    if (typeof bucket === 'string' && typeof fromDay === 'number' && text === undefined) {
      return `${bucket}: ${fromDay}–${typeof toDay === 'number' ? toDay : ''}`;
    }
  }
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : each,
  );
}
