import {z} from 'zod';
import {Currency, Jurisdiction, Language, lineText, LocalText} from './values.ts';

/** What a column of an accounts table may hold. A field stands in one column; of numbers there may be several. */
export const IMPORT_FIELDS = [
  'reference',
  'customerName',
  'mobile',
  'homePhone',
  'workPhone',
  'otherPhone',
  'product',
  'creditor',
  'currency',
  'amount',
  'principal',
  'interest',
  'fees',
  'paid',
  'dueDate',
  'studentLoanNumber',
  'jurisdiction',
  'region',
  'language',
  'customerType',
  'toldZone',
  'addressZone',
  'numberZone',
  'closedOn',
  'stopCalls',
  'cease',
  'attorney',
  'dispute',
  'workProhibited',
  'bankruptcy',
  'deceased',
  'lastConversation',
] as const;
export const ImportField = z.enum(IMPORT_FIELDS);
export type ImportField = z.infer<typeof ImportField>;

/** What each column holds, in the file's order; null = not taken over. */
export const ImportColumns = z.array(ImportField.nullable()).max(200);
export type ImportColumns = z.infer<typeof ImportColumns>;

/** How `03/04/2026` is meant. `certain`: a day that could be two is refused. */
export const DayOrder = z.enum(['certain', 'dayFirst', 'monthFirst']);
export type DayOrder = z.infer<typeof DayOrder>;

/** What holds for every row that does not say otherwise. */
export const ImportSettings = z.strictObject({
  jurisdiction: Jurisdiction,
  language: Language,
  currency: Currency,
  creditor: lineText(80).nullable(),
  dayOrder: DayOrder,
});
export type ImportSettings = z.infer<typeof ImportSettings>;

/** What is wrong with a row. `row` counts as a spreadsheet does: the header is row 1. `column` null = the row as a whole. */
export const RowProblem = z.strictObject({
  row: z.int(),
  column: z.int().nullable(),
  header: z.string().nullable(),
  message: LocalText,
});
export type RowProblem = z.infer<typeof RowProblem>;

/** At most so many problems are told; `invalid` counts every row that has one. */
export const MOST_ROW_PROBLEMS = 500;

/** What an accounts table would do, before anything is saved. `rows` are the first ones, as they stand in the file. */
export const CsvPreview = z.strictObject({
  delimiter: z.string(),
  headers: z.array(z.string()),
  columns: ImportColumns,
  rows: z.array(z.array(z.string())),
  total: z.int(),
  invalid: z.int(),
  /** Accounts that the valid rows make: new ones, and known ones that change. Rows of one reference are one account. */
  added: z.int(),
  updated: z.int(),
  problems: z.array(RowProblem),
});
export type CsvPreview = z.infer<typeof CsvPreview>;

export const CsvImported = z.strictObject({
  added: z.int(),
  updated: z.int(),
  /** Rows left out because something is wrong with them. */
  skipped: z.int(),
  problems: z.array(RowProblem),
});
export type CsvImported = z.infer<typeof CsvImported>;
