import {useEffect, useRef} from 'react';
import type {Pack, Stage} from '../../electron/contract/pack.ts';
import type {Gate} from '../../electron/domain/gate.ts';
import {useText} from '../shared/strings.ts';
import {LockSign} from './lock-sign.tsx';
import {agentTexts} from './strings.ts';

const AFTER_VERIFICATION = new Set(['understanding', 'pressure', 'commitment', 'reminder']);

/**
 * Stages that talk about the debt stay locked until the right party is confirmed, and the stage of pressure once nobody
 * is to be pressed; one may always close a call.
 */
export const stageIsLocked = (stage: Stage, gate: Gate | null, calm: boolean): boolean =>
  (gate === 'closed' && AFTER_VERIFICATION.has(stage.kind)) || (calm && gate !== null && stage.kind === 'pressure');

interface StageRailProps {
  pack: Pack;
  gate: Gate | null;
  /** Nobody is to be pressed in this call. */
  calm: boolean;
  stageId: string;
  visited: ReadonlySet<string>;
  onStage: (stage: Stage) => void;
}

/** Where the call is, what is done, what is locked. */
export function StageRail({pack, gate, calm, stageId, visited, onStage}: StageRailProps) {
  const text = useText(agentTexts);
  const now = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    now.current?.scrollIntoView({block: 'nearest', inline: 'center'});
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- the button that `now` holds changes with the stage
  }, [stageId]);
  return (
    <nav className="stage-rail" aria-label={text.stages} lang={pack.language}>
      <ol>
        {pack.stages.map((stage) => {
          const isNow = stage.id === stageId;
          const locked = stageIsLocked(stage, gate, calm);
          const done = visited.has(stage.id) && !isNow;
          return (
            <li key={stage.id}>
              <button
                type="button"
                ref={isNow ? now : undefined}
                aria-current={isNow ? 'step' : undefined}
                title={
                  locked ? (gate === 'closed' ? text.stageLocked : text.stageCalm) : done ? text.stageDone : undefined
                }
                disabled={locked || gate === null}
                onClick={() => onStage(stage)}
              >
                {locked && <LockSign />}
                {stage.title}
                {done && <span aria-hidden="true">✓</span>}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
