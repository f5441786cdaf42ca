import type {Judgement} from '../../../electron/contract/contact-rules.ts';
import type {AccountFlag} from '../../../electron/contract/flags.ts';
import type {TimeZone} from '../../../electron/contract/values.ts';
import {FLAG_LABELS, VERDICT_LABELS} from '../../../electron/contract/labels.ts';
import {flagWords} from '../../../electron/domain/flag-words.ts';
import {strings, useLanguage, useText} from '../../shared/strings.ts';
import {KEYS} from '../keys.ts';
import {FLAG_KEY_WORDS, keyOfFlag} from './flag-choices.ts';
import {lightInWords} from './judgement-words.ts';
import './safety.css';

const texts = strings({
  unknown: {'zh-CN': '没有账户，规则无从判断', en: 'No account: the rules cannot judge'},
  why: {'zh-CN': '依据', en: 'Why'},
  wishes: {'zh-CN': '客户的要求', en: 'What the customer asked for'},
});

const CHIPS_SHOWN = 3;

interface CallLightProps {
  judgement: Judgement | null;
  timeZone: TimeZone;
  /** Whether the reasons are shown; the button closes them, too. */
  opened: boolean;
  onReasons: () => void;
}

/** May I call: sign, word, until when, and the counter that is nearest to its limit. Its button tells why. */
export function CallLight({judgement, timeZone, opened, onReasons}: CallLightProps) {
  const text = useText(texts);
  const language = useLanguage();
  if (judgement === null) return <span className="quiet">{text.unknown}</span>;
  const {sign, until, counter} = lightInWords(judgement, language, timeZone);
  return (
    <button
      type="button"
      className={`light light-${judgement.verdict}`}
      aria-expanded={opened}
      aria-keyshortcuts={KEYS.reasons}
      onClick={onReasons}
    >
      <strong>
        <span aria-hidden="true">{sign}</span> {VERDICT_LABELS[judgement.verdict][language]}
      </strong>
      {until !== '' && <span>{until}</span>}
      {counter !== '' && <span className="tabular">{counter}</span>}
      <span className="only-heard">{text.why}</span>
      <kbd>{KEYS.reasons}</kbd>
    </button>
  );
}

/** What the customer asked for, in a word each; the rest is one key away. */
export function FlagChips({flags}: {flags: readonly AccountFlag[]}) {
  const text = useText(texts);
  const language = useLanguage();
  if (flags.length === 0) return null;
  // The newest first: what was just asked for is in sight, and the rest is counted rather than squeezed.
  const ordered = flags.toReversed();
  const more = ordered.slice(CHIPS_SHOWN);
  return (
    <ul className="flag-chips" aria-label={text.wishes}>
      {ordered.slice(0, CHIPS_SHOWN).map(({id, flag}) => {
        const key = keyOfFlag(flag);
        const words = flagWords(flag, language);
        return (
          <li key={id} title={words}>
            <span aria-hidden="true">
              <span className="flag-mark">⚑ </span>
              {(key === null ? FLAG_LABELS[flag.kind] : FLAG_KEY_WORDS[key])[language]}
            </span>
            <span className="only-heard">{words}</span>
          </li>
        );
      })}
      {more.length > 0 && (
        <li title={more.map(({flag}) => flagWords(flag, language)).join(language === 'en' ? '; ' : '；')}>
          <span aria-hidden="true">+{more.length}</span>
          <span className="only-heard">
            {more.map(({flag}) => flagWords(flag, language)).join(language === 'en' ? '; ' : '；')}
          </span>
        </li>
      )}
    </ul>
  );
}
