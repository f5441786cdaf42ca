import {REMINDER_ITEMS, type ReminderItem} from '../../../electron/contract/call-plan.ts';
import {REMINDER_LABELS} from '../../../electron/contract/labels.ts';
import {strings, useLanguage, useText} from '../../shared/strings.ts';
import {KEYS} from '../keys.ts';
import './promise.css';

const texts = strings({
  title: {'zh-CN': '提醒要做到四样', en: 'Four things to make sure of'},
  next: {'zh-CN': '勾下一项', en: 'tick the next'},
});

interface ReminderChecklistProps {
  ticked: readonly ReminderItem[];
  onTick: (items: ReminderItem[]) => void;
}

/** The list with one more item; the same list when all are ticked. */
export const withNextItem = (ticked: readonly ReminderItem[]): ReminderItem[] => {
  const next = REMINDER_ITEMS.find((item) => !ticked.includes(item));
  return REMINDER_ITEMS.filter((item) => item === next || ticked.includes(item));
};

/** What a call on the day before the due date must have made sure of; one key ticks the next. */
export function ReminderChecklist({ticked, onTick}: ReminderChecklistProps) {
  const text = useText(texts);
  const language = useLanguage();
  return (
    <fieldset className="reminder-checklist" lang={language}>
      <legend>
        {text.title} <kbd>{KEYS.reminderItem}</kbd> <span className="quiet">{text.next}</span>
      </legend>
      {REMINDER_ITEMS.map((item) => (
        <label key={item} className="tick">
          <input
            type="checkbox"
            checked={ticked.includes(item)}
            onChange={(event) => {
              const {checked} = event.currentTarget;
              onTick(REMINDER_ITEMS.filter((each) => (each === item ? checked : ticked.includes(each))));
            }}
          />
          {REMINDER_LABELS[item][language]}
        </label>
      ))}
    </fieldset>
  );
}
