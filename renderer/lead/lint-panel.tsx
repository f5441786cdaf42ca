import {Title} from '@mantine/core';
import {useMemo} from 'react';
import type {LintFinding} from '../../electron/contract/lint.ts';
import {lintRule} from '../../electron/domain/pack-lint.ts';
import {strings, useLanguage, useText} from '../shared/strings.ts';
import './lint-panel.css';
import {findingsByPlace} from './lint-places.ts';
import {placeInWords} from './place-words.ts';

const texts = strings({
  list: {'zh-CN': '检查结果', en: 'Findings'},
  none: {'zh-CN': '✓ 没有发现问题。', en: '✓ Nothing found.'},
  errors: (count: number) => ({
    'zh-CN': `${count} 处错误：改正之前不能签名发布`,
    en: `${count} ${count === 1 ? 'error' : 'errors'}: cannot be signed before that is put right`,
  }),
  warnings: (count: number) => ({
    'zh-CN': `${count} 处提醒：签名发布时要写明理由`,
    en: `${count} ${count === 1 ? 'warning' : 'warnings'}: signing it needs a reason`,
  }),
  more: (count: number) => ({
    'zh-CN': `还有 ${count} 个部分有发现；改正以上的再看。`,
    en: `${count} more ${count === 1 ? 'part has' : 'parts have'} findings: put these right first.`,
  }),
  error: {'zh-CN': '错误', en: 'Error'},
  warning: {'zh-CN': '提醒', en: 'Warning'},
  whole: {'zh-CN': '整个话术包', en: 'The pack as a whole'},
  why: {'zh-CN': '为什么', en: 'Why'},
  source: {'zh-CN': '依据', en: 'Source'},
  ours: {'zh-CN': '本程序的做法', en: 'a practice of this app'},
  goTo: (place: string) => ({'zh-CN': `前往 ${place}`, en: `Go to ${place}`}),
});

/** As many parts as are read before something is done about them. */
const MOST_PLACES = 100;

interface LintPanelProps {
  findings: readonly LintFinding[];
  /** The pack as it stands, for the names of its parts; null where it cannot be read. */
  document: object | null;
  /** Opens the place of a finding; left out where there is nothing to be opened. */
  onJump?: ((finding: LintFinding) => void) | undefined;
}

/** What the linter found, part by part; each finding is explained on demand and leads to its place. */
export function LintPanel({findings, document, onJump}: LintPanelProps) {
  const text = useText(texts);
  const language = useLanguage();
  const places = useMemo(() => findingsByPlace(document, findings), [document, findings]);
  const errors = findings.filter(({severity}) => severity === 'error').length;
  const warnings = findings.length - errors;
  return (
    <section className="lint" aria-label={text.list}>
      <Title order={3}>{text.list}</Title>
      <p role="status" className="lint-count">
        {findings.length === 0 && text.none}
        {errors > 0 && <span>✕ {text.errors(errors)}</span>}
        {warnings > 0 && <span>⚠ {text.warnings(warnings)}</span>}
      </p>
      {places.slice(0, MOST_PLACES).map(({path, place, findings: some}) => {
        const title = place === '' ? text.whole : placeInWords(place, language);
        return (
          <div key={path} className="lint-place">
            <h4>{title}</h4>
            <ul>
              {some.map((finding) => (
                <li key={`${finding.rule} ${finding.path} ${finding.message.en}`}>
                  <Finding finding={finding} title={title} onJump={onJump} />
                </li>
              ))}
            </ul>
          </div>
        );
      })}
      {places.length > MOST_PLACES && <p>{text.more(places.length - MOST_PLACES)}</p>}
    </section>
  );
}

interface FindingProps {
  finding: LintFinding;
  title: string;
  onJump: LintPanelProps['onJump'];
}

function Finding({finding, title, onJump}: FindingProps) {
  const text = useText(texts);
  const language = useLanguage();
  const {severity, rule: id, path, message} = finding;
  const rule = lintRule(id);
  const words = (
    <>
      <span className={`lint-sign lint-${severity}`}>
        {severity === 'error' ? '✕' : '⚠'} {text[severity]}
      </span>{' '}
      {message[language]}
    </>
  );
  return (
    <>
      {onJump === undefined ? (
        <p>{words}</p>
      ) : (
        <button type="button" className="lint-jump" title={text.goTo(title)} onClick={() => onJump(finding)}>
          {words}
        </button>
      )}
      <details>
        <summary>
          {text.why} <code>{path === '' ? id : path}</code>
        </summary>
        <p>
          <b>{rule?.title[language] ?? id}</b>
          {rule !== null && ` — ${rule.why[language]}`}
        </p>
        <p className="lint-source">
          {text.source}: {rule?.source?.[language] ?? text.ours} · <code>{id}</code>
        </p>
      </details>
    </>
  );
}
