import type {ReadSheet} from '../../contract/objection-table.ts';
import type {PackDocument} from '../pack-draft.ts';
import {dataRows, headersOf, type ObjectionColumns} from './field-guess.ts';
import {type ObjectionPlan, Planner} from './planner.ts';
import {RowReader} from './read-row.ts';
import {type TableSettings, usable} from './table-settings.ts';

/** How a sheet is to be read. */
export interface SheetMapping {
  headerRow: number | null;
  columns: ObjectionColumns;
  settings: TableSettings;
}

/**
 * What a sheet would do to a draft: new objections, and further phrasings of those that are there. Objections are known by
 * their names and by what customers say, without marks and case, so that the same sheet a second time does nothing. Of an
 * objection that is there nothing is changed. A row is taken over or left out as a whole; whatever is taken over leaves a
 * pack that passes its check one that does.
 *
 * @param newId a new UUID of version 7 at every call
 */
export function planObjections(
  document: PackDocument,
  sheet: ReadSheet,
  mapping: SheetMapping,
  newId: () => string,
): ObjectionPlan {
  const {headerRow, columns} = mapping;
  const settings = usable(mapping.settings, document);
  const headers = headersOf(sheet.rows, headerRow);
  const reader = new RowReader(columns, headers, settings, document);
  const planner = new Planner(document, settings, columns, headers);
  for (const row of dataRows(sheet.rows, headerRow)) {
    const result = reader.read(row);
    if (result !== null) planner.take(result.read, result.problems);
  }
  return planner.finish(newId);
}
