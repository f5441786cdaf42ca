import {Text} from '@mantine/core';
import type {LintFinding} from '../../../electron/contract/lint.ts';
import type {Language} from '../../../electron/contract/values.ts';
import type {PackDocument} from '../../../electron/domain/pack-draft.ts';
import {lintRule} from '../../../electron/domain/pack-lint.ts';
import {strings, useLanguage, useText} from '../../shared/strings.ts';
import {placeInWords} from '../place-words.ts';
import {useDocument} from './draft-context.tsx';
import {LISTS, type ListName, SECTION_LABELS, SECTIONS} from './sections.ts';
import type {DraftChecks} from './use-draft-worker.ts';

const texts = strings({
  none: {'zh-CN': '✓ 没有发现问题。', en: '✓ Nothing found.'},
  looking: {'zh-CN': '正在检查…', en: 'Looking…'},
  failed: {
    'zh-CN': '边写边查没有启动；完成时仍会检查全部内容。',
    en: 'The check while typing did not start. All of it is checked at the end.',
  },
  list: {'zh-CN': '发现的问题', en: 'Findings'},
  why: {'zh-CN': '为什么', en: 'Why'},
  more: (count: number) => ({
    'zh-CN': `还有 ${count} 处；改正以上的再看。`,
    en: `${count} more: put these right first.`,
  }),
});

/** As many as are read before something is done about them. */
const MOST_SHOWN = 200;

interface FindingsPanelProps {
  checks: DraftChecks;
  onJump: (finding: LintFinding) => void;
}

/** What is found while somebody types, each with the way to its place. */
export function FindingsPanel({checks: {findings, state}, onJump}: FindingsPanelProps) {
  const text = useText(texts);
  const language = useLanguage();
  const {document} = useDocument();
  return (
    <>
      <Text size="sm" component="output" className="findings-state">
        {state === 'failed' ? text.failed : state === 'looking' ? text.looking : findings.length === 0 ? text.none : ''}
      </Text>
      {findings.length > 0 && (
        <ul className="findings" aria-label={text.list}>
          {findings.slice(0, MOST_SHOWN).map((finding) => (
            <li key={`${finding.rule} ${finding.path} ${finding.message.en}`} className="finding-row">
              <button type="button" className="found-choice" onClick={() => onJump(finding)}>
                <span className={`finding finding-${finding.severity}`}>
                  {finding.severity === 'error' ? '✕' : '⚠'} {finding.message[language]}
                </span>
                <span className="found-title">{partOf(document, finding, language)}</span>
              </button>
              <Why rule={finding.rule} />
            </li>
          ))}
        </ul>
      )}
      {findings.length > MOST_SHOWN && <Text size="sm">{text.more(findings.length - MOST_SHOWN)}</Text>}
    </>
  );
}

/** The name of the part that a finding is about, rather than its number, and the field in it. */
function partOf(document: PackDocument, {path}: LintFinding, language: Language): string {
  const match = /^([a-zA-Z]+)(?:\[(\d+)\]\.?(.*))?$/.exec(path);
  const list = match?.[1] as ListName | undefined;
  if (list === undefined || !LISTS.includes(list)) return SECTION_LABELS.pack[language];
  if (match?.[2] === undefined) return SECTION_LABELS[list][language];
  const part: unknown = document[list]?.[Number(match?.[2])];
  const {nameOf} = SECTIONS[list] as {nameOf: (part: unknown) => string};
  const name = part === undefined ? '' : nameOf(part);
  const field = fieldInWords(match?.[3] ?? '', language);
  return [SECTION_LABELS[list][language], name, field].filter((step) => step !== '').join(' › ');
}

/** `answers.firm[0].text` → `坚定回答 1`. */
function fieldInWords(path: string, language: Language): string {
  const steps = path.match(/(?:answers\.|when\.)?[a-zA-Z]+(?:\[\d+\])?/g) ?? [];
  return steps
    .filter((step, at) => step !== 'text' || at === 0)
    .map((step) => {
      const [key = '', number] = step.split(/[[\]]/);
      return [placeInWords(key, language), ...(number === undefined ? [] : [Number(number) + 1])].join(' ');
    })
    .join(' › ');
}

/** Why the rule is there, on demand. */
function Why({rule}: {rule: string}) {
  const text = useText(texts);
  const language = useLanguage();
  const known = lintRule(rule);
  if (known === null) return null;
  return (
    <details className="finding-why">
      <summary>{text.why}</summary>
      <b>{known.title[language]}</b> {known.why[language]}
      {known.source !== undefined && <span className="found-title"> {known.source[language]}</span>}
    </details>
  );
}
