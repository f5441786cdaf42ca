import {z} from 'zod';
import {LocalText} from './values.ts';

/**
 * A lead's own table of objections and answers, to be taken into a draft: what its columns mean is chosen on the screen.
 */

/** What a column may hold. `answer` goes by the tone that `tone` names; the others with a tone's name are of that tone. */
export const OBJECTION_FIELDS = [
  'phrasing',
  'title',
  'category',
  'answer',
  'tone',
  'soft',
  'standard',
  'firm',
  'empathy',
  'reason',
  'followUp',
  'avoid',
  'signal',
  'nextStage',
  'pressure',
  'beforeVerification',
] as const;
export const ObjectionField = z.enum(OBJECTION_FIELDS);
export type ObjectionField = z.infer<typeof ObjectionField>;

/** A table has at most so many rows that hold something, and so many columns. */
export const MOST_TABLE_ROWS = 20_000;
export const MOST_TABLE_COLUMNS = 200;

/** A row that holds something; `row` counts as a spreadsheet does, the first being 1. */
export const SheetRow = z.strictObject({
  row: z.int().min(1),
  cells: z.array(z.string()),
  /** What is wrong with the row as text, before any cell is looked at. */
  fault: LocalText.nullable(),
});
export type SheetRow = z.infer<typeof SheetRow>;

/** A sheet as it stands, every cell as text and every row with as many cells; no row is taken for its header yet. */
export const ReadSheet = z.strictObject({name: z.string(), rows: z.array(SheetRow)});
export type ReadSheet = z.infer<typeof ReadSheet>;

/** The sheets of a file that hold something; `encoding` of a text, null for a workbook. */
export const ReadSheets = z.strictObject({encoding: z.string().nullable(), sheets: z.array(ReadSheet)});
export type ReadSheets = z.infer<typeof ReadSheets>;
