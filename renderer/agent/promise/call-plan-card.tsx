import {type KeyboardEvent, useEffect, useRef} from 'react';
import {CALL_GOALS, PREPARED_ITEMS, REACTIONS} from '../../../electron/contract/call-plan.ts';
import {GOAL_LABELS, PREPARED_LABELS, REACTION_LABELS} from '../../../electron/contract/labels.ts';
import {strings, useLanguage, useText} from '../../shared/strings.ts';
import {isComposing, KEYS} from '../keys.ts';
import type {OutcomeForm} from '../outcome-form.ts';
import {GOAL_KEYS, MOST_GOALS, plannedIn, PREPARED_KEYS, REACTION_KEYS} from './planned-call.ts';
import './promise.css';

const texts = strings({
  title: {'zh-CN': '这通电话', en: 'This call'},
  goals: {'zh-CN': '目标（最多两个）', en: 'Goals (two at most)'},
  predicted: {'zh-CN': '预计对方', en: 'Expected reaction'},
  prepared: {'zh-CN': '看过了', en: 'Looked at'},
  hint: {'zh-CN': '在此按字母或数字选择；Esc 返回', en: 'Press a letter or digit here; Esc goes back'},
});

interface CallPlanCardProps {
  form: OutcomeForm;
  onForm: (change: (form: OutcomeForm) => OutcomeForm) => void;
  /** Takes the focus whenever this changes from 0 on. */
  focusTurn: number;
  onLeave: () => void;
}

/** What the call is to reach, what was looked at, and how the customer will react: by letters, before it is connected. */
export function CallPlanCard({form, onForm, focusTurn, onLeave}: CallPlanCardProps) {
  const text = useText(texts);
  const language = useLanguage();
  const card = useRef<HTMLElement>(null);
  const {goals, predicted, prepared} = plannedIn(form);
  useEffect(() => {
    if (focusTurn > 0) card.current?.focus();
  }, [focusTurn]);
  const toggle = (name: 'goals' | 'predicted' | 'prepared', list: readonly string[], item: string) =>
    onForm((typing) => ({
      ...typing,
      [name]: list.includes(item) ? list.filter((each) => each !== item) : [...list, item],
    }));
  const toggleGoal = (goal: (typeof CALL_GOALS)[number]) => {
    // A third one is not taken: first one of the two must go.
    if (goals.includes(goal) || goals.length < MOST_GOALS) toggle('goals', goals, goal);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent) || event.ctrlKey || event.altKey || event.metaKey) return;
    const letter = event.key.toUpperCase();
    const goal = CALL_GOALS.find((each) => GOAL_KEYS[each] === letter);
    const reaction = REACTIONS.find((each) => REACTION_KEYS[each] === letter);
    const item = PREPARED_ITEMS.find((each) => PREPARED_KEYS[each] === letter);
    if (event.key === 'Escape') onLeave();
    else if (goal !== undefined) toggleGoal(goal);
    else if (reaction !== undefined) toggle('predicted', predicted, reaction);
    else if (item !== undefined) toggle('prepared', prepared, item);
    else return;
    event.preventDefault();
  };
  return (
    <section
      className="call-plan choices"
      ref={card}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- takes the focus, so that letters choose
      tabIndex={0}
      aria-label={`${text.title} · ${text.hint}`}
      onKeyDown={onKeyDown}
      lang={language}
    >
      <h3>
        {text.title} <kbd>{KEYS.callPlan}</kbd>
      </h3>
      <p className="choices-title">{text.goals}</p>
      <div className="choice-row">
        {CALL_GOALS.map((goal) => (
          <button
            key={goal}
            type="button"
            aria-pressed={goals.includes(goal)}
            disabled={!goals.includes(goal) && goals.length >= MOST_GOALS}
            onClick={() => toggleGoal(goal)}
          >
            <kbd>{GOAL_KEYS[goal]}</kbd>
            {GOAL_LABELS[goal][language]}
          </button>
        ))}
      </div>
      <p className="choices-title">{text.predicted}</p>
      <div className="choice-row">
        {REACTIONS.map((reaction) => (
          <button
            key={reaction}
            type="button"
            aria-pressed={predicted.includes(reaction)}
            onClick={() => toggle('predicted', predicted, reaction)}
          >
            <kbd>{REACTION_KEYS[reaction]}</kbd>
            {REACTION_LABELS[reaction][language]}
          </button>
        ))}
      </div>
      <p className="choices-title">{text.prepared}</p>
      <div className="choice-row">
        {PREPARED_ITEMS.map((item) => (
          <button
            key={item}
            type="button"
            aria-pressed={prepared.includes(item)}
            onClick={() => toggle('prepared', prepared, item)}
          >
            <kbd>{PREPARED_KEYS[item]}</kbd>
            {PREPARED_LABELS[item][language]}
          </button>
        ))}
      </div>
    </section>
  );
}
