import {NativeSelect, Table, Text, Title} from '@mantine/core';
import {OBJECTION_FIELD_LABELS} from '../../../../electron/contract/labels.ts';
import {OBJECTION_FIELDS, ObjectionField, type ReadSheet} from '../../../../electron/contract/objection-table.ts';
import {dataRows, headersOf, REPEATED_FIELDS} from '../../../../electron/domain/objection-table/field-guess.ts';
import type {SheetMapping} from '../../../../electron/domain/objection-table/objection-plan.ts';
import {useLanguage, useText} from '../../../shared/strings.ts';
import {sheetTexts} from './sheet-texts.ts';

const ROWS_SHOWN = 8;
const LONGEST_SHOWN = 200;

/** A, B, … Z, AA, as a spreadsheet names its columns. */
const letterOf = (column: number): string =>
  (column >= 26 ? letterOf(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26));

interface ColumnTableProps {
  sheet: ReadSheet;
  mapping: SheetMapping;
  onField: (column: number, field: ObjectionField | null) => void;
}

/** The first rows, each column under the choice of what it means. */
export function ColumnTable({sheet, mapping: {headerRow, columns}, onField}: ColumnTableProps) {
  const text = useText(sheetTexts);
  const language = useLanguage();
  const headers = headersOf(sheet.rows, headerRow);
  const choices = [
    {value: '', label: text.ignored},
    ...OBJECTION_FIELDS.map((value) => ({value, label: OBJECTION_FIELD_LABELS[value][language]})),
  ];
  const twice = OBJECTION_FIELDS.filter(
    (field) => !REPEATED_FIELDS.has(field) && columns.filter((other) => other === field).length > 1,
  );
  return (
    <>
      <Title order={3} fz="sm">
        {text.columns}
      </Title>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls is scrolled by keyboard too */}
      <div className="sheet-scroll" role="region" aria-label={text.columns} tabIndex={0}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{text.row}</Table.Th>
              {headers.map((header, i) => {
                const name = header === '' ? letterOf(i) : header;
                return (
                  <Table.Th key={i} scope="col" data-ignored={columns[i] === null}>
                    <span className="sheet-header">{header === '' ? text.column(name) : header}</span>
                    <NativeSelect
                      aria-label={text.meaning(name)}
                      size="xs"
                      value={columns[i] ?? ''}
                      data={choices}
                      onChange={(event) => {
                        const chosen = ObjectionField.safeParse(event.currentTarget.value);
                        onField(i, chosen.success ? chosen.data : null);
                      }}
                    />
                  </Table.Th>
                );
              })}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {dataRows(sheet.rows, headerRow)
              .slice(0, ROWS_SHOWN)
              .map(({row, cells}) => (
                <Table.Tr key={row}>
                  <Table.Td className="tabular">{row}</Table.Td>
                  {cells.map((cell, i) => (
                    <Table.Td key={i} data-ignored={columns[i] === null}>
                      {cell.slice(0, LONGEST_SHOWN)}
                      {cell.length > LONGEST_SHOWN && '…'}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
          </Table.Tbody>
        </Table>
      </div>
      {twice.length > 0 && (
        <Text component="output" size="sm">
          {text.twice(
            twice.map((field) => OBJECTION_FIELD_LABELS[field][language]).join(language === 'zh-CN' ? '、' : ', '),
          )}
        </Text>
      )}
    </>
  );
}
