import type {RefObject} from 'react';
import type {Problem} from '../../../electron/contract/errors.ts';
import {parseDay} from '../../../electron/domain/days.ts';
import {formatMoney, minorDigits} from '../../../electron/domain/script-lines.ts';
import {dayInWords} from '../../shared/format.ts';
import {strings, useLanguage, useText} from '../../shared/strings.ts';
import {flagOf, type OutcomeForm, textOf} from '../outcome-form.ts';
import {INTERVAL_NAMES, type PlanContext, readPlan, withEntry} from './plan-form.ts';
import './promise.css';

const texts = strings({
  inParts: {'zh-CN': '分期还（列出每一期）', en: 'In instalments (list every part)'},
  whole: (amount: string) => ({'zh-CN': `一共 ${amount}`, en: `${amount} in all`}),
  total: {'zh-CN': '一共还多少', en: 'How much in all'},
  count: {'zh-CN': '分几期', en: 'How many parts'},
  first: {'zh-CN': '第一期（5d、周五、15）', en: 'First day (5d, fri, 15)'},
  every: {'zh-CN': '间隔', en: 'Every'},
  '7d': {'zh-CN': '每周', en: 'week'},
  '14d': {'zh-CN': '每两周', en: 'two weeks'},
  '1m': {'zh-CN': '每月', en: 'month'},
  table: {'zh-CN': '分期表', en: 'Instalments'},
  part: {'zh-CN': '期', en: 'Part'},
  day: {'zh-CN': '日期', en: 'Day'},
  amount: {'zh-CN': '金额', en: 'Amount'},
  dayOf: (n: number) => ({'zh-CN': `第 ${n} 期日期`, en: `Day of part ${n}`}),
  amountOf: (n: number) => ({'zh-CN': `第 ${n} 期金额`, en: `Amount of part ${n}`}),
  sum: {'zh-CN': '合计', en: 'Sum'},
  edit: {'zh-CN': '改哪一期都行，其余自动补足到总额', en: 'Change any part; the others make up the whole'},
  why: {'zh-CN': '不能这样约：', en: 'Not possible like this: '},
});

interface PlanFieldsProps {
  form: OutcomeForm;
  context: PlanContext;
  problems: readonly Problem[];
  onForm: (form: OutcomeForm) => void;
  firstRef: RefObject<HTMLInputElement | null>;
}

/** The calculator of a promise in parts: how many, from when, how far apart; every row can be changed. */
export function PlanFields({form, context, problems, onForm, firstRef}: PlanFieldsProps) {
  const text = useText(texts);
  const language = useLanguage();
  const {currency, today} = context;
  const read = readPlan(form, context);
  const set = (change: OutcomeForm) => onForm({...form, ...change});
  const on = flagOf(form, 'planOn');
  const wrong = (path: string) => problems.some((problem) => problem.path === path);
  const plain = (minor: number) => (minor / 10 ** minorDigits(currency)).toFixed(minorDigits(currency));
  const first = parseDay(textOf(form, 'planFirst'), today);
  const sum = read.rows.reduce((all, {amount}) => all + (amount ?? 0), 0);
  const why = problems.filter(({path}) => path === 'promise.plan' || path.startsWith('promise.plan.instalments'));
  return (
    <>
      <label className="tick">
        <input
          ref={firstRef}
          type="checkbox"
          checked={on}
          onChange={(event) => set({planOn: event.currentTarget.checked})}
        />
        {text.inParts}
      </label>
      {on && (
        <>
          <div className="field-row">
            {context.total === null ? (
              <label className="field">
                {text.total} ({currency})
                <input
                  inputMode="decimal"
                  value={textOf(form, 'planTotal')}
                  aria-invalid={wrong('promise.plan.total')}
                  onChange={(event) => set({planTotal: event.currentTarget.value})}
                />
              </label>
            ) : (
              <p className="plan-whole">{text.whole(formatMoney(context.total, currency, language))}</p>
            )}
            <label className="field">
              {text.count}
              <input
                name="planCount"
                inputMode="numeric"
                maxLength={2}
                value={textOf(form, 'planCount')}
                aria-invalid={wrong('promise.plan.count')}
                onChange={(event) => set({planCount: event.currentTarget.value, planDays: [], planAmounts: []})}
              />
            </label>
            <label className="field">
              {text.first}
              <input
                name="planFirst"
                value={textOf(form, 'planFirst')}
                aria-invalid={wrong('promise.plan.first')}
                onChange={(event) => set({planFirst: event.currentTarget.value, planDays: []})}
              />
              <span className="read-back">{first === null ? '' : dayInWords(first, language)}</span>
            </label>
            <label className="field">
              {text.every}
              <select
                name="planEvery"
                value={read.interval}
                onChange={(event) => set({planEvery: event.currentTarget.value, planDays: []})}
              >
                {INTERVAL_NAMES.map((name) => (
                  <option key={name} value={name}>
                    {text[name]}
                  </option>
                ))}
              </select>
            </label>
          </div>
          {read.rows.length > 0 && (
            <table className="plan-table">
              <caption className="quiet">{text.edit}</caption>
              <thead>
                <tr>
                  <th scope="col">{text.part}</th>
                  <th scope="col">{text.day}</th>
                  <th scope="col">{text.amount}</th>
                </tr>
              </thead>
              <tbody>
                {read.rows.map((row, i) => (
                  <tr key={i}>
                    <th scope="row">{i + 1}</th>
                    <td>
                      <input
                        aria-label={text.dayOf(i + 1)}
                        // A blank is a field that was emptied to be typed anew; without it the reckoned day is back at once.
                        value={row.typedDay === '' ? (row.day ?? '') : row.typedDay.trimStart()}
                        maxLength={20}
                        aria-invalid={wrong(`promise.plan.instalments[${i}].day`)}
                        onChange={(event) =>
                          set({planDays: withEntry(form, 'planDays', i, event.currentTarget.value || ' ')})
                        }
                        onBlur={() => {
                          if (row.typedDay === ' ') set({planDays: withEntry(form, 'planDays', i, '')});
                        }}
                      />
                      <span className="read-back">{row.day === null ? '' : dayInWords(row.day, language)}</span>
                    </td>
                    <td>
                      <input
                        aria-label={text.amountOf(i + 1)}
                        inputMode="decimal"
                        value={
                          row.typedAmount === ''
                            ? row.amount === null
                              ? ''
                              : plain(row.amount)
                            : row.typedAmount.trimStart()
                        }
                        maxLength={20}
                        aria-invalid={wrong(`promise.plan.instalments[${i}].amount`)}
                        onChange={(event) =>
                          set({planAmounts: withEntry(form, 'planAmounts', i, event.currentTarget.value || ' ')})
                        }
                        onBlur={() => {
                          if (row.typedAmount === ' ') set({planAmounts: withEntry(form, 'planAmounts', i, '')});
                        }}
                      />
                    </td>
                  </tr>
                ))}
              </tbody>
              <tfoot>
                <tr>
                  <th scope="row" colSpan={2}>
                    {text.sum}
                  </th>
                  <td className="tabular">{formatMoney(sum, currency, language)}</td>
                </tr>
              </tfoot>
            </table>
          )}
          {why.length > 0 && (
            <p className="lacking">
              {text.why}
              {why.map(({message}) => message[language]).join(language === 'zh-CN' ? '；' : '; ')}
            </p>
          )}
        </>
      )}
    </>
  );
}
