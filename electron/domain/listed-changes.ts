import type {PackChange} from '../contract/methods.ts';

/** A change as it is listed: with a key, and how many parts came or went inside it. */
export interface ListedChange extends PackChange {
  key: string;
  inside: number;
}

/**
 * An added or removed whole stands for its parts: forty lines of one objection are one change to read, not forty. So does a
 * whole under another id for the new ids of what stands in it.
 */
export function foldWholes(changes: readonly PackChange[]): ListedChange[] {
  const listed: ListedChange[] = [];
  const wholes = new Map<string, ListedChange>();
  const keys = new Map<string, number>();
  for (const change of changes) {
    const renamed = change.kind === 'changed' && change.place.endsWith(ID);
    const whole = change.kind === 'added' || change.kind === 'removed' || renamed;
    const place = renamed ? change.place.slice(0, -ID.length) : change.place;
    const outer = whole ? wholeAround(wholes, change.kind, place) : undefined;
    if (outer !== undefined) {
      outer.inside += 1;
      continue;
    }
    const name = `${change.kind} ${change.partId} ${change.place}`;
    const turn = keys.get(name) ?? 0;
    keys.set(name, turn + 1);
    const entry = {...change, key: turn === 0 ? name : `${name} ${turn}`, inside: 0};
    listed.push(entry);
    if (whole) wholes.set(`${change.kind} ${place}`, entry);
  }
  return listed;
}

const ID = ' › id';

function wholeAround(
  wholes: Map<string, ListedChange>,
  kind: PackChange['kind'],
  place: string,
): ListedChange | undefined {
  const steps = place.split(' › ');
  while (steps.length > 1) {
    steps.pop();
    const whole = wholes.get(`${kind} ${steps.join(' › ')}`);
    if (whole !== undefined) return whole;
  }
  return undefined;
}
