import {type FormEvent, useRef, useState} from 'react';
import type {Judgement} from '../../../electron/contract/contact-rules.ts';
import {VERDICT_LABELS} from '../../../electron/contract/labels.ts';
import type {TimeZone} from '../../../electron/contract/values.ts';
import {dayIn, instantAt, parseDay} from '../../../electron/domain/days.ts';
import {asCallError, type CallError} from '../../shared/client.ts';
import {ErrorNotice} from '../../shared/error-notice.tsx';
import {nearMoment} from '../../shared/format.ts';
import {strings, useLanguage, useText} from '../../shared/strings.ts';
import {useNewest} from '../../shared/use-newest.ts';
import {NEW_CALL_KEYS} from '../keys.ts';
import {parseTime} from '../outcome-form.ts';
import {CallLight} from './call-light.tsx';
import {VERDICT_SIGNS} from './judgement-words.ts';
import {judgeAt, type PlannedContact} from './planned-contact.ts';
import './safety.css';

const texts = strings({
  other: {'zh-CN': '换个时间可以打吗', en: 'And at another time?'},
  day: {'zh-CN': '哪天（明天、周五、15）', en: 'Day (tmr, fri, 15)'},
  time: {'zh-CN': '几点（9、14:30）', en: 'Time (9, 14:30)'},
  ask: {'zh-CN': '看一看', en: 'Look'},
  badDay: {
    'zh-CN': '看不懂这个日期，请写明天、周五、15 或 12-5',
    en: 'This day is not clear: write tmr, fri, 15 or 12-5',
  },
  badTime: {'zh-CN': '请写几点，例如 9 或 14:30', en: 'Write a time, such as 9 or 14:30'},
  answer: (moment: string, verdict: string) => ({
    'zh-CN': `${moment}（客户当地）：${verdict}`,
    en: `${moment}, the customer's time: ${verdict}`,
  }),
  next: (moment: string) => ({'zh-CN': `最早 ${moment}`, en: `from ${moment} on`}),
});

interface PlannedVerdictProps {
  plan: PlannedContact;
  judgement: Judgement;
  timeZone: TimeZone;
  reasonsShown: boolean;
  onReasons: () => void;
  /** Esc left what was asked here. */
  onLeave: () => void;
}

/** Before the call is opened: the light for the chosen customer and number, what speaks against it, and other times. */
export function PlannedVerdict({plan, judgement, timeZone, reasonsShown, onReasons, onLeave}: PlannedVerdictProps) {
  const language = useLanguage();
  return (
    <>
      <div className="call-bar-row" role="status">
        <CallLight judgement={judgement} timeZone={timeZone} opened={reasonsShown} onReasons={onReasons} />
      </div>
      {judgement.verdict === 'warn' && (
        <ul className="blocked-why">
          {judgement.findings.map((finding) => (
            <li key={`${finding.ruleId} ${finding.message.en}`}>
              {VERDICT_SIGNS[finding.verdict]} {finding.message[language]}{' '}
              <span className="quiet">{finding.ruleId}</span>
            </li>
          ))}
        </ul>
      )}
      <OtherTime
        key={JSON.stringify(plan)}
        plan={plan}
        timeZone={timeZone}
        now={Date.parse(judgement.at)}
        onLeave={onLeave}
      />
    </>
  );
}

interface OtherTimeProps {
  plan: PlannedContact;
  timeZone: TimeZone;
  now: number;
  onLeave: () => void;
}

/** The same plan at a day and hour of the customer's. */
function OtherTime({plan, timeZone, now, onLeave}: OtherTimeProps) {
  const text = useText(texts);
  const language = useLanguage();
  const first = useRef<HTMLInputElement>(null);
  const [day, setDay] = useState('');
  const [time, setTime] = useState('');
  const [answer, setAnswer] = useState<{at: string; judgement: Judgement} | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const [tried, setTried] = useState(false);
  const newest = useNewest();
  const today = dayIn(timeZone, new Date(now).toISOString());
  const [onDay, atTime] = [day === '' ? today : parseDay(day, today), parseTime(time)];
  const ask = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setAnswer(null);
    setError(null);
    const isNewest = newest();
    if (onDay === null || atTime === null) return;
    try {
      const at = instantAt(timeZone, onDay, atTime);
      const judgement = await judgeAt(plan, at);
      if (isNewest()) setAnswer({at, judgement});
    } catch (thrown) {
      if (isNewest()) setError(asCallError(thrown));
    }
  };
  const near = (at: string) => nearMoment(at, now, language, timeZone);
  return (
    <details
      className="other-time"
      onToggle={(event) => {
        if (event.currentTarget.open) first.current?.focus();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !event.currentTarget.open) return;
        event.preventDefault();
        event.stopPropagation();
        event.currentTarget.open = false;
        onLeave();
      }}
    >
      <summary aria-keyshortcuts={NEW_CALL_KEYS.otherTime}>
        {text.other}
        <kbd>{NEW_CALL_KEYS.otherTime}</kbd>
      </summary>
      <form className="choice-row" onSubmit={(event) => void ask(event)}>
        <label className="inline-field">
          {text.day}
          <input
            ref={first}
            value={day}
            maxLength={20}
            aria-invalid={tried && onDay === null}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
        </label>
        <label className="inline-field">
          {text.time}
          <input
            value={time}
            maxLength={12}
            aria-invalid={tried && atTime === null}
            onChange={(event) => setTime(event.currentTarget.value)}
          />
        </label>
        <button type="submit">
          {text.ask} <kbd>Enter</kbd>
        </button>
      </form>
      {error !== null && <ErrorNotice error={error} />}
      <p role="status">
        {tried && onDay === null && <span className="field-wrong">{text.badDay}</span>}
        {tried && onDay === null && atTime === null && <br />}
        {tried && atTime === null && <span className="field-wrong">{text.badTime}</span>}
        {answer !== null && (
          <>
            <strong>
              {VERDICT_SIGNS[answer.judgement.verdict]}{' '}
              {text.answer(near(answer.at), VERDICT_LABELS[answer.judgement.verdict][language])}
            </strong>{' '}
            {answer.judgement.findings[0]?.message[language]}{' '}
            {answer.judgement.nextAllowedAt !== null && text.next(near(answer.judgement.nextAllowedAt))}
          </>
        )}
      </p>
    </details>
  );
}
