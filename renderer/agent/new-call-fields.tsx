import type {Account} from '../../electron/contract/account.ts';
import {CallMode, Direction} from '../../electron/contract/call.ts';
import {DIRECTION_LABELS, MODE_LABELS} from '../../electron/contract/labels.ts';
import {useLanguage, useText} from '../shared/strings.ts';
import {NEW_CALL_KEYS} from './keys.ts';
import {numberInWords} from './safety/blocked-choices.tsx';
import {agentTexts} from './strings.ts';

interface NewCallFieldsProps {
  /** The chosen one; null until it is there. */
  account: Account | null;
  numberId: string | null;
  direction: Direction;
  mode: CallMode;
  onDirection: (direction: Direction) => void;
  onMode: (mode: CallMode) => void;
  onNumber: (id: string) => void;
}

/** What kind of call it will be, and on which number: each key takes the next choice. */
export function NewCallFields(props: NewCallFieldsProps) {
  const {account, numberId, direction, mode, onDirection, onMode, onNumber} = props;
  const text = useText(agentTexts);
  const language = useLanguage();
  const numbers = account?.numbers ?? [];
  return (
    <div className="field-row">
      <label className="field">
        <span>
          {text.direction}
          <kbd>{NEW_CALL_KEYS.direction}</kbd>
        </span>
        <select
          value={direction}
          aria-keyshortcuts={NEW_CALL_KEYS.direction}
          onChange={(event) => onDirection(Direction.parse(event.currentTarget.value))}
        >
          {Direction.options.map((each) => (
            <option key={each} value={each}>
              {DIRECTION_LABELS[each][language]}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>
          {text.mode}
          <kbd>{NEW_CALL_KEYS.mode}</kbd>
        </span>
        <select
          value={mode}
          aria-keyshortcuts={NEW_CALL_KEYS.mode}
          onChange={(event) => onMode(CallMode.parse(event.currentTarget.value))}
        >
          {CallMode.options.map((each) => (
            <option key={each} value={each}>
              {MODE_LABELS[each][language]}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>
          {text.number}
          <kbd>{NEW_CALL_KEYS.number}</kbd>
        </span>
        <select
          value={numberId ?? ''}
          aria-keyshortcuts={NEW_CALL_KEYS.number}
          disabled={numbers.length === 0}
          onChange={(event) => onNumber(event.currentTarget.value)}
        >
          {numbers.length === 0 && <option value="">{text.noNumber}</option>}
          {account !== null &&
            numbers.map((number) => (
              <option key={number.id} value={number.id}>
                {numberInWords(account, number)}
              </option>
            ))}
        </select>
      </label>
    </div>
  );
}
