import type {PackDocument} from '../../../electron/domain/pack-draft.ts';
import type {Spot} from './draft-context.tsx';

type RuleDocument = NonNullable<PackDocument['rules']>[number];

export function RuleForm({rule}: {of: Spot; rule: RuleDocument; onRenamed: (id: string) => void}) {
  return <pre>{JSON.stringify(rule, null, 2)}</pre>;
}
