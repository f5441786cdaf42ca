import {type KeyboardEvent, useEffect, useRef, useState} from 'react';
import type {Finding, Judgement} from '../../../electron/contract/contact-rules.ts';
import {VERDICT_LABELS} from '../../../electron/contract/labels.ts';
import type {AccountFlag} from '../../../electron/contract/flags.ts';
import type {TimeZone} from '../../../electron/contract/values.ts';
import {flagWords} from '../../../electron/domain/flag-words.ts';
import {clockTime, nearMoment} from '../../shared/format.ts';
import {strings, useLanguage, useText} from '../../shared/strings.ts';
import {KEYS} from '../keys.ts';
import {counterInWords, lightInWords, OUR_PRACTICE, STATUS_MARKS, VERDICT_SIGNS} from './judgement-words.ts';
import './safety.css';

const texts = strings({
  title: {'zh-CN': '能不能打，依据是什么', en: 'May I call, and why'},
  close: {'zh-CN': '关闭', en: 'Close'},
  none: {'zh-CN': '没有规则反对现在联系。', en: 'No rule speaks against this contact now.'},
  localTime: (time: string, zone: string) => ({
    'zh-CN': `客户当地 ${time}（${zone}）；下面的时间都按客户当地。`,
    en: `Local time ${time} (${zone}); all times below are the customer's own.`,
  }),
  source: {'zh-CN': '出处', en: 'Source'},
  until: (moment: string) => ({'zh-CN': `${moment} 解除`, en: `ends ${moment}`}),
  forGood: {'zh-CN': '不随时间解除', en: 'time does not lift it'},
  lead: {'zh-CN': '组长可放行', en: 'a lead may let it pass'},
  never: {'zh-CN': '任何人不得放行', en: 'nobody may let it pass'},
  counters: {'zh-CN': '已计次数', en: 'Counted so far'},
  outside: (count: number) => ({'zh-CN': `其中 ${count} 次由外部告知`, en: `${count} of them told from outside`}),
  incomplete: {
    'zh-CN': '只数了这台电脑上的通话；同事也打给这位客户时，实际次数更多。',
    en: 'Only calls of this computer are counted; if colleagues call this customer too, there were more.',
  },
  required: {'zh-CN': '必须说的', en: 'What must be said'},
  fields: {'zh-CN': '必须记的', en: 'What must be noted'},
  tasks: {'zh-CN': '要办的', en: 'What must be done'},
  by: (moment: string) => ({'zh-CN': `${moment} 前`, en: `by ${moment}`}),
  wishes: {'zh-CN': '客户的要求与情况', en: 'What the customer asked for'},
  noAdvice: {
    'zh-CN': 'Callside 帮助遵守规则，不是法律意见；拿不准时问组长或合规人员。',
    en: 'Callside helps to follow the rules and is no legal advice. In doubt, ask your lead or compliance.',
  },
});

interface ReasonsProps {
  judgement: Judgement;
  timeZone: TimeZone;
  flags?: readonly AccountFlag[];
}

/** Every rule that speaks about this contact: what it says, where it stands, when it changes, who may let it pass. */
export function Reasons({judgement, timeZone, flags = []}: ReasonsProps) {
  const text = useText(texts);
  const language = useLanguage();
  const now = Date.parse(judgement.at);
  const {findings, counters, requiredLines, requiredFields, tasks} = judgement;
  const near = (instant: string) => nearMoment(instant, now, language, timeZone);
  return (
    <>
      <p className="quiet">{text.localTime(clockTime(judgement.at, language, timeZone).slice(0, 5), timeZone)}</p>
      {findings.length === 0 && <p>{text.none}</p>}
      <ul className="findings">
        {findings.map((finding) => (
          <FindingItem key={`${finding.ruleId} ${finding.message.en}`} finding={finding} near={near} />
        ))}
      </ul>
      {counters.length > 0 && (
        <section>
          <h3>{text.counters}</h3>
          <ul className="findings-rest">
            {counters.map((counter) => (
              <li key={`${counter.ruleId} ${counter.per.en}`} className="tabular">
                {counterInWords(counter, language)} <span className="quiet">{counter.ruleId}</span>
                {counter.outside > 0 && <span className="quiet"> {text.outside(counter.outside)}</span>}
              </li>
            ))}
          </ul>
          <p className="quiet">{text.incomplete}</p>
        </section>
      )}
      {flags.length > 0 && (
        <section>
          <h3>{text.wishes}</h3>
          <ul className="findings-rest">
            {flags.map(({id, flag}) => (
              <li key={id}>{flagWords(flag, language)}</li>
            ))}
          </ul>
        </section>
      )}
      <Demands title={text.required} demands={oncePerRule(requiredLines)} />
      <Demands title={text.fields} demands={requiredFields} />
      <Demands
        title={text.tasks}
        demands={tasks.map((task) => ({...task, due: task.dueAt === null ? '' : text.by(near(task.dueAt))}))}
      />
      <p className="no-advice">{text.noAdvice}</p>
    </>
  );
}

function FindingItem({finding, near}: {finding: Finding; near: (instant: string) => string}) {
  const text = useText(texts);
  const language = useLanguage();
  const mark = finding.house ? OUR_PRACTICE : STATUS_MARKS[finding.status];
  return (
    <li className={`finding finding-${finding.verdict}`}>
      <p>
        <strong>
          <span aria-hidden="true">{VERDICT_SIGNS[finding.verdict]}</span>{' '}
          <span className="only-heard">{VERDICT_LABELS[finding.verdict][language]} </span>
          {finding.message[language]}
        </strong>
      </p>
      <p className="quiet">
        {finding.ruleId} · {text.source} {finding.source}
        {mark !== null && <span className="rule-mark">{mark[language]}</span>}
      </p>
      <p className="finding-end">
        <span>{finding.until === null ? text.forGood : text.until(near(finding.until))}</span>
        {finding.verdict === 'blocked' && <span>{finding.override === 'lead' ? text.lead : text.never}</span>}
      </p>
    </li>
  );
}

/** A rule that asks for two lines says so in one sentence. */
const oncePerRule = (lines: Judgement['requiredLines']) =>
  lines.filter(({ruleId}, i) => lines.findIndex((other) => other.ruleId === ruleId) === i);

interface DemandsProps {
  title: string;
  demands: readonly {ruleId: string; message: Finding['message']; source: string; due?: string}[];
}

function Demands({title, demands}: DemandsProps) {
  const language = useLanguage();
  if (demands.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul className="findings-rest">
        {demands.map(({ruleId, message, source, due = ''}) => (
          <li key={`${ruleId} ${message.en}`}>
            {message[language]}
            {due !== '' && <strong> {due}</strong>}{' '}
            <span className="quiet">
              {ruleId} · {source}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface ReasonsPanelProps extends ReasonsProps {
  onClose: () => void;
}

/** The reasons over the script, which stays where it is under them: Esc closes, and reading goes on. */
export function ReasonsPanel({onClose, ...reasons}: ReasonsPanelProps) {
  const text = useText(texts);
  const language = useLanguage();
  const panel = useRef<HTMLElement>(null);
  const [before] = useState(() => document.activeElement);
  useEffect(() => {
    panel.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [before]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    onClose();
  };
  const {sign, until} = lightInWords(reasons.judgement, language, reasons.timeZone);
  return (
    <section
      ref={panel}
      className="reasons-panel choices"
      aria-label={text.title}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- out of reach, the keyboard could not scroll it
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <header className="answer-head">
        <h2>{text.title}</h2>
        <button type="button" onClick={onClose}>
          {text.close}
          <kbd>Esc</kbd>
          <kbd>{KEYS.reasons}</kbd>
        </button>
      </header>
      <p>
        <strong>
          {sign} {VERDICT_LABELS[reasons.judgement.verdict][language]}
        </strong>{' '}
        {until}
      </p>
      <Reasons {...reasons} />
    </section>
  );
}
