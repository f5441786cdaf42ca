import {type CallPlan, REACTIONS} from '../../../electron/contract/call-plan.ts';
import {GOAL_LABELS, REACTION_LABELS} from '../../../electron/contract/labels.ts';
import {strings, useLanguage, useText} from '../../shared/strings.ts';
import {type OutcomeForm, textOf} from '../outcome-form.ts';
import {goalsMetIn} from './planned-call.ts';

const texts = strings({
  met: {'zh-CN': '目标达成了吗', en: 'Goals reached'},
  reaction: {'zh-CN': '客户实际反应', en: 'How the customer reacted'},
  predicted: (words: string) => ({'zh-CN': `预计：${words}`, en: `expected: ${words}`}),
  notChosen: {'zh-CN': '未选', en: 'not chosen'},
});

interface GoalFieldsProps {
  planned: CallPlan;
  form: OutcomeForm;
  onForm: (form: OutcomeForm) => void;
}

/** After the call: what was reached of what was set out to do, and the reaction beside the one that was expected. */
export function GoalFields({planned, form, onForm}: GoalFieldsProps) {
  const text = useText(texts);
  const language = useLanguage();
  const met = goalsMetIn(form, planned.goals);
  return (
    <div className="field-row">
      {planned.goals.length > 0 && (
        <fieldset className="reminder-offer">
          <legend>{text.met}</legend>
          {planned.goals.map((goal) => (
            <label key={goal} className="tick">
              <input
                type="checkbox"
                checked={met.includes(goal)}
                onChange={(event) => {
                  const {checked} = event.currentTarget;
                  onForm({
                    ...form,
                    goalsMet: planned.goals.filter((each) => (each === goal ? checked : met.includes(each))),
                  });
                }}
              />
              {GOAL_LABELS[goal][language]}
            </label>
          ))}
        </fieldset>
      )}
      {planned.predicted.length > 0 && (
        <label className="field">
          {text.reaction}
          <select
            name="reaction"
            value={textOf(form, 'reaction')}
            onChange={(event) => onForm({...form, reaction: event.currentTarget.value})}
          >
            <option value="">{text.notChosen}</option>
            {REACTIONS.map((reaction) => (
              <option key={reaction} value={reaction}>
                {REACTION_LABELS[reaction][language]}
              </option>
            ))}
          </select>
          <span className="read-back">
            {text.predicted(planned.predicted.map((each) => REACTION_LABELS[each][language]).join(' · '))}
          </span>
        </label>
      )}
    </div>
  );
}
