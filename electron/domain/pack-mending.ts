import {Pack} from '../contract/pack.ts';

/** An empty list, what stands in it, its fields, and what is asked of those: each is seen a round after the other. */
const ROUNDS = 6;

/**
 * A malformed pack, mended just enough to be read: so that a lead is told everything at once, and not the faults between
 * the parts only after those of the form. What comes out is for reading only and is never kept.
 *
 * @returns null when it cannot be mended; `mended` are the places that hold made-up values now
 */
export function mendPack(document: unknown): {pack: Pack; mended: readonly string[]} | null {
  const copy: unknown = structuredClone(document);
  const mended: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const parsed = Pack.safeParse(copy);
    if (parsed.success) return {pack: parsed.data, mended};
    for (const issue of parsed.error.issues) {
      if (issue.code === 'unrecognized_keys') {
        const whole = at(copy, issue.path);
        for (const key of issue.keys) if (whole !== null) delete whole[key];
        continue;
      }
      const whole = at(copy, issue.path.slice(0, -1));
      const key = issue.path.at(-1);
      if (whole === null || key === undefined) return null;
      const value = standIn({...issue}, whole[String(key)], mended.length);
      if (value === undefined) return null;
      whole[String(key)] = value;
      mended.push(issue.path.join('.'));
    }
  }
  return null;
}

/** A value that the schema takes, in place of the one that it refused; undefined when there is none to be had. */
function standIn(issue: {code: string} & Record<string, unknown>, value: unknown, count: number): unknown {
  const name = `mended${count}`;
  switch (issue.code) {
    case 'invalid_type':
      if (issue['expected'] === 'string') return name;
      if (issue['expected'] === 'array') return [];
      if (issue['expected'] === 'object') return {};
      if (issue['expected'] === 'boolean') return false;
      return issue['expected'] === 'int' || issue['expected'] === 'number' ? 1 : undefined;
    case 'invalid_value':
      return Array.isArray(issue['values']) ? (issue['values'] as unknown[])[0] : undefined;
    case 'invalid_format':
      return issue['format'] === 'date' ? '2000-01-01' : /semver|version/i.test(String(issue['path'])) ? '0.0.0' : name;
    case 'too_small':
      if (typeof value === 'string') return name;
      // A list that lacks something gets an element of no kind, which the next round mends.
      if (Array.isArray(value)) return [...(value as unknown[]), null];
      return typeof value === 'number' ? issue['minimum'] : undefined;
    case 'too_big':
      if (typeof value === 'string' || Array.isArray(value)) return value.slice(0, Number(issue['maximum']));
      return typeof value === 'number' ? issue['maximum'] : undefined;
    default:
      return undefined;
  }
}

function at(document: unknown, path: readonly PropertyKey[]): Record<string, unknown> | null {
  let part = document;
  for (const step of path) {
    if (typeof part !== 'object' || part === null || !Object.hasOwn(part, step)) return null;
    part = (part as Record<PropertyKey, unknown>)[step];
  }
  return typeof part === 'object' && part !== null ? (part as Record<string, unknown>) : null;
}
