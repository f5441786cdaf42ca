import type {Line, Objection, Pack, Tone} from '../../electron/contract/pack.ts';
import {TONES} from '../../electron/contract/pack.ts';
import {TONE_LABELS} from '../../electron/contract/labels.ts';
import {isAsGentleAs, stageIsLocked} from '../../electron/domain/gate.ts';
import {type CallFacts, pickAnswer, tonesShown} from '../../electron/domain/script-lines.ts';
import {SpokenText} from './spoken-line.tsx';
import {strings, useLanguage, useText} from './strings.ts';

const texts = strings({
  verifyFirst: {
    'zh-CN': '先核实本人：这条异议的回答在核实之前不能说。',
    en: 'Verify first: nothing of this answer may be said before the right party is confirmed.',
  },
  tones: {'zh-CN': '语气', en: 'Tone'},
  lacking: (tone: string, facts: string) => ({
    'zh-CN': `“${tone}”缺少事实：${facts}。以下为其他语气。`,
    en: `“${tone}” lacks facts: ${facts}. This is another tone.`,
  }),
  open: {'zh-CN': '开放追问', en: 'Open questions'},
  closed: {'zh-CN': '封闭追问', en: 'Closed questions'},
  empathy: {'zh-CN': '共情', en: 'Empathy'},
  avoid: {'zh-CN': '不要说', en: 'Do not say'},
  next: (stage: string) => ({'zh-CN': `下一步 → ${stage}`, en: `Next → ${stage}`}),
  said: {'zh-CN': '已说', en: 'Said'},
});

interface AnswerPanelProps {
  objection: Objection;
  pack: Pack;
  facts: CallFacts;
  tone: Tone;
  typed: Readonly<Record<string, string>>;
  usedLines: ReadonlySet<string>;
  /** Keys beside the tones and buttons; none in a preview. */
  keys?: {tones: Record<Tone, string>; said: string; next: string} | undefined;
  onTone: (tone: Tone) => void;
  onType?: ((slot: string, value: string) => void) | undefined;
  onFill?: ((slot: string, value: string) => void) | undefined;
  onSaid?: ((line: Line) => void) | undefined;
  onNext?: ((stageId: string) => void) | undefined;
}

/** The answer, large and to be read aloud; beside it what helps to say it well. Behind a closed gate, only what may be said. */
export function AnswerPanel(props: AnswerPanelProps) {
  const {objection, pack, facts, tone, typed, usedLines, keys, onTone, onType, onFill, onSaid, onNext} = props;
  const text = useText(texts);
  const language = useLanguage();
  const picked = pickAnswer(objection, tone, facts);
  const shown = tonesShown(objection, facts);
  const next = pack.stages.find(
    (stage) => stage.id === objection.nextStage && !stageIsLocked(stage, facts.gate, facts.care ?? 'usual'),
  );
  const closed = facts.gate === 'closed';
  const slotName = (id: string) => pack.slots.find((slot) => slot.id === id)?.name ?? id;
  const spoken = {pack, facts, typed, onType, onFill};

  return (
    <article className="answer" aria-label={objection.title} lang={pack.language}>
      <header className="answer-head">
        <h2>{objection.title}</h2>
        {picked !== null && (
          <div role="group" aria-label={text.tones} className="tones" lang={language}>
            {/* A tone that is out of place in this call is not offered; one that only lacks facts is, and says so. */}
            {TONES.filter((each) => each !== 'firm' || !isAsGentleAs(facts.care, 'gentle')).map((each) => (
              <button
                key={each}
                type="button"
                aria-pressed={picked.tone === each}
                disabled={!shown.includes(each)}
                onClick={() => onTone(each)}
              >
                {TONE_LABELS[each][language]}
                {keys !== undefined && <kbd>{keys.tones[each]}</kbd>}
              </button>
            ))}
          </div>
        )}
      </header>

      {picked === null ? (
        <p className="verify-first" lang={language}>
          {text.verifyFirst}
        </p>
      ) : (
        <>
          {picked.lacking.length > 0 && (
            <p className="lacking" lang={language}>
              {text.lacking(
                TONE_LABELS[tone][language],
                picked.lacking.map(slotName).join(language === 'zh-CN' ? '、' : ', '),
              )}
            </p>
          )}
          <p className="spoken answer-text">
            <SpokenText text={picked.line.text} {...spoken} />
          </p>
          <p className="answer-aside">
            <b lang={language}>{text.empathy}</b>{' '}
            {/* Before the check, the objection's own words may already tell what the call is about. */}
            {closed ? (
              (picked.line.empathy ?? '—')
            ) : (
              <SpokenText text={picked.line.empathy ?? objection.empathy} {...spoken} />
            )}
          </p>
          {onSaid !== undefined && (
            <div className="answer-actions" lang={language}>
              <button type="button" aria-pressed={usedLines.has(picked.line.id)} onClick={() => onSaid(picked.line)}>
                {usedLines.has(picked.line.id) ? '✓ ' : ''}
                {text.said}
                {keys !== undefined && <kbd>{keys.said}</kbd>}
              </button>
              {next !== undefined && !closed && onNext !== undefined && (
                <button type="button" onClick={() => onNext(next.id)}>
                  {text.next(next.title)}
                  {keys !== undefined && <kbd>{keys.next}</kbd>}
                </button>
              )}
            </div>
          )}
          {!closed && (
            <dl className="answer-more">
              {(['open', 'closed'] as const).map((kind) => {
                const questions = objection.followUps.filter((question) => question.kind === kind);
                return questions.length === 0 ? null : (
                  <div key={kind}>
                    <dt lang={language}>{text[kind]}</dt>
                    {questions.map((question) => (
                      <dd key={question.id}>
                        <SpokenText text={question.text} {...spoken} />
                      </dd>
                    ))}
                  </div>
                );
              })}
              {objection.avoid.length > 0 && (
                <div className="avoid">
                  <dt lang={language}>{text.avoid}</dt>
                  {objection.avoid.map((words) => (
                    <dd key={words}>{words}</dd>
                  ))}
                </div>
              )}
            </dl>
          )}
        </>
      )}
    </article>
  );
}
