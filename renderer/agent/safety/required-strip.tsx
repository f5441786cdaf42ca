import {REQUIRED_LINE_LABELS} from '../../../electron/contract/labels.ts';
import type {Language} from '../../../electron/contract/values.ts';
import type {RequiredSaying} from '../../../electron/domain/required-lines.ts';
import {strings, useLanguage, useText} from '../../shared/strings.ts';
import {KEYS} from '../keys.ts';
import {LockSign} from '../lock-sign.tsx';
import './safety.css';

const texts = strings({
  title: {'zh-CN': '必须说的', en: 'Must be said'},
  later: {'zh-CN': '核实后', en: 'after verification'},
  said: {'zh-CN': '已说', en: 'said'},
  next: {'zh-CN': '下一项', en: 'next'},
  unsaid: {'zh-CN': '应说而没有标记已说：', en: 'Due, and not marked as said: '},
});

/** A saying by its name: what a rule calls it, else the first words of the line. */
function sayingInWords({kind, line}: RequiredSaying, language: Language): string {
  if (kind !== null) return REQUIRED_LINE_LABELS[kind][language];
  const words = line?.text.replace(/\{[^}]*\}/g, '…') ?? '';
  const most = language === 'zh-CN' ? 14 : 32;
  return words.length > most ? `${words.slice(0, most)}…` : words;
}

const sayingKey = ({kind, line}: RequiredSaying): string => `${kind ?? ''} ${line?.id ?? ''}`;

interface RequiredStripProps {
  sayings: readonly RequiredSaying[];
  next: RequiredSaying | null;
  onSaid: (saying: RequiredSaying) => void;
}

/** Everything that must be said in this call, with its tick; one key ticks the next. */
export function RequiredStrip({sayings, next, onSaid}: RequiredStripProps) {
  const text = useText(texts);
  const language = useLanguage();
  if (sayings.length === 0) return null;
  return (
    <div className="required-strip" role="group" aria-label={text.title} lang={language}>
      <span className="quiet" aria-hidden="true">
        {text.title}
      </span>
      {sayings.map((saying) => {
        const isNext = saying === next;
        return (
          <button
            key={sayingKey(saying)}
            type="button"
            aria-pressed={saying.said}
            disabled={!saying.due && !saying.said}
            onClick={() => {
              if (!saying.said) onSaid(saying);
            }}
          >
            <span aria-hidden="true">{saying.said ? '✓' : '○'}</span> {sayingInWords(saying, language)}
            {!saying.due && !saying.said && (
              <>
                {' '}
                <span title={text.later}>
                  <LockSign />
                </span>
                <span className="only-heard">{text.later}</span>
              </>
            )}
            {isNext && <kbd aria-label={`${text.next} ${KEYS.required}`}>{KEYS.required}</kbd>}
          </button>
        );
      })}
    </div>
  );
}

/** At the outcome: what was due and was not said, by name. Said plainly, and no reason to refuse. */
export function UnsaidNotice({sayings}: {sayings: readonly RequiredSaying[]}) {
  const text = useText(texts);
  const language = useLanguage();
  if (sayings.length === 0) return null;
  const names = sayings.map((saying) => sayingInWords(saying, language));
  return (
    <p className="lacking unsaid">
      {text.unsaid}
      {names.join(language === 'zh-CN' ? '、' : ', ')}
    </p>
  );
}
