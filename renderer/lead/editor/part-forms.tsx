import {Group, SegmentedControl, Tabs, Text, Title} from '@mantine/core';
import {type ReactNode, useState} from 'react';
import {v7} from 'uuid';
import {RESULTS} from '../../../electron/contract/call.ts';
import {CALL_MODES} from '../../../electron/contract/call-mode.ts';
import {
  BRANCH_LABELS,
  MODE_LABELS,
  REASON_LABELS,
  RESULT_LABELS,
  STAGE_LABELS,
  TONE_LABELS,
} from '../../../electron/contract/labels.ts';
import {BRANCH_KINDS, REASONS, STAGE_KINDS, TONES, type Tone} from '../../../electron/contract/pack.ts';
import type {Language, LocalText} from '../../../electron/contract/values.ts';
import {copyOfPart, newPartId} from '../../../electron/domain/draft-parts.ts';
import type {PackDocument} from '../../../electron/domain/pack-draft.ts';
import {useLanguage, useText} from '../../shared/strings.ts';
import {element, type Spot, useDocument, useEditing, useFindings, within} from './draft-context.tsx';
import {partWords} from './editor-words.ts';
import {ChoiceField, FindingWords, HintsField, ManyField, TextField} from './fields.tsx';
import {type LineDocument, LineForm} from './line-form.tsx';
import {SortableList} from './sortable-list.tsx';

export type StageDocument = PackDocument['stages'][number];
export type ObjectionDocument = PackDocument['objections'][number];
export type BranchDocument = PackDocument['branches'][number];
export type ProfiledDocument = NonNullable<PackDocument['emotions']>[number];
type QuestionDocument = NonNullable<StageDocument['questions']>[number];

/** The codes of the format in words, as choices. */
export const choicesOf = <Code extends string>(
  codes: readonly Code[],
  labels: Record<Code, LocalText>,
  language: Language,
) => codes.map((code) => ({value: code, label: labels[code][language]}));

/** A titled group of fields. */
export function Part({title, of, children}: {title: string; of?: Spot; children: ReactNode}) {
  return (
    <section className="form-part" aria-label={title}>
      <Title order={4}>{title}</Title>
      {of !== undefined && <ListFindings of={of} />}
      {children}
    </section>
  );
}

/** What is found about a list as a whole. */
function ListFindings({of}: {of: Spot}) {
  return <FindingWords findings={useFindings(of)} />;
}

interface LinesProps {
  of: Spot;
  lines: readonly LineDocument[];
  /** What the list and its lines are called. */
  label: string;
  whole: string;
}

/** Lines in their order. */
function Lines({of, lines, label, whole}: LinesProps) {
  const text = useText(partWords);
  const {edit} = useDocument();
  const add = (part: LineDocument, before: string | null) =>
    edit([{kind: 'insert', list: [...of.path], part: {...part}, before}]);
  return (
    <SortableList
      path={of.path}
      items={lines}
      label={label}
      least={1}
      nameOf={(line) => (line.text === '' ? text.line : line.text)}
      onCopy={(line) => add(copyOfPart(line, v7, 'l'), lines[lines.indexOf(line) + 1]?.id ?? null)}
      add={{label: text.addLine, onAdd: () => add({id: newPartId(whole, 'l', v7()), text: ''}, null)}}
    >
      {(line, index) => <LineForm of={element(of, line.id, index)} line={line} label={`${label} ${index + 1}`} />}
    </SortableList>
  );
}

interface QuestionsProps {
  of: Spot;
  questions: readonly QuestionDocument[] | undefined;
  label: string;
  whole: string;
}

function Questions({of, questions = [], label, whole}: QuestionsProps) {
  const text = useText(partWords);
  const {edit} = useDocument();
  const add = (part: QuestionDocument, before: string | null) =>
    edit([{kind: 'insert', list: [...of.path], part: {...part}, before}]);
  return (
    <SortableList
      path={of.path}
      items={questions}
      label={label}
      nameOf={(question) => (question.text === '' ? text.question : question.text)}
      onCopy={(question) => add(copyOfPart(question, v7, 'q'), questions[questions.indexOf(question) + 1]?.id ?? null)}
      add={{
        label: text.addOpen,
        onAdd: () => add({id: newPartId(whole, 'q', v7()), kind: 'open', text: ''}, null),
      }}
    >
      {(question, index) => (
        <QuestionForm of={element(of, question.id, index)} question={question} label={`${label} ${index + 1}`} />
      )}
    </SortableList>
  );
}

function QuestionForm({of, question, label}: {of: Spot; question: QuestionDocument; label: string}) {
  const text = useText(partWords);
  const {edit} = useDocument();
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start" className="question-form">
      <SegmentedControl
        size="xs"
        aria-label={`${label}: ${text.kind}`}
        value={question.kind}
        data={[
          {value: 'open', label: text.open},
          {value: 'closed', label: text.closed},
        ]}
        onChange={(kind) => edit([{kind: 'set', path: [...of.path, 'kind'], value: kind}])}
      />
      <div className="grow">
        <TextField of={of} name="text" label={label} value={question.text} required long slots hideLabel />
      </div>
    </Group>
  );
}

export function ObjectionForm({of, objection}: {of: Spot; objection: ObjectionDocument}) {
  const text = useText(partWords);
  const language = useLanguage();
  const {document} = useDocument();
  const stages = document.stages.map(({id, title}) => ({value: id, label: title}));
  return (
    <>
      <Part title={text.phrasings} of={within(of, 'phrasings')}>
        <Phrasings of={within(of, 'phrasings')} objection={objection} />
      </Part>
      <Part title={text.answers}>
        <Answers of={within(of, 'answers')} objection={objection} />
      </Part>
      <Part title={text.followUps}>
        <Questions
          of={within(of, 'followUps')}
          questions={objection.followUps}
          label={text.followUps}
          whole={objection.id}
        />
      </Part>
      <div className="field-grid">
        <TextField of={of} name="title" label={text.title} value={objection.title} required />
        <TextField of={of} name="category" label={text.category} value={objection.category} required />
        <div className="whole-row">
          <TextField of={of} name="empathy" label={text.empathy} value={objection.empathy} required long slots />
        </div>
        <ChoiceField
          of={of}
          name="reason"
          label={text.reason}
          choices={choicesOf(REASONS, REASON_LABELS, language)}
          value={objection.reason}
        />
        <ChoiceField of={of} name="nextStage" label={text.nextStage} choices={stages} value={objection.nextStage} />
        <ChoiceField
          of={of}
          name="branch"
          label={text.branch}
          none={text.noBranch}
          choices={choicesOf(BRANCH_KINDS, BRANCH_LABELS, language)}
          value={objection.branch}
        />
        <span />
        <HintsField of={of} name="signals" label={text.signals} value={objection.signals} />
        <HintsField of={of} name="avoid" label={text.avoid} value={objection.avoid} />
      </div>
    </>
  );
}

/** The three tones side by side as tabs; what is found in a hidden one is told by a sign on its tab. */
function Answers({of, objection}: {of: Spot; objection: ObjectionDocument}) {
  const language = useLanguage();
  const {findings} = useEditing();
  const [tone, setTone] = useState<Tone>('standard');
  const signs = (each: Tone): string => {
    const found = [...findings].filter(([place]) => place.startsWith(within(of, each).place)).flatMap(([, all]) => all);
    if (found.length === 0) return '';
    return found.some(({severity}) => severity === 'error') ? ' ✕' : ' ⚠';
  };
  return (
    <Tabs value={tone} onChange={(value) => setTone(value as Tone)} keepMounted={false}>
      <Tabs.List>
        {TONES.map((each) => (
          <Tabs.Tab key={each} value={each}>
            {TONE_LABELS[each][language]} <span className="tabular">{objection.answers[each].length}</span>
            {signs(each)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {TONES.map((each) => (
        <Tabs.Panel key={each} value={each} pt="xs">
          <ListFindings of={within(of, each)} />
          <Lines
            of={within(of, each)}
            lines={objection.answers[each]}
            label={TONE_LABELS[each][language]}
            whole={objection.id}
          />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function Phrasings({of, objection}: {of: Spot; objection: ObjectionDocument}) {
  const text = useText(partWords);
  const {document, edit} = useDocument();
  const other: Language = document.language === 'en' ? 'zh-CN' : 'en';
  return (
    <SortableList
      path={of.path}
      items={objection.phrasings}
      label={text.phrasings}
      least={1}
      nameOf={(phrasing) => (phrasing.text === '' ? text.phrasing : phrasing.text)}
      add={{
        label: text.addPhrasing,
        onAdd: () =>
          edit([
            {
              kind: 'insert',
              list: [...of.path],
              part: {id: newPartId(objection.id, 'p', v7()), text: ''},
              before: null,
            },
          ]),
      }}
    >
      {(phrasing, index) => {
        const spot = element(of, phrasing.id, index);
        return (
          <Group gap="xs" wrap="nowrap" align="flex-start">
            <div className="grow">
              <TextField
                of={spot}
                name="text"
                label={`${text.phrasing} ${index + 1}`}
                value={phrasing.text}
                language={phrasing.language ?? document.language}
                required
                hideLabel
              />
              <ListFindings of={spot} />
            </div>
            <SegmentedControl
              size="xs"
              aria-label={`${text.phrasing} ${index + 1}: ${text.language}`}
              value={phrasing.language ?? document.language}
              data={[
                {value: 'zh-CN', label: text.chineseSign},
                {value: 'en', label: text.englishSign},
              ]}
              onChange={(chosen) =>
                edit([{kind: 'set', path: [...spot.path, 'language'], ...(chosen === other && {value: chosen})}])
              }
            />
          </Group>
        );
      }}
    </SortableList>
  );
}

export function StageForm({of, stage}: {of: Spot; stage: StageDocument}) {
  const text = useText(partWords);
  const language = useLanguage();
  return (
    <>
      <div className="field-grid">
        <TextField of={of} name="title" label={text.title} value={stage.title} required />
        <ChoiceField
          of={of}
          name="kind"
          label={text.kind}
          choices={choicesOf(STAGE_KINDS, STAGE_LABELS, language)}
          value={stage.kind}
        />
        <div className="whole-row">
          <TextField of={of} name="goal" label={text.goal} value={stage.goal} required long />
        </div>
      </div>
      <Part title={text.lines} of={within(of, 'lines')}>
        <Lines of={within(of, 'lines')} lines={stage.lines} label={text.lines} whole={stage.id} />
      </Part>
      <Part title={text.questions}>
        <Questions of={within(of, 'questions')} questions={stage.questions} label={text.questions} whole={stage.id} />
      </Part>
      <div className="field-grid">
        <HintsField of={of} name="listening" label={text.listening} value={stage.listening} />
        <HintsField of={of} name="pace" label={text.pace} value={stage.pace} />
        <ManyField
          of={of}
          name="modes"
          label={text.modes}
          placeholder={text.allModes}
          choices={choicesOf(CALL_MODES, MODE_LABELS, language)}
          value={stage.modes}
        />
      </div>
    </>
  );
}

export function BranchForm({of, branch}: {of: Spot; branch: BranchDocument}) {
  const text = useText(partWords);
  const language = useLanguage();
  const {document} = useDocument();
  return (
    <>
      <div className="field-grid">
        <TextField of={of} name="title" label={text.title} value={branch.title} required />
        <ChoiceField
          of={of}
          name="kind"
          label={text.kind}
          choices={choicesOf(BRANCH_KINDS, BRANCH_LABELS, language)}
          value={branch.kind}
        />
      </div>
      <HintsField of={of} name="guidance" label={text.guidance} value={branch.guidance} />
      <Part title={text.lines} of={within(of, 'lines')}>
        <Lines of={within(of, 'lines')} lines={branch.lines} label={text.lines} whole={branch.id} />
      </Part>
      <div className="field-grid">
        <ManyField
          of={of}
          name="results"
          label={text.results}
          choices={choicesOf(RESULTS, RESULT_LABELS, language).map(({value, label}) => ({
            value,
            label: `${value} ${label}`,
          }))}
          value={branch.results}
        />
        <ChoiceField
          of={of}
          name="nextStage"
          label={text.nextStage}
          choices={document.stages.map(({id, title}) => ({value: id, label: title}))}
          value={branch.nextStage}
        />
      </div>
    </>
  );
}

/** A type of customer or an emotion: what it is known by, and what to do. */
export function ProfiledForm({of, person}: {of: Spot; person: ProfiledDocument}) {
  const text = useText(partWords);
  return (
    <>
      <TextField of={of} name="title" label={text.title} value={person.title} required />
      <HintsField of={of} name="cues" label={text.cues} value={person.cues} />
      <HintsField of={of} name="advice" label={text.advice} value={person.advice} />
      <Text size="xs" c="dimmed" ff="monospace">
        {text.id}: {person.id}
      </Text>
    </>
  );
}
