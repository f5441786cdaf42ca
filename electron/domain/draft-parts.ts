import type {Branch, Line, Objection, Pack, Stage} from '../contract/pack.ts';
import type {DraftEdit} from '../contract/pack-draft.ts';
import type {PackDocument} from './pack-draft.ts';

type LineDocument = PackDocument['stages'][number]['lines'][number];
type ObjectionDocument = PackDocument['objections'][number];
type StageDocument = PackDocument['stages'][number];
type BranchDocument = PackDocument['branches'][number];

const LONGEST_ID = 64;

/**
 * The id of a new part: unique in every draft of every lead, and stable for good. Parts of an objection or a stage begin
 * with its id, as those that were written by hand.
 *
 * @param uuid a new UUID; of version 7, whose last part is random
 */
export function newPartId(whole: string | null, letter: string, uuid: string): string {
  const own = `${letter}-${uuid.slice(-12)}`;
  return whole === null || whole.length + own.length + 1 > LONGEST_ID ? own : `${whole}.${own}`;
}

/** The first free name of a slot. */
export function newSlotId(document: Pick<PackDocument, 'slots'>): string {
  const taken = new Set(document.slots.map(({id}) => id));
  for (let count = 1; ; count += 1) if (!taken.has(`slot${count}`)) return `slot${count}`;
}

/** The first rule id of the pack's own that is free. */
export function newRuleId({rules = []}: Pick<PackDocument, 'rules'>): string {
  const taken = new Set(rules.map(({id}) => id));
  for (let count = 1; ; count += 1) if (!taken.has(`TEAM-${count}`)) return `TEAM-${count}`;
}

/** A copy of a part with new ids, its own and those of the parts in it. */
export function copyOfPart<Part extends {id: string}>(part: Part, newId: () => string, letter: string): Part {
  const top = newPartId(null, letter, newId());
  const copy = (value: unknown, id: string | null): unknown => {
    if (Array.isArray(value)) return value.map((each) => copy(each, null));
    if (typeof value !== 'object' || value === null) return value;
    const own = 'id' in value && typeof value.id === 'string' ? (id ?? newPartId(top, 'c', newId())) : null;
    const entries = Object.entries(value).map(([key, field]) => [key, copy(field, null)]);
    return {...(Object.fromEntries(entries) as object), ...(own !== null && {id: own})};
  };
  return copy(part, top) as Part;
}

/** The version after one that is given: the next patch that is not taken. A pre-release becomes its release. */
export function nextVersion(version: string, taken: Iterable<string>): string {
  const [major = 0, minor = 0, patch = 0] = version.split('-', 1)[0]?.split('.').map(Number) ?? [];
  const used = new Set(taken);
  for (let next = version.includes('-') ? patch : patch + 1; ; next += 1) {
    const name = `${major}.${minor}.${next}`;
    if (!used.has(name)) return name;
  }
}

/**
 * The first draft of a pack after the pattern of another one.
 *
 * @param pack `empty`: without the objections, and without the search words, which belong to them
 */
export function freshDocument(like: PackDocument, pack: {id: string; title: string; empty: boolean}): PackDocument {
  const {description: _, lexicon, ...rest} = like;
  const {id, title, empty} = pack;
  const objections = empty ? [] : rest.objections;
  return {...rest, id, title, version: '1.0.0', objections, ...(!empty && lexicon !== undefined && {lexicon})};
}

/** What gives a slot another name: in its declaration, in every text that names it, and in the facts of lines. */
export function renameSlot(document: PackDocument, from: string, to: string): DraftEdit[] {
  const edits: DraftEdit[] = [{kind: 'set', path: ['slots', from, 'id'], value: to}];
  const walk = (value: unknown, path: readonly string[]): void => {
    if (typeof value === 'string') {
      if (value.includes(`{${from}}`)) {
        edits.push({kind: 'set', path: [...path], value: value.replaceAll(`{${from}}`, `{${to}}`)});
      }
    } else if (Array.isArray(value)) {
      if (value.every((part) => typeof part === 'string')) renameInWords(value, path);
      else for (const part of value) if (hasId(part)) walk(part, [...path, part.id]);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, part] of Object.entries(value)) walk(part, [...path, key]);
    }
  };
  const renameInWords = (words: readonly string[], path: readonly string[]): void => {
    const renamed = words.map((word) =>
      path.at(-1) === 'facts' && word === from ? to : word.replaceAll(`{${from}}`, `{${to}}`),
    );
    if (renamed.some((word, i) => word !== words[i])) edits.push({kind: 'set', path: [...path], value: renamed});
  };
  for (const list of ['stages', 'objections', 'branches'] as const) walk(document[list], [list]);
  return edits;
}

const hasId = (value: unknown): value is {id: string} =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';

/** A line of a draft as it is shown: with what the format fills in, right or wrong. */
const completeLine = (line: LineDocument): Line => ({
  ...line,
  kind: line.kind ?? 'talking',
  beforeVerification: line.beforeVerification ?? false,
  pressure: line.pressure ?? false,
  facts: line.facts ?? [],
  consequence: line.consequence ?? false,
});

export const completeObjection = (objection: ObjectionDocument): Objection => ({
  ...objection,
  signals: objection.signals ?? [],
  answers: {
    soft: objection.answers.soft.map(completeLine),
    standard: objection.answers.standard.map(completeLine),
    firm: objection.answers.firm.map(completeLine),
  },
  followUps: objection.followUps ?? [],
  avoid: objection.avoid ?? [],
});

export const completeStage = (stage: StageDocument): Stage => ({
  ...stage,
  lines: stage.lines.map(completeLine),
  questions: stage.questions ?? [],
  listening: stage.listening ?? [],
  pace: stage.pace ?? [],
});

export const completeBranch = (branch: BranchDocument): Branch => ({
  ...branch,
  guidance: branch.guidance ?? [],
  lines: branch.lines.map(completeLine),
  results: branch.results ?? [],
});

/** A draft with everything that the format fills in, for a preview; of its objections only those that are asked for. */
export const completePack = (document: PackDocument, objections: readonly Objection[] = []): Pack => ({
  ...document,
  stages: document.stages.map(completeStage),
  objections: [...objections],
  branches: document.branches.map(completeBranch),
  customerTypes: (document.customerTypes ?? []).map(completePerson),
  emotions: (document.emotions ?? []).map(completePerson),
  rules: undefined,
  wordLists: document.wordLists,
  lexicon: undefined,
});

const completePerson = (person: NonNullable<PackDocument['emotions']>[number]) => ({
  ...person,
  cues: person.cues ?? [],
  advice: person.advice ?? [],
});
