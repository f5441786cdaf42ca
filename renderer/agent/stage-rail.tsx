import {useEffect, useRef} from 'react';
import type {Pack, Stage} from '../../electron/contract/pack.ts';
import {type Care, type Gate, stageIsLocked} from '../../electron/domain/gate.ts';
import {useText} from '../shared/strings.ts';
import {LockSign} from './lock-sign.tsx';
import {agentTexts} from './strings.ts';

interface StageRailProps {
  pack: Pack;
  gate: Gate | null;
  /** How gently this call is led: some stages close with it. */
  care: Care;
  stageId: string;
  visited: ReadonlySet<string>;
  onStage: (stage: Stage) => void;
}

/** Where the call is, what is done, what is locked. */
export function StageRail({pack, gate, care, stageId, visited, onStage}: StageRailProps) {
  const text = useText(agentTexts);
  const closed = care === 'noMoney' ? text.stageNoMoney : text.stageCalm;
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
          const locked = stageIsLocked(stage, gate, care);
          const done = visited.has(stage.id) && !isNow;
          return (
            <li key={stage.id}>
              <button
                type="button"
                ref={isNow ? now : undefined}
                aria-current={isNow ? 'step' : undefined}
                title={[
                  stage.title,
                  locked ? (gate === 'closed' ? text.stageLocked : closed) : done ? text.stageDone : '',
                ]
                  .filter((part) => part !== '')
                  .join(' · ')}
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
