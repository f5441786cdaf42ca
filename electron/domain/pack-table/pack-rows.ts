import type {Problem} from '../../contract/errors.ts';
import type {LocalText} from '../../contract/values.ts';
import {cellOf, readCell} from './cell-texts.ts';
import {PACK_SHAPE, PART_SHAPES, type PartShape} from './part-shapes.ts';

/** A part of a pack as a row. `of` names the part that it stands in; `cells` go by the field's path. */
export interface PartRow {
  table: string;
  of: string;
  cells: ReadonlyMap<string, string>;
  /** The row as the spreadsheet counts, the header being 1; left out when the row was not read from one. */
  row?: number;
}

export interface ReadRows {
  /** The pack's document, to be checked like any other; null when the rows are not those of a pack. */
  document: unknown;
  problems: Problem[];
}

/** A spreadsheet holds 32,767 characters in a cell; what is longer goes on in the next row. */
const LONGEST_CELL = 30_000;
const GOES_ON = '…';
const EMPTY_PARTS = '[]';
const EMPTY_WHOLE = '{}';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function at(part: Json, path: readonly string[]): unknown {
  let value: unknown = part;
  for (const key of path) value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return value;
}

function put(part: Json, path: readonly string[], value: unknown): void {
  let place = part;
  for (const key of path.slice(0, -1)) {
    if (!isObject(place[key])) place[key] = {};
    place = place[key] as Json;
  }
  place[path.at(-1) ?? ''] = value;
}

/** Tells parts of one table apart: by id, and where that is taken already by its number as well. */
class PartNames {
  private readonly seen = new Map<string, number>();

  next(id: unknown): string {
    const plain = typeof id === 'string' ? id : '';
    const times = (this.seen.get(plain) ?? 0) + 1;
    this.seen.set(plain, times);
    return times === 1 && plain !== '' ? plain : `${plain}#${times}`;
  }
}

/**
 * A pack's document as rows, each table after the one that its parts stand in. Nothing of a document that passes the
 * schema is left out: `packOfRows` makes the same document of the rows again.
 */
export function rowsOfPack(document: object): PartRow[] {
  const rows = new Map<string, PartRow[]>(PART_SHAPES.map(({name}) => [name, []]));
  const names = new Map(PART_SHAPES.map(({name}) => [name, new PartNames()]));
  const add = (shape: PartShape, part: Json, of: string) => {
    rows.get(shape.name)?.push(...rowsOf(shape, part, of));
    const name = shape === PACK_SHAPE ? '' : (names.get(shape.name)?.next(part['id']) ?? '');
    for (const child of shape.parts) {
      const parts = at(part, child.path);
      if (Array.isArray(parts)) for (const each of parts as Json[]) add(child, each, name);
    }
  };
  add(PACK_SHAPE, document as Json, '');
  return [...rows.values()].flat();
}

/** The rows of one part: one, and more where a cell would be too long for a spreadsheet. */
function rowsOf(shape: PartShape, part: Json, of: string): PartRow[] {
  const cells = new Map<string, string>();
  for (const {name, path, kind} of shape.columns) {
    const value = at(part, path);
    if (value !== undefined) cells.set(name, cellOf(kind, value));
  }
  for (const path of shape.wholes) {
    const whole = at(part, path);
    if (isObject(whole) && Object.keys(whole).length === 0) cells.set(path.join('.'), EMPTY_WHOLE);
  }
  for (const {path} of shape.parts) {
    const parts = at(part, path);
    if (Array.isArray(parts) && parts.length === 0) cells.set(path.join('.'), EMPTY_PARTS);
  }
  const rows: PartRow[] = [];
  do {
    const pieces = new Map<string, string>();
    for (const [name, cell] of cells) {
      const end = endOfPiece(cell);
      pieces.set(name, cell.slice(0, end));
      if (end < cell.length) cells.set(name, cell.slice(end));
      else cells.delete(name);
    }
    rows.push({table: shape.name, of: rows.length === 0 ? of : GOES_ON, cells: pieces});
  } while (cells.size > 0);
  return rows;
}

/** What stands at an edge of a cell and is changed there: half a character, spaces, what a formula begins with. */
const EDGE = /[\s=+\-@'"\udc00-\udfff]/;

function endOfPiece(cell: string): number {
  if (cell.length <= LONGEST_CELL) return cell.length;
  let end = LONGEST_CELL;
  while (end > LONGEST_CELL / 2 && (EDGE.test(cell.charAt(end)) || /\s/.test(cell.charAt(end - 1)))) end -= 1;
  return end;
}

interface WholeRow extends PartRow {
  cells: Map<string, string>;
}

/** Puts what goes on in further rows back together. */
function joined(rows: readonly PartRow[], say: Say): WholeRow[] {
  const whole: WholeRow[] = [];
  for (const row of rows) {
    const last = whole.at(-1);
    if (row.of !== GOES_ON) whole.push({...row, cells: new Map(row.cells)});
    else if (last === undefined || last.table !== row.table) {
      say(row, null, {'zh-CN': '这一行没有可接续的上一行', en: 'this row goes on from a row that is not there'});
    } else for (const [name, cell] of row.cells) last.cells.set(name, (last.cells.get(name) ?? '') + cell);
  }
  return whole;
}

type Say = (row: PartRow, column: string | null, message: LocalText) => void;

/** Reads rows back into a pack's document, with everything that is wrong, each with its table, row and column. */
export function packOfRows(rows: readonly PartRow[]): ReadRows {
  const problems: Problem[] = [];
  const say: Say = ({table, row}, column, message) =>
    problems.push({
      path: [table, row, column].filter((part) => part !== undefined && part !== null).join(' : '),
      message,
    });
  const whole = Map.groupBy(joined(rows, say), ({table}) => table);
  const document: Json = {};
  const parents = new Map<string, Map<string, Json>>([['pack', new Map([['', document]])]]);
  const [own, ...others] = whole.get('pack') ?? [];
  if (own === undefined) {
    const message = {
      'zh-CN': '没有“pack”这一行，不是完整的话术包',
      en: 'there is no "pack" row: this is no whole script pack',
    };
    return {document: null, problems: [{path: 'pack', message}]};
  }
  fill(PACK_SHAPE, own, document, say);
  for (const row of others) say(row, null, {'zh-CN': '“pack”只能有一行', en: 'there can be only one "pack" row'});
  for (const shape of PART_SHAPES.slice(1)) {
    const above = parents.get(shape.within?.name ?? '');
    const named = new Map<string, Json>();
    const names = new PartNames();
    for (const row of whole.get(shape.name) ?? []) {
      const parent = above?.get(row.of);
      if (parent === undefined) {
        const message = {
          'zh-CN': `“${shape.within?.name ?? ''}”里没有“${row.of}”`,
          en: `there is no "${row.of}" in "${shape.within?.name ?? ''}"`,
        };
        say(row, 'of', message);
        continue;
      }
      const part: Json = {};
      fill(shape, row, part, say);
      named.set(names.next(part['id']), part);
      const siblings = at(parent, shape.path);
      if (Array.isArray(siblings)) siblings.push(part);
      else put(parent, shape.path, [part]);
    }
    parents.set(shape.name, named);
  }
  for (const [table, [row]] of whole) {
    if (row !== undefined && !PART_SHAPES.some(({name}) => name === table)) {
      say(row, null, {'zh-CN': `不认识的表“${table}”`, en: `the table "${table}" is not known`});
    }
  }
  return {document, problems};
}

function fill(shape: PartShape, row: WholeRow, part: Json, say: Say): void {
  const known = new Map(shape.columns.map((column) => [column.name, column]));
  const wholes = new Map(shape.wholes.map((path) => [path.join('.'), path]));
  const lists = new Map(shape.parts.map(({path}) => [path.join('.'), path]));
  for (const [name, cell] of row.cells) {
    const column = known.get(name);
    const [whole, list] = [wholes.get(name), lists.get(name)];
    if (column !== undefined) {
      const read = readCell(column.kind, cell);
      if ('fault' in read) say(row, name, read.fault);
      else put(part, column.path, read.value);
    } else if (whole !== undefined && cell.trim() === EMPTY_WHOLE) {
      if (at(part, whole) === undefined) put(part, whole, {});
    } else if (list !== undefined && cell.trim() === EMPTY_PARTS) {
      if (at(part, list) === undefined) put(part, list, []);
    } else {
      say(row, name, {'zh-CN': `这张表没有“${name}”这一列`, en: `this table has no column "${name}"`});
    }
  }
}
