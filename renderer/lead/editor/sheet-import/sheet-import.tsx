import {Alert, Button, FileButton, Group, NativeSelect, Text, Title} from '@mantine/core';
import {useRef, useState} from 'react';
import {headersOf} from '../../../../electron/domain/objection-table/field-guess.ts';
import {refusedRowsCsv} from '../../../../electron/domain/objection-table/refused-rows.ts';
import {settingProblems} from '../../../../electron/domain/objection-table/table-settings.ts';
import {ErrorNotice} from '../../../shared/error-notice.tsx';
import {wholeNumber} from '../../../shared/format.ts';
import {saveFile} from '../../../shared/save-file.ts';
import {useLanguage, useText} from '../../../shared/strings.ts';
import {useFirstFocus} from '../../../shared/use-first-focus.ts';
import {useDocument, useEditing} from '../draft-context.tsx';
import {ColumnTable} from './column-table.tsx';
import {PlannedList} from './planned-list.tsx';
import {RowFindings} from './row-findings.tsx';
import './sheet-import.css';
import {SheetSettings} from './sheet-settings.tsx';
import {sheetTexts} from './sheet-texts.ts';
import {useSheet} from './use-sheet.ts';

const HEADER_CHOICES = 30;
const LONGEST_CHOICE = 60;
/** What the whole of a pack is exported with. */
const isWhole = (name: string, headers: readonly string[]): boolean =>
  name === 'pack' || (headers.includes('table') && headers.includes('of'));

interface SheetImportProps {
  onBack: () => void;
  /** What was done, in words, and the first objection that it touched. */
  onImported: (words: string, first: string | null) => void;
}

/** A lead's own table of objections: what its columns mean, what it would do, what is wrong with it, and then the import. */
export function SheetImport({onBack, onImported}: SheetImportProps) {
  const text = useText(sheetTexts);
  const language = useLanguage();
  const {session} = useEditing();
  const {document} = useDocument();
  const reading = useSheet(document);
  const {table, sheet} = reading;
  const [saving, setSaving] = useState(false);
  const box = useFirstFocus<HTMLElement>();
  const resetFile = useRef<() => void>(null);
  const number = (value: number) => wholeNumber(value, language);
  const wrong = sheet === null ? {} : settingProblems(sheet.mapping.settings, document);

  const run = async () => {
    if (sheet === null) return;
    const {edits, counts, objections} = sheet.plan;
    setSaving(true);
    session.edit(edits);
    const saved = await session.flush();
    const done = text.done(number(counts.added), number(counts.grown), number(counts.phrasings));
    const first = objections.find(({kind}) => kind !== 'same')?.objection.id ?? null;
    onImported(saved ? done : `${done} ${text.notSaved}`, first);
  };

  return (
    <section ref={box} className="sheet-room" aria-labelledby="sheet-room-title">
      <Group justify="space-between" align="baseline">
        <Title order={2} fz="md" id="sheet-room-title">
          {text.title}
        </Title>
        <Button variant="default" size="compact-md" disabled={saving} onClick={onBack}>
          {text.back}
        </Button>
      </Group>
      <Text size="sm" c="dimmed" className="sheet-why">
        {text.why}
      </Text>
      <Group gap="xs">
        <FileButton
          resetRef={resetFile}
          accept=".xlsx,.csv,.tsv,.txt,text/csv"
          onChange={(file) => {
            resetFile.current?.();
            if (file !== null) void reading.take(file);
          }}
        >
          {(props) => (
            <Button {...props} data-autofocus variant={table === null ? 'filled' : 'default'} disabled={saving}>
              {table === null ? text.choose : text.chooseAgain}
            </Button>
          )}
        </FileButton>
        {table !== null && (
          <Text size="sm">
            {table.name}
            {table.encoding !== null && ` · ${table.encoding.toUpperCase()}`}
          </Text>
        )}
        {reading.busy && (
          <Text component="output" size="sm">
            {text.reading}
          </Text>
        )}
      </Group>
      {reading.error !== null && (
        <ErrorNotice error={reading.error} title={text.notRead} onClose={reading.forgetError} />
      )}
      {table !== null && sheet !== null && (
        <>
          {isWhole(sheet.sheet.name, headersOf(sheet.sheet.rows, sheet.sheet.rows[0]?.row ?? null)) && (
            <Alert color="orange" role="alert" p="xs">
              <Text size="sm">{text.whole}</Text>
            </Alert>
          )}
          <div className="sheet-fields">
            {table.sheets.length > 1 && (
              <NativeSelect
                label={text.sheet}
                value={String(sheet.index)}
                data={table.sheets.map(({name}, i) => ({value: String(i), label: name}))}
                onChange={(event) => reading.chooseSheet(Number(event.currentTarget.value))}
              />
            )}
            <NativeSelect
              label={text.header}
              value={String(sheet.mapping.headerRow ?? '')}
              data={[
                ...sheet.sheet.rows.slice(0, HEADER_CHOICES).map(({row, cells}) => ({
                  value: String(row),
                  label: text.headerAt(
                    number(row),
                    cells
                      .filter((cell) => cell !== '')
                      .join(' | ')
                      .slice(0, LONGEST_CHOICE),
                  ),
                })),
                {value: '', label: text.noHeader},
              ]}
              onChange={(event) =>
                reading.chooseHeader(event.currentTarget.value === '' ? null : Number(event.currentTarget.value))
              }
            />
          </div>
          <ColumnTable sheet={sheet.sheet} mapping={sheet.mapping} onField={reading.chooseField} />
          <SheetSettings
            settings={sheet.mapping.settings}
            problems={wrong}
            stages={document.stages}
            onChange={reading.chooseSettings}
          />
          <RowFindings
            plan={sheet.plan}
            mapping={sheet.mapping}
            onDownload={() => {
              const {problems, notes} = sheet.plan;
              const csv = refusedRowsCsv(sheet.sheet, sheet.mapping.headerRow, [...problems, ...notes], language);
              const name = table.name.replace(/\.[^.]*$/, '');
              saveFile(`${name}-${text.downloadName}.csv`, 'text/csv', [csv]);
            }}
          />
          <Group gap="xs">
            <Button
              loading={saving}
              disabled={sheet.stale || sheet.plan.edits.length === 0 || Object.keys(wrong).length > 0}
              onClick={() => void run()}
            >
              {sheet.plan.edits.length === 0
                ? text.nothing
                : text.take(number(sheet.plan.counts.added), number(sheet.plan.counts.phrasings))}
            </Button>
          </Group>
          <PlannedList plan={sheet.plan} document={document} />
        </>
      )}
    </section>
  );
}
