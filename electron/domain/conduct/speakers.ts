import type {ConductCategory, TextKind} from '../../contract/conduct.ts';
import {type Chain, chainsOf, type Occurrence, type Pauses} from './chains.ts';
import {type CompiledList, fitsKind} from './compiled-list.ts';

/** What the words around a finding say of it. */
export interface Surroundings {
  /** Units at which the customer, or somebody else who is no agent, is quoted. */
  readonly quoted: Uint8Array;
  /** Prohibitions, each with the end of what it forbids. */
  readonly prohibitions: readonly (Occurrence & {until: number})[];
  /** In the order of their starts. */
  readonly denials: readonly Occurrence[];
  readonly harmless: readonly {start: number; end: number; categories: readonly ConductCategory[] | undefined}[];
}

interface Marker extends Occurrence {
  role: 'customer' | 'agent';
}

export function surroundings(
  list: CompiledList,
  kind: TextKind,
  occurrences: (set: number) => readonly Occurrence[],
  pauses: Pauses,
): Surroundings {
  const length = pauses.clause.length - 1;
  const sentenceEnds = endsOf(pauses.sentence, length);
  const markers: Marker[] = [];
  const denials: Occurrence[] = [];
  const harmless: {start: number; end: number; categories: readonly ConductCategory[] | undefined}[] = [];
  const prohibitions: (Occurrence & {until: number})[] = [];
  for (const {row, of} of list.contexts) {
    if (!fitsKind(of, kind)) continue;
    for (const chain of chainsOf(row, occurrences, pauses)) {
      const {start, end} = spanOf(chain);
      if (of.role === 'customer' || of.role === 'agent') markers.push({start, end, role: of.role});
      else if (of.role === 'denies') denials.push({start, end});
      else if (of.role === 'forbids') prohibitions.push({start, end, until: sentenceEnds[start] as number});
      else {
        harmless.push({
          start: of.whole === true ? 0 : (pauses.sentence[start] as number),
          end: of.whole === true ? length : (sentenceEnds[end - 1] as number),
          categories: of.categories,
        });
      }
    }
  }
  denials.sort((left, right) => left.start - right.start);
  return {quoted: quotedUnits(markers, pauses, length), prohibitions, denials, harmless};
}

export const spanOf = (chain: Chain): Occurrence => ({
  start: (chain[0] as Occurrence).start,
  end: (chain.at(-1) as Occurrence).end,
});

/** Of every unit, where its sentence ends. */
function endsOf(sentence: Int32Array, length: number): Int32Array {
  const ends = new Int32Array(length + 1).fill(length);
  for (let at = length - 1; at >= 0; at -= 1) {
    ends[at] = at + 1 < length && sentence[at + 1] !== at + 1 ? (ends[at + 1] as number) : at + 1;
  }
  return ends;
}

/** Who says what: a quotation runs on to the end of the sentence, or until the agent is named as the one who speaks. */
function quotedUnits(markers: readonly Marker[], pauses: Pauses, length: number): Uint8Array {
  const quoted = new Uint8Array(length);
  const ordered = outermost(markers);
  let next = 0;
  let speaks: Marker | null = null;
  for (let at = 0; at < length; at += 1) {
    if (pauses.sentence[at] === at) speaks = null;
    for (; next < ordered.length && (ordered[next] as Marker).start <= at; next += 1) {
      const marker = ordered[next] as Marker;
      // "The customer says I told his wife": what I say is what the customer says that I do.
      if (
        speaks?.role === 'customer' &&
        marker.role === 'agent' &&
        pauses.clause[marker.start] === pauses.clause[speaks.start]
      )
        continue;
      speaks = marker;
    }
    if (speaks?.role === 'customer') quoted[at] = 1;
  }
  return quoted;
}

/** Markers in their order, without those that begin within another: 客户说 in 跟客户说. */
function outermost(markers: readonly Marker[]): Marker[] {
  const ordered = markers.toSorted((left, right) => left.start - right.start || right.end - left.end);
  let last: Marker | null = null;
  let end = -1;
  return ordered.filter((marker) => {
    if (marker.start < end) {
      if (marker.role === last?.role) end = Math.max(end, marker.end);
      return false;
    }
    [last, end] = [marker, marker.end];
    return true;
  });
}
