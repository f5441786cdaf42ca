import {setImmediate} from 'node:timers/promises';
import type {Pack} from '../contract/pack.ts';
import {type PackConduct, packConduct} from '../domain/pack-conduct.ts';
import type {Desk} from './desk.ts';

/** A check is followed by the import of the same pack: what was found is kept until another pack is looked at. */
const LAST = new WeakMap<Desk, {sha256: string; found: Promise<PackConduct>}>();
/** How long other calls may wait for one slice of the work, in sentences. */
const SLICE = 10;

/** What is wrong with what a pack lets agents say. Takes seconds for a large pack; the desk answers meanwhile. */
export function saidInPack(desk: Desk, pack: Pack, sha256: string): Promise<PackConduct> {
  const last = LAST.get(desk);
  if (last?.sha256 === sha256) return last.found;
  const found = inSlices(packConduct(desk.conduct.read(), pack));
  LAST.set(desk, {sha256, found});
  // What failed is tried anew; whoever waits is told by the same promise.
  found.catch(() => LAST.delete(desk));
  return found;
}

async function inSlices(work: Generator<undefined, PackConduct>): Promise<PackConduct> {
  for (let done = 1; ; done += 1) {
    const step = work.next();
    if (step.done === true) return step.value;
    if (done % SLICE === 0) await setImmediate();
  }
}
