import type {TextKind} from '../../contract/conduct.ts';
import {type Occurrence, type Pauses, pausesOf} from './chains.ts';
import type {CompiledList} from './compiled-list.ts';
import {type Surroundings, surroundings} from './speakers.ts';
import type {Reading, Unit} from './units.ts';
import {wordPlaces} from './word-places.ts';

/** A text with everything that is found in it before any rule is asked. */
export interface ReadText {
  readonly units: readonly Unit[];
  readonly jumps: Reading['jumps'];
  readonly pauses: Pauses;
  readonly places: ReadonlyMap<number, readonly Occurrence[]>;
  readonly around: Surroundings;
}

export function readText(list: CompiledList, kind: TextKind, text: string): ReadText {
  const reading = list.read(text);
  const pauses = pausesOf(reading.units);
  const places = wordPlaces(list.tree, reading);
  const around = surroundings(list, kind, (set) => places.get(set) ?? [], pauses);
  return {units: reading.units, jumps: reading.jumps, pauses, places, around};
}
