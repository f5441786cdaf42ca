import {Text} from '@mantine/core';
import type {LintFinding} from '../../../electron/contract/lint.ts';
import {strings, useLanguage, useText} from '../../shared/strings.ts';
import {placeInWords} from '../place-words.ts';
import type {DraftChecks} from './use-draft-worker.ts';

const texts = strings({
  none: {'zh-CN': '✓ 没有发现问题。', en: '✓ Nothing found.'},
  looking: {'zh-CN': '正在检查…', en: 'Looking…'},
  failed: {
    'zh-CN': '边写边查没有启动；完成时仍会检查全部内容。',
    en: 'The check while typing did not start. All of it is checked at the end.',
  },
  list: {'zh-CN': '发现的问题', en: 'Findings'},
});

interface FindingsPanelProps {
  checks: DraftChecks;
  onJump: (finding: LintFinding) => void;
}

/** What is found while somebody types, each with the way to its place. */
export function FindingsPanel({checks: {findings, state}, onJump}: FindingsPanelProps) {
  const text = useText(texts);
  const language = useLanguage();
  return (
    <>
      <Text size="sm" component="output" className="findings-state">
        {state === 'failed' ? text.failed : state === 'looking' ? text.looking : findings.length === 0 ? text.none : ''}
      </Text>
      {findings.length > 0 && (
        <ul className="findings" aria-label={text.list}>
          {findings.map((finding) => (
            <li key={`${finding.rule} ${finding.path} ${finding.message.en}`}>
              <button type="button" className="found-choice" onClick={() => onJump(finding)}>
                <span className={`finding finding-${finding.severity}`}>
                  {finding.severity === 'error' ? '✕' : '⚠'} {finding.message[language]}
                </span>
                <span className="found-title">{placeInWords(finding.path, language)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
