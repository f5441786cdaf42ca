import {z} from 'zod';
import {PackRule} from '../../electron/contract/contact-rules.ts';
import {
  Answers,
  Branch,
  Concept,
  Condition,
  Line,
  Objection,
  Pack,
  Phrasing,
  Profiled,
  Question,
  Slot,
  Stage,
  WordList,
} from '../../electron/contract/pack.ts';

/** The parts that a reader of the JSON Schema meets by name; everything else stands where it is used. */
const NAMED = {
  Answers,
  Branch,
  Concept,
  Condition,
  ContactRule: PackRule,
  Line,
  Objection,
  Phrasing,
  Profiled,
  Question,
  Slot,
  Stage,
  WordList,
};

/**
 * The text of `scripts-library/pack.schema.json`: what an editor checks a pack file by while one types. It follows from
 * the contract alone, so the file is compared with it, never edited.
 */
export function packJsonSchema(): string {
  const names = z.registry<{id?: string; title?: string; description?: string}>();
  for (const [id, part] of Object.entries(NAMED)) names.add(part, {id});
  names.add(Pack, {
    title: 'Callside script pack, format version 1',
    description:
      'Generated from electron/contract/pack.ts; do not edit. Says what a pack looks like; "npm run -s callside -- pack check FILE" also says whether its parts fit together.',
  });
  return `${JSON.stringify(z.toJSONSchema(Pack, {io: 'input', metadata: names}), null, 1)}\n`;
}
