import type {CallMode} from '../contract/call.ts';
import type {Pack, Stage} from '../contract/pack.ts';

const serves = ({modes}: Stage, mode: CallMode): boolean => modes === undefined || modes.includes(mode);

/** The stages of a kind of call, in their order. */
const stagesFor = (stages: readonly Stage[], mode: CallMode): Stage[] => stages.filter((stage) => serves(stage, mode));

/** A pack as a kind of call goes through it; the same pack where all its stages do. */
export function packForMode<P extends Pick<Pack, 'stages'>>(pack: P, mode: CallMode): P {
  const stages = stagesFor(pack.stages, mode);
  return stages.length === pack.stages.length ? pack : {...pack, stages};
}

/** Where a call goes on once the right party is confirmed: the first stage behind the verification. */
export function stageAfterVerification(stages: readonly Stage[]): Stage | undefined {
  const verification = stages.findLastIndex(({kind}) => kind === 'verification');
  return stages[verification + 1];
}
