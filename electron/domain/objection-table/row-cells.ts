import type {z} from 'zod';
import type {RowProblem} from '../../contract/account-import.ts';
import type {ObjectionField} from '../../contract/objection-table.ts';
import type {LocalText} from '../../contract/values.ts';
import {NO, YES} from '../account-table/cell-words.ts';
import {readAs} from '../account-table/cell-values.ts';
import {isFormula, listedIn, unformatted} from './cell-pieces.ts';
import type {ObjectionColumns} from './field-guess.ts';

/** What a spreadsheet can hold in a cell. */
const LONGEST_CELL = 32_767;

const say = (zh: string, en: string): LocalText => ({'zh-CN': zh, en});

/** The cells of a row by what their columns hold, and what is wrong with them. */
export class RowCells {
  readonly problems: RowProblem[] = [];
  private readonly row: number;
  private readonly columns: ObjectionColumns;
  private readonly headers: readonly string[];
  private readonly own: readonly string[];

  constructor(row: number, cells: readonly string[], columns: ObjectionColumns, headers: readonly string[]) {
    this.row = row;
    this.columns = columns;
    this.headers = headers;
    this.own = columns.map((field, i) => (field === null ? '' : (cells[i] ?? '')));
    this.own.forEach((cell, i) => {
      const message =
        cell.length > LONGEST_CELL
          ? say('这一格太长', 'this cell is too long')
          : isFormula(cell)
            ? say('这一格是公式，不是文字；请把公式换成它的结果', 'this cell is a formula; put in its result as text')
            : null;
      if (message !== null) this.problems.push({row, column: i, header: headers[i] ?? '', message});
    });
  }

  get holdsSomething(): boolean {
    return this.own.some((cell) => cell.trim() !== '');
  }

  holdsOnly(fields: readonly ObjectionField[]): boolean {
    return this.own.every((cell, i) => cell.trim() === '' || fields.some((field) => field === this.columns[i]));
  }

  /** The cells of a field that are text at all. */
  cells(field: ObjectionField): string[] {
    return this.own.filter((cell, i) => this.columns[i] === field && cell.length <= LONGEST_CELL && !isFormula(cell));
  }

  text(field: ObjectionField): string {
    return unformatted(this.cells(field).find((cell) => cell.trim() !== '') ?? '');
  }

  list(field: ObjectionField): string[] {
    return this.cells(field).flatMap((cell) => listedIn(cell));
  }

  value<Value>(field: ObjectionField, schema: z.ZodType<Value>): Value | null {
    const text = this.text(field);
    return text === '' ? null : this.check(field, text, schema);
  }

  /** A text as the format wants it; null, and said, when it is not. */
  check<Value>(field: ObjectionField, text: string, schema: z.ZodType<Value>): Value | null {
    const read = readAs(schema, text);
    if ('value' in read) return read.value;
    this.fault(field, read.problem);
    return null;
  }

  yesNo(field: ObjectionField): boolean {
    const cell = this.text(field).toLowerCase();
    if (cell !== '' && !YES.has(cell) && !NO.has(cell)) this.fault(field, say('请写“是”或“否”', 'write yes or no'));
    return YES.has(cell);
  }

  /** Says what is wrong with the first column of a field, or with the row as a whole. */
  fault(field: ObjectionField | null, message: LocalText): void {
    const column =
      field === null ? -1 : this.columns.findIndex((each, i) => each === field && this.own[i]?.trim() !== '');
    const at = column < 0 ? null : column;
    this.problems.push({row: this.row, column: at, header: at === null ? null : (this.headers[at] ?? ''), message});
  }
}
