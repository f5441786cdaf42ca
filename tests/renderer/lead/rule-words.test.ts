import {expect, test} from 'vitest';
import {z} from 'zod';
import {RuleCondition} from '../../../electron/contract/contact-rules.ts';
import {
  FIGURE_LABELS,
  NEW_CONDITIONS,
  NEW_PARTS,
  oneOf,
  RULE_KIND_LABELS,
  someOf,
  VALUE_LABELS,
} from '../../../renderer/lead/editor/rule-words.ts';

interface Shape {
  type?: string;
  enum?: string[];
  const?: string;
  items?: Shape;
  properties?: Record<string, Shape>;
}

interface Field {
  kind: RuleCondition['kind'];
  name: string;
  codes: string[];
  several: boolean;
}

/** Every field of every kind of rule that holds one of certain words, as the contract has it. */
function fieldsOf(kind: RuleCondition['kind'], properties: Record<string, Shape>): Field[] {
  return Object.entries(properties).flatMap(([name, shape]) => {
    if (name === 'kind') return [];
    if (shape.enum !== undefined) return [{kind, name, codes: shape.enum, several: false}];
    if (shape.items?.enum !== undefined) return [{kind, name, codes: shape.items.enum, several: true}];
    return shape.items?.properties === undefined ? [] : fieldsOf(kind, shape.items.properties);
  });
}

const kinds = (z.toJSONSchema(RuleCondition, {io: 'input'}) as {oneOf: Shape[]}).oneOf.map((shape) => ({
  kind: shape.properties?.['kind']?.const as RuleCondition['kind'],
  properties: shape.properties ?? {},
}));
const fields = kinds.flatMap(({kind, properties}) => fieldsOf(kind, properties));

test('the contract was read', () => {
  expect(kinds.length).toBeGreaterThan(30);
  expect(fields.map(({kind, name}) => `${kind}.${name}`)).toEqual(
    expect.arrayContaining(['openHours.media', 'kept.from', 'communications.lines', 'lineDue.moment']),
  );
});

test.for(fields.map((field) => [`${field.kind}.${field.name}`, field] as const))(
  '%s offers every word that the contract knows, and names it in both languages',
  ([, {kind, name, codes, several}]) => {
    expect([...((several ? someOf : oneOf)(kind, name) ?? [])].toSorted()).toEqual(codes.toSorted());
    const words = codes.map((code) => VALUE_LABELS[`${kind}.${code}`] ?? VALUE_LABELS[code]);
    const named = {'zh-CN': expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/^[A-Z]/)};
    expect(words).toEqual(codes.map(() => named));
  },
);

test('every kind of rule and every figure has a name', () => {
  for (const {kind, properties} of kinds) {
    expect(RULE_KIND_LABELS[kind]).toBeDefined();
    for (const name of Object.keys(properties))
      expect([kind, name, name === 'kind' || name in FIGURE_LABELS]).toContain(true);
  }
});

test('what a new rule begins with is a rule, but for the prefixes that a lead has to name', () => {
  const complete = Object.values(NEW_CONDITIONS).filter(({kind}) => kind !== 'premiumCallback');
  expect(complete.map((condition) => RuleCondition.parse(condition))).toEqual(complete);
  expect(RuleCondition.parse({kind: 'communications', limits: [NEW_PARTS['limits']]})).toBeDefined();
  expect(RuleCondition.parse({kind: 'lineDue', lines: [NEW_PARTS['lines']], when: 'everyCall'})).toBeDefined();
});
