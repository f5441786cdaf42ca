import {Button, Group, Table, Text} from '@mantine/core';
import type {SheetMapping} from '../../../../electron/domain/objection-table/objection-plan.ts';
import type {ObjectionPlan} from '../../../../electron/domain/objection-table/planner.ts';
import {wholeNumber} from '../../../shared/format.ts';
import {useLanguage, useText} from '../../../shared/strings.ts';
import {words} from '../../../shared/words.ts';
import {sheetTexts} from './sheet-texts.ts';

const PROBLEMS_SHOWN = 100;
const ANSWERS = new Set<string | null>(['answer', 'soft', 'standard', 'firm']);

interface RowFindingsProps {
  plan: ObjectionPlan;
  mapping: SheetMapping;
  onDownload: () => void;
}

/** What the table would do, counted, and what is wrong with it by row and column. */
export function RowFindings({plan: {counts, problems, notes}, mapping: {columns}, onDownload}: RowFindingsProps) {
  const text = useText(sheetTexts);
  const shared = useText(words);
  const language = useLanguage();
  const number = (value: number) => wholeNumber(value, language);
  const partly = new Set(notes.map(({row}) => row)).size;
  const all = [
    ...problems.map((problem) => ({...problem, state: text.leftOut})),
    ...notes.map((note) => ({...note, state: text.inPart})),
  ].toSorted((a, b) => a.row - b.row);
  if (!columns.includes('phrasing') && !columns.includes('title')) {
    return (
      <Text component="output" size="sm" fw={600}>
        {text.needs}
      </Text>
    );
  }
  return (
    <>
      <output className="sheet-counts">
        <Text size="sm" fw={600}>
          {text.result(number(counts.added), number(counts.grown), number(counts.phrasings), number(counts.same))}
        </Text>
        {counts.refused === 0 && partly === 0 && <Text size="sm">{text.allFit}</Text>}
        {counts.refused > 0 && <Text size="sm">{text.refused(number(counts.refused))}</Text>}
        {partly > 0 && <Text size="sm">{text.partly(number(partly))}</Text>}
        {!columns.some((field) => ANSWERS.has(field)) && <Text size="sm">{text.needsAnswer}</Text>}
      </output>
      {all.length > 0 && (
        <>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls is scrolled by keyboard too */}
          <div className="sheet-problems" role="region" aria-label={text.problems} tabIndex={0}>
            <Table aria-label={text.problems}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">{text.row}</Table.Th>
                  <Table.Th scope="col">{text.where}</Table.Th>
                  <Table.Th scope="col">{text.state}</Table.Th>
                  <Table.Th scope="col">{text.what}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {all.slice(0, PROBLEMS_SHOWN).map(({row, header, state, message}, i) => (
                  <Table.Tr key={i}>
                    <Table.Td className="tabular">{row}</Table.Td>
                    <Table.Td>{header === null || header === '' ? shared.none : header}</Table.Td>
                    <Table.Td className="sheet-state">{state}</Table.Td>
                    <Table.Td>{message[language]}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </div>
          <Group gap="xs">
            <Button variant="default" onClick={onDownload}>
              {text.download}
            </Button>
            {all.length > PROBLEMS_SHOWN && <Text size="sm">{text.more(number(PROBLEMS_SHOWN))}</Text>}
          </Group>
        </>
      )}
    </>
  );
}
