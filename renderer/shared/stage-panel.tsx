import type {ReactNode} from 'react';
import type {Branch, Line, Pack, Stage} from '../../electron/contract/pack.ts';
import {stageIsLocked} from '../../electron/domain/gate.ts';
import {type CallFacts, lineShows} from '../../electron/domain/script-lines.ts';
import {SpokenLine, SpokenText} from './spoken-line.tsx';
import {strings, useLanguage, useText} from './strings.ts';

const texts = strings({
  open: {'zh-CN': '开放提问', en: 'Open questions'},
  closed: {'zh-CN': '封闭提问', en: 'Closed questions'},
  calm: {
    'zh-CN': '这通电话已转入争议、困难等情形：不施压。按分支办理，或进入结束。',
    en: 'This call turned into a dispute, hardship or the like: nobody is pressed. Follow the branch, or close.',
  },
  noMoney: {
    'zh-CN': '这通电话不再谈还款：先顾人。按分支办理，或进入结束。',
    en: 'Payment has no place in this call any more: the person comes first. Follow the branch, or close.',
  },
  nothing: {
    'zh-CN': '这一阶段的话术需要账户里的信息，现在没有可说的。',
    en: 'The lines of this stage need facts of the account; there is nothing to say yet.',
  },
  locked: {
    'zh-CN': '先核实本人，之后才能说这一阶段的话。',
    en: 'Verify first: this stage opens once the right party is confirmed.',
  },
});

interface LinesProps {
  pack: Pack;
  facts: CallFacts;
  typed: Readonly<Record<string, string>>;
  usedLines: ReadonlySet<string>;
  onType?: ((slot: string, value: string) => void) | undefined;
  onFill?: ((slot: string, value: string) => void) | undefined;
  onSaid?: ((line: Line) => void) | undefined;
}

function LineList({lines, usedLines, onSaid, ...spoken}: LinesProps & {lines: readonly Line[]}) {
  return (
    <ul className="spoken-lines">
      {lines.map((line) => (
        <SpokenLine key={line.id} line={line} said={usedLines.has(line.id)} onSaid={onSaid} {...spoken} />
      ))}
    </ul>
  );
}

/** Required lines come first; what is said only in a certain situation comes last. */
const dueFirst = (line: Line): number => (line.cue !== undefined ? 2 : line.kind === 'verbatim' ? 0 : 1);

/** The lines of a stage that may be said now, its questions, and what it is for. */
export function StagePanel({stage, children, ...lines}: LinesProps & {stage: Stage; children?: ReactNode}) {
  const text = useText(texts);
  const language = useLanguage();
  const {pack, facts, typed, onType, onFill} = lines;
  // Questions ask about the debt sooner or later; behind a closed gate only those of the stages before it are harmless.
  const care = facts.care ?? 'usual';
  const stopped = stageIsLocked(stage, 'open', care);
  const shown = stopped ? [] : stage.lines.filter((line) => lineShows(line, facts));
  const asks = !stopped && (facts.gate !== 'closed' || stage.kind === 'opening' || stage.kind === 'verification');
  return (
    <article className="stage" aria-label={stage.title} lang={pack.language}>
      <h2>{stage.title}</h2>
      {asks && <p className="stage-goal">{stage.goal}</p>}
      {children}
      {shown.length === 0 && (
        <p className="verify-first" lang={language}>
          {facts.gate === 'closed'
            ? text.locked
            : stopped
              ? care === 'noMoney'
                ? text.noMoney
                : text.calm
              : text.nothing}
        </p>
      )}
      <LineList {...lines} lines={shown.toSorted((a, b) => dueFirst(a) - dueFirst(b))} />
      {asks && (
        <dl className="answer-more">
          {(['open', 'closed'] as const).map((kind) => {
            const questions = stage.questions.filter((question) => question.kind === kind);
            return questions.length === 0 ? null : (
              <div key={kind}>
                <dt lang={language}>{text[kind]}</dt>
                {questions.map((question) => (
                  <dd key={question.id}>
                    <SpokenText
                      text={question.text}
                      pack={pack}
                      facts={facts}
                      typed={typed}
                      onType={onType}
                      onFill={onFill}
                    />
                  </dd>
                ))}
              </div>
            );
          })}
        </dl>
      )}
    </article>
  );
}

/** One of the hard calls: what may be said now, in sight at once; what to do stands under it. */
export function BranchPanel({branch, children, ...lines}: LinesProps & {branch: Branch; children?: ReactNode}) {
  const {pack, facts} = lines;
  const shown = branch.lines.filter((line) => lineShows(line, facts));
  return (
    <article className="stage branch" aria-label={branch.title} lang={pack.language}>
      <header className="answer-head">
        <h2>{branch.title}</h2>
        {children}
      </header>
      <LineList {...lines} lines={shown} />
      <ol className="branch-steps">
        {branch.guidance.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </article>
  );
}
