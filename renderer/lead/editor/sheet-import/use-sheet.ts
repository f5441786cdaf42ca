import {useDeferredValue, useMemo, useState} from 'react';
import {v7} from 'uuid';
import type {ObjectionField, ReadSheet, ReadSheets} from '../../../../electron/contract/objection-table.ts';
import {guessColumns, guessSheet} from '../../../../electron/domain/objection-table/field-guess.ts';
import {planObjections, type SheetMapping} from '../../../../electron/domain/objection-table/objection-plan.ts';
import type {ObjectionPlan} from '../../../../electron/domain/objection-table/planner.ts';
import {type TableSettings, usualSettings} from '../../../../electron/domain/objection-table/table-settings.ts';
import type {PackDocument} from '../../../../electron/domain/pack-draft.ts';
import {base64Of} from '../../../shared/base64.ts';
import {asCallError, call, CallError} from '../../../shared/client.ts';
import {useNewest} from '../../../shared/use-newest.ts';
import {sheetTexts} from './sheet-texts.ts';

/** Of what a method may be sent, with what base64 makes longer. */
const LARGEST_FILE = 15_000_000;
/** A table that was chosen. */
export interface ChosenTable extends ReadSheets {
  name: string;
}

export interface SheetReading {
  table: ChosenTable | null;
  /** The chosen sheet with what its columns mean, and what it would do; null before there is one. */
  sheet: {index: number; sheet: ReadSheet; mapping: SheetMapping; plan: ObjectionPlan; stale: boolean} | null;
  busy: boolean;
  error: CallError | null;
  forgetError: () => void;
  take: (file: File) => Promise<void>;
  chooseSheet: (index: number) => void;
  chooseHeader: (row: number | null) => void;
  chooseField: (column: number, field: ObjectionField | null) => void;
  chooseSettings: (settings: TableSettings) => void;
}

const fullest = ({sheets}: ReadSheets): number => {
  const score = (sheet: ReadSheet) => guessSheet(sheet).columns.filter((field) => field !== null).length;
  return sheets.reduce((best, sheet, i) => {
    const before = sheets[best];
    return before !== undefined && score(sheet) > score(before) ? i : best;
  }, 0);
};

/** A table from its choice to what it would do to the draft, which is worked out anew whenever something is chosen. */
export function useSheet(document: PackDocument): SheetReading {
  const [table, setTable] = useState<ChosenTable | null>(null);
  const [index, setIndex] = useState(0);
  const [guess, setGuess] = useState<Omit<SheetMapping, 'settings'>>({headerRow: null, columns: []});
  const [settings, setSettings] = useState<TableSettings>(() => usualSettings(document));
  const [busy, setBusy] = useState(false);
  const newest = useNewest();
  const [error, setError] = useState<CallError | null>(null);
  const mapping = useMemo(() => ({...guess, settings}), [guess, settings]);
  // A table of twenty thousand rows must not hold up typing.
  const asked = useDeferredValue(useMemo(() => ({table, index, mapping}), [table, index, mapping]));
  const plan = useMemo(() => {
    const sheet = asked.table?.sheets[asked.index];
    return sheet === undefined ? null : planObjections(document, sheet, asked.mapping, v7);
  }, [asked, document]);

  const open = (sheets: ReadSheets, at: number) => {
    const sheet = sheets.sheets[at];
    setIndex(at);
    if (sheet !== undefined) setGuess(guessSheet(sheet));
  };
  const take = async (file: File) => {
    const isNewest = newest();
    setError(null);
    if (file.size > LARGEST_FILE) {
      setBusy(false);
      const message = {'zh-CN': sheetTexts['zh-CN'].large, en: sheetTexts.en.large};
      setError(new CallError({code: 'invalid_input', message}));
      return;
    }
    setBusy(true);
    try {
      const sheets = await call('pack.readSheets', {bytes: base64Of(new Uint8Array(await file.arrayBuffer()))});
      if (!isNewest()) return;
      setTable({...sheets, name: file.name});
      open(sheets, fullest(sheets));
    } catch (thrown) {
      if (!isNewest()) return;
      setTable(null);
      setError(asCallError(thrown));
    } finally {
      if (isNewest()) setBusy(false);
    }
  };
  const chosen = table?.sheets[index];
  const stale = asked.table !== table || asked.index !== index || asked.mapping !== mapping;
  return {
    table,
    sheet: chosen === undefined || plan === null ? null : {index, sheet: chosen, mapping, plan, stale},
    busy,
    error,
    forgetError: () => setError(null),
    take,
    chooseSheet: (at) => {
      if (table !== null) open(table, at);
    },
    chooseHeader: (headerRow) => {
      if (chosen !== undefined) setGuess({headerRow, columns: guessColumns(chosen.rows, headerRow)});
    },
    // Who goes through the choices by keyboard passes over those of other columns, which must keep them.
    chooseField: (column, field) =>
      setGuess((before) => ({...before, columns: before.columns.map((other, i) => (i === column ? field : other))})),
    chooseSettings: setSettings,
  };
}
