import type {Line, Pack} from '../../electron/contract/pack.ts';
import {type CallFacts, piecesOf} from '../../electron/domain/script-lines.ts';
import './script.css';
import {strings, useText} from './strings.ts';

const texts = strings({
  verbatim: {'zh-CN': '须照读', en: 'Say as written'},
  said: {'zh-CN': '已说', en: 'Said'},
  saidThis: (line: string) => ({'zh-CN': `已说：${line}`, en: `Said: ${line}`}),
  empathy: {'zh-CN': '共情', en: 'Empathy'},
});

interface SpokenTextProps {
  text: string;
  pack: Pack;
  facts: CallFacts;
  /** Values that are asked for in place, as they are being typed. */
  typed: Readonly<Record<string, string>>;
  onType?: ((slot: string, value: string) => void) | undefined;
  /** A value was finished: the field was left or confirmed. */
  onFill?: ((slot: string, value: string) => void) | undefined;
}

/** Words to be read aloud: filled slots are marked, and what is not known is a field, never a bracket read to a customer. */
export function SpokenText({text, pack, facts, typed, onType, onFill}: SpokenTextProps) {
  return (
    <>
      {piecesOf(text, pack.slots, facts.values).map((piece, i) => {
        if (piece.slot === null) return <span key={i}>{piece.text}</span>;
        const {id, name} = piece.slot;
        if (facts.given.has(id)) {
          return (
            <span key={i} className="slot-value">
              {piece.text}
            </span>
          );
        }
        if (onType === undefined) {
          return (
            <span key={i} className="slot-open">
              {piece.text ?? name}
            </span>
          );
        }
        return (
          <input
            key={i}
            className="slot-field"
            aria-label={name}
            placeholder={name}
            value={typed[id] ?? piece.text ?? ''}
            maxLength={120}
            onChange={(event) => onType(id, event.currentTarget.value)}
            onBlur={(event) => onFill?.(id, event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.nativeEvent.isComposing) onFill?.(id, event.currentTarget.value);
            }}
          />
        );
      })}
    </>
  );
}

interface SpokenLineProps extends Omit<SpokenTextProps, 'text'> {
  line: Line;
  said: boolean;
  onSaid?: ((line: Line) => void) | undefined;
}

/** A line of a stage or a branch, with a tick once it was said; required ones say that they are to be read as written. */
export function SpokenLine({line, said, onSaid, ...spoken}: SpokenLineProps) {
  const text = useText(texts);
  return (
    <li className={`spoken-line${said ? ' said' : ''}`}>
      <div className="spoken">
        {line.cue !== undefined && <span className="line-mark">{line.cue}</span>}
        {line.kind === 'verbatim' && <span className="line-mark">{text.verbatim}</span>}
        <SpokenText text={line.text} {...spoken} />
      </div>
      {line.empathy !== undefined && (
        <p className="line-empathy">
          <b>{text.empathy}</b> <SpokenText text={line.empathy} {...spoken} />
        </p>
      )}
      {onSaid !== undefined && (
        <button
          type="button"
          className="line-said"
          aria-pressed={said}
          aria-label={text.saidThis(line.text)}
          onClick={() => {
            if (!said) onSaid(line);
          }}
        >
          {said ? '✓ ' : '○ '}
          {text.said}
        </button>
      )}
    </li>
  );
}
