import type {CurrentCall} from '../../electron/contract/methods.ts';
import type {ReminderItem} from '../../electron/contract/call-plan.ts';
import type {Draft, IdentityCheck} from '../../electron/contract/call.ts';
import type {Pack} from '../../electron/contract/pack.ts';
import {CHECK_LABELS} from '../../electron/contract/labels.ts';
import {PoliteNotice} from './safety/polite-notice.tsx';
import {RequiredStrip} from './safety/required-strip.tsx';
import {AnswerPanel} from '../shared/answer-panel.tsx';
import {BranchPanel, StagePanel} from '../shared/stage-panel.tsx';
import {useLanguage, useText} from '../shared/strings.ts';
import {KEYS, TONE_KEYS} from './keys.ts';
import {CallPlanCard} from './promise/call-plan-card.tsx';
import {ReminderChecklist} from './promise/reminder-checklist.tsx';
import {PreparationCard} from './preparation-card.tsx';
import {agentTexts} from './strings.ts';
import type {Conversation} from './use-conversation.ts';

const CHECKS: readonly IdentityCheck[] = ['idTail', 'birthday', 'address', 'registeredPhone'];

interface ScriptAreaProps {
  pack: Pack;
  current: CurrentCall | null;
  conversation: Conversation;
  /** What is planned before the call, and ticked in a reminder. */
  plan: {
    turn: number;
    onForm: (change: (form: Draft['form']) => Draft['form']) => void;
    onLeave: () => void;
    onTick: (items: ReminderItem[]) => void;
  };
}

/** What to say now: a hard call, the answer that was picked, or the stage; nothing of it when there is nothing to say. */
export function ScriptArea({pack, current, conversation, plan}: ScriptAreaProps) {
  const text = useText(agentTexts);
  const language = useLanguage();
  const {facts, branch, objection, stage, gate, usedLines, typedSlots} = conversation;
  if (facts === null) return null;
  const inCall =
    current === null ? {} : {onType: conversation.typeSlot, onFill: conversation.fillSlot, onSaid: conversation.say};
  const lines = {pack, facts, typed: typedSlots, usedLines, ...inCall};

  const onLine = current !== null && gate !== 'preparing';
  // Whatever is read, it stays said over it that the call only ends politely.
  const required = onLine && (
    <>
      {conversation.polite && (
        <PoliteNotice judgement={current.judgement} brief={branch !== null || objection !== null} />
      )}
      <RequiredStrip sayings={conversation.sayings} next={conversation.nextSaying} onSaid={conversation.tick} />
    </>
  );
  if (branch !== null) {
    return (
      <>
        {required}
        <BranchPanel branch={branch} {...lines}>
          <button type="button" className="back" lang={language} onClick={conversation.leaveBranch}>
            {text.leaveBranch} <kbd>{KEYS.search}</kbd>
          </button>
        </BranchPanel>
      </>
    );
  }
  if (objection !== null) {
    return (
      <>
        {required}
        <AnswerPanel
          {...lines}
          objection={objection}
          tone={conversation.tone}
          keys={{tones: TONE_KEYS, said: KEYS.said, next: KEYS.stageOn}}
          onTone={conversation.chooseTone}
          onNext={current === null ? undefined : () => conversation.moveStage(1)}
        />
      </>
    );
  }
  if (current === null || stage === null) return null;
  return (
    <>
      {required}
      <StagePanel stage={stage} {...lines}>
        {gate === 'preparing' && current.account !== null && (
          <PreparationCard
            account={current.account}
            flags={current.flags}
            record={current.record}
            facts={facts}
            buckets={pack.buckets}
          />
        )}
        {gate === 'preparing' && (
          <CallPlanCard form={current.draft.form} onForm={plan.onForm} focusTurn={plan.turn} onLeave={plan.onLeave} />
        )}
        {gate === 'open' && stage.kind === 'reminder' && (
          <ReminderChecklist ticked={current.record.reminder ?? []} onTick={plan.onTick} />
        )}
        {gate === 'closed' && current.record.party === 'unknown' && stage.kind === 'verification' && (
          <fieldset className="checks" lang={language}>
            <legend>{text.checks}</legend>
            {CHECKS.map((check) => (
              <label key={check} className="tick">
                <input
                  type="checkbox"
                  checked={conversation.checks.includes(check)}
                  onChange={(event) =>
                    conversation.setChecks(
                      CHECKS.filter((each) =>
                        each === check ? event.currentTarget.checked : conversation.checks.includes(each),
                      ),
                    )
                  }
                />
                {CHECK_LABELS[check][language]}
              </label>
            ))}
          </fieldset>
        )}
      </StagePanel>
    </>
  );
}
