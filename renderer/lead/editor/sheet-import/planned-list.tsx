import {Badge, Group, Text, Title} from '@mantine/core';
import {use} from 'react';
import {completeObjection} from '../../../../electron/domain/draft-parts.ts';
import type {ObjectionPlan, PlannedObjection} from '../../../../electron/domain/objection-table/planner.ts';
import type {PackDocument} from '../../../../electron/domain/pack-draft.ts';
import {wholeNumber} from '../../../shared/format.ts';
import {useLanguage, useText} from '../../../shared/strings.ts';
import {ObjectionPart} from '../../objection-part.tsx';
import {PackLanguage} from '../../script-line.tsx';
import {sheetTexts} from './sheet-texts.ts';

const SHOWN = 12;
const COLORS = {new: 'teal', grows: 'blue', same: 'gray'} as const;

/** The first rows as the objections that they would be. */
export function PlannedList({plan: {objections}, document}: {plan: ObjectionPlan; document: PackDocument}) {
  const text = useText(sheetTexts);
  const language = useLanguage();
  if (objections.length === 0) return null;
  const shown = objections.slice(0, SHOWN);
  const slots = new Map(document.slots.map(({id, name}) => [id, name]));
  const stageTitles = new Map(document.stages.map(({id, title}) => [id, title]));
  const number = (value: number) => wholeNumber(value, language);
  return (
    <PackLanguage value={document.language}>
      <Title order={3} fz="sm">
        {text.preview}{' '}
        {shown.length < objections.length && (
          <Text span size="sm" c="dimmed">
            {text.shown(number(shown.length), number(objections.length))}
          </Text>
        )}
      </Title>
      <ol className="sheet-planned" aria-label={text.preview}>
        {shown.map((planned) => (
          <li key={planned.rows.join()}>
            <Group gap="xs">
              <Badge size="sm" color={COLORS[planned.kind]}>
                {text[planned.kind]}
              </Badge>
              <Text size="xs" c="dimmed" className="tabular">
                {text.fromRows(planned.rows.slice(0, 10).map(number).join(', '))}
                {planned.rows.length > 10 && '…'}
              </Text>
            </Group>
            {planned.kind === 'new' ? (
              <ObjectionPart objection={completeObjection(planned.objection)} slots={slots} stageTitles={stageTitles} />
            ) : (
              <Grown planned={planned} />
            )}
          </li>
        ))}
      </ol>
    </PackLanguage>
  );
}

/** An objection that is there: its name, and what is added to it. */
function Grown({planned: {objection, phrasings}}: {planned: PlannedObjection}) {
  const language = use(PackLanguage);
  return (
    <div className="part">
      <Title order={3} lang={language}>
        {objection.title}
      </Title>
      {phrasings.map(({text, language: said}) => (
        <Text key={text} size="sm">
          “
          <ins className="word" lang={said ?? language}>
            {text}
          </ins>
          ”
        </Text>
      ))}
    </div>
  );
}
