import {useEffect} from 'react';
import type {Judgement} from '../../../electron/contract/contact-rules.ts';
import {instantAt} from '../../../electron/domain/days.ts';
import {call} from '../../shared/client.ts';
import {ErrorNotice} from '../../shared/error-notice.tsx';
import {dayInWords} from '../../shared/format.ts';
import {strings, useLanguage, useText} from '../../shared/strings.ts';
import {useReply} from '../../shared/use-reply.ts';
import {flagOf, type FormContext, type OutcomeForm, promisedDay, reminderIn, textOf} from '../outcome-form.ts';
import {useNow} from '../use-now.ts';
import './promise.css';

const texts = strings({
  title: {'zh-CN': '提醒电话', en: 'Reminder call'},
  day: {'zh-CN': '哪天提醒', en: 'Day'},
  time: {'zh-CN': '几点', en: 'Time'},
  ask: (when: string) => ({
    'zh-CN': `问客户：“我可以在${when}给您打电话提醒吗？”`,
    en: `Ask: “May I call you on ${when} to remind you?”`,
  }),
  agreed: {'zh-CN': '客户同意提醒电话', en: 'Customer agrees to a reminder call'},
  withConsent: {'zh-CN': '客户同意了才能打：', en: 'Only if the customer agrees: '},
  blocked: {'zh-CN': '这个时间不能提醒，不要提出：', en: 'No reminder at this time; do not offer it: '},
  past: {'zh-CN': '这个时间已经过去。', en: 'That time has passed.'},
  none: {
    'zh-CN': '填好承诺日期后，这里会说明能不能约提醒电话。当天的承诺不用提醒。',
    en: 'Once the promised day is there, this says whether a reminder may be offered. None is needed for today.',
  },
  judging: {'zh-CN': '正在核对规则…', en: 'Asking the rules…'},
  cannot: {'zh-CN': '规则无法核对，先不要提出提醒', en: 'The rules could not be asked; offer no reminder for now'},
});

/** What the rules say of a reminder: as it is, and had the customer just agreed to it. */
interface ReminderJudgement {
  plain: Judgement;
  agreed: Judgement;
}

type Offer = 'offered' | 'withConsent' | 'blocked';

const offerOf = ({plain, agreed}: ReminderJudgement): Offer =>
  plain.verdict !== 'blocked' ? 'offered' : agreed.verdict !== 'blocked' ? 'withConsent' : 'blocked';

interface ReminderFieldsProps {
  form: OutcomeForm;
  context: FormContext;
  onForm: (form: OutcomeForm) => void;
}

/**
 * Whether a reminder of what is promised may be offered: judged for its own day and hour, with the conversation of this
 * call counted. One that would break a rule is not offered, and the rule is named.
 */
export function ReminderFields({form, context, onForm}: ReminderFieldsProps) {
  const text = useText(texts);
  const language = useLanguage();
  const {accountId, timeZone, today, asOf = 0} = context;
  const promised = promisedDay(form, context);
  const wanted = reminderIn(form, today, promised);
  const at = wanted === null ? null : instantAt(timeZone, wanted.day, wanted.time);
  const past = useNow(30_000) > Date.parse(at ?? '9999-12-31T00:00:00.000Z');
  // Keys may be faster than the desk: an answer from before the customer was confirmed knows of no conversation yet.
  const judged = useReply(`${accountId} ${at} ${asOf}`, async (): Promise<ReminderJudgement | null> => {
    if (accountId === null || at === null) return null;
    const ask = (assumeConsent: boolean) =>
      call('account.judge', {id: accountId, mode: 'promiseReminder', at, assumeConsent});
    const [plain, agreed] = await Promise.all([ask(false), ask(true)]);
    return {plain, agreed};
  });
  // Without an account nothing is known of the customer that a rule could be asked about.
  const offer: Offer | null =
    wanted === null
      ? null
      : past
        ? 'blocked'
        : accountId === null
          ? 'withConsent'
          : judged.value && offerOf(judged.value);
  const consent = flagOf(form, 'consent');
  const refused = offer === 'blocked';
  useEffect(() => {
    // What may not be offered cannot have been agreed to.
    if (refused && consent) onForm({...form, consent: false});
  }, [refused, consent, form, onForm]);
  const set = (change: OutcomeForm) => onForm({...form, ...change});
  const judgement = offer === 'withConsent' ? judged.value?.plain : judged.value?.agreed;
  const reasons = judgement?.findings.filter(({verdict}) => verdict === 'blocked') ?? [];
  return (
    <fieldset className="reminder-offer">
      <legend className="choices-title">{text.title}</legend>
      {promised === null || promised <= today ? (
        <p className="quiet">{text.none}</p>
      ) : (
        <>
          {judged.error !== null && <ErrorNotice error={judged.error} title={text.cannot} onRetry={judged.again} />}
          <div role="status" className="reminder-offer">
            {offer === null && judged.error === null && wanted !== null && <p className="quiet">{text.judging}</p>}
            {offer !== null && offer !== 'blocked' && wanted !== null && (
              <p className="reminder-ask">{text.ask(`${dayInWords(wanted.day, language)} ${wanted.time}`)}</p>
            )}
            {offer === 'blocked' && past && <p className="lacking">{text.past}</p>}
            {(offer === 'blocked' || offer === 'withConsent') && reasons.length > 0 && (
              <p className="lacking">
                {text[offer]}
                {reasons.map(({ruleId, message, source}) => `${message[language]} (${ruleId} · ${source})`).join(' ')}
              </p>
            )}
          </div>
          {(offer === 'offered' || offer === 'withConsent') && (
            <label className="tick">
              <input
                type="checkbox"
                checked={consent}
                onChange={(event) => set({consent: event.currentTarget.checked})}
              />
              {text.agreed}
            </label>
          )}
          <div className="field-row">
            <label className="field">
              {text.day}
              <input
                name="reminderDay"
                value={textOf(form, 'reminderDay')}
                placeholder={wanted?.day ?? ''}
                maxLength={20}
                onChange={(event) => set({reminderDay: event.currentTarget.value})}
              />
              <span className="read-back">{wanted === null ? '' : dayInWords(wanted.day, language)}</span>
            </label>
            <label className="field">
              {text.time}
              <input
                name="reminderTime"
                value={textOf(form, 'reminderTime')}
                placeholder={wanted?.time ?? ''}
                maxLength={20}
                onChange={(event) => set({reminderTime: event.currentTarget.value})}
              />
              <span className="read-back">{wanted?.time ?? ''}</span>
            </label>
          </div>
        </>
      )}
    </fieldset>
  );
}
