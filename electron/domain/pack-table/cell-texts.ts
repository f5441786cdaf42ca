import type {LocalText} from '../../contract/values.ts';
import {NO, YES} from '../account-table/cell-words.ts';
import type {CellKind} from './part-shapes.ts';

/** What a cell cannot say as it stands is written as a JSON string, in quotation marks. */
const QUOTE = '"';
/** A spreadsheet takes what begins so for a formula, and drops an apostrophe; what begins with a quotation mark is read as one. */
const ACTS = /^[=+\-@'"\t\r]/;
// oxlint-disable-next-line no-control-regex -- naming control characters is the point here
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\p{Noncharacter_Code_Point}]/u;
/** Excel reads `_x000D_` in a cell as the character of that number. */
const ESCAPE = /_x[0-9a-f]{4}_/i;
const EMPTY_LIST = '[]';

export type ReadCell = {value: unknown} | {fault: LocalText};

const isAsItStands = (text: string): boolean =>
  text !== '' &&
  text !== EMPTY_LIST &&
  text.trim() === text &&
  !ACTS.test(text) &&
  !UNSEEN.test(text) &&
  !ESCAPE.test(text) &&
  // The writer of workbooks looks texts up among an object's own names.
  !(text in Object.prototype) &&
  text.isWellFormed();

/** JSON with everything escaped that a table could change on its way. */
function quoted(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\p{Noncharacter_Code_Point}]|_(?=x[0-9a-f]{4}_)/giu,
    escaped,
  );
}

const escaped = (character: string): string =>
  [...Array(character.length).keys()]
    .map((i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`)
    .join('');

const textCell = (text: string): string => (isAsItStands(text) ? text : quoted(text));

/** The cell of a field; what the field's kind does not expect is written as JSON, so that nothing is lost. */
export function cellOf(kind: CellKind, value: unknown): string {
  if (kind === 'text' && typeof value === 'string') return textCell(value);
  if (kind === 'number' && typeof value === 'number') return String(value);
  if (kind === 'flag' && typeof value === 'boolean') return String(value);
  if (kind === 'list' && Array.isArray(value) && value.every((item) => typeof item === 'string')) {
    return value.length === 0 ? EMPTY_LIST : value.map(textCell).join('\n');
  }
  return quoted(value);
}

/** Reads a cell that is not empty. */
export function readCell(kind: CellKind, cell: string): ReadCell {
  if (kind === 'json') return parsed(cell);
  if (kind === 'list') return readList(cell);
  if (kind === 'text') return readText(cell);
  const plain = cell.trim();
  if (kind === 'number') {
    const number = Number(plain);
    return plain !== '' && Number.isFinite(number) ? {value: number} : fault('不是数字', 'is no number');
  }
  if (YES.has(plain.toLowerCase())) return {value: true};
  if (NO.has(plain.toLowerCase())) return {value: false};
  return fault('请写 true 或 false', 'write true or false');
}

function readList(cell: string): ReadCell {
  if (cell.trim() === EMPTY_LIST) return {value: []};
  const items = cell
    .split(/\r\n|\r|\n/)
    .filter((item) => item.trim() !== '')
    .map(readText);
  return (
    items.find((item) => 'fault' in item) ?? {value: items.map((item) => ('value' in item ? item.value : undefined))}
  );
}

function readText(cell: string): ReadCell {
  const text = cell.trim();
  if (!text.startsWith(QUOTE)) return {value: text};
  const read = parsed(text);
  // Somebody's own quotation marks around a word are text like any other.
  return 'value' in read && typeof read.value === 'string' ? read : {value: text};
}

function parsed(cell: string): ReadCell {
  try {
    return {value: JSON.parse(cell) as unknown};
  } catch {
    return fault('不是有效的 JSON', 'is no valid JSON');
  }
}

const fault = (zh: string, en: string): ReadCell => ({fault: {'zh-CN': zh, en}});
