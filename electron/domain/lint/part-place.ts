/** The steps of `objections[12].answers.firm[0]`. */
const stepsOf = (path: string): string[] => path.split(/[.[\]]+/).filter((step) => step !== '');

/** Id of the innermost part that a place lies in; undefined for what belongs to the pack as a whole. */
export function partIdAt(pack: object, path: string): string | undefined {
  let part: unknown = pack;
  let found: string | undefined;
  for (const step of stepsOf(path)) {
    if (typeof part !== 'object' || part === null || !Object.hasOwn(part, step)) break;
    part = (part as Record<string, unknown>)[step];
    if (typeof part === 'object' && part !== null && 'id' in part && typeof part.id === 'string') found = part.id;
  }
  return found;
}
