import {setImmediate} from 'node:timers/promises';
import type {Pack} from '../contract/pack.ts';
import {type KnownSentences, MOST_SENTENCES, type PackConduct, packConduct} from '../domain/pack-conduct.ts';
import type {Desk} from './desk.ts';

/** A check is followed by the import of the same pack: what was found is kept until another pack is looked at. */
const LAST = new WeakMap<Desk, {sha256: string; known: KnownSentences; found: Promise<PackConduct>}>();
/** How long other calls may wait for one slice of the work, in sentences. */
const SLICE = 10;

/** What is wrong with what a pack lets agents say. Takes seconds for a large pack; the desk answers meanwhile. */
export function saidInPack(desk: Desk, pack: Pack, sha256: string): Promise<PackConduct> {
  const last = LAST.get(desk);
  if (last?.sha256 === sha256) return last.found;
  const known: KnownSentences = new Map();
  const found = inSlices(packConduct(desk.conduct.read(), pack, MOST_SENTENCES, known));
  LAST.set(desk, {sha256, known, found});
  // What failed is tried anew; whoever waits is told by the same promise.
  found.catch(() => LAST.delete(desk));
  return found;
}

/** The sentences that were looked at for that pack: the linter need not look again. */
export const knownSentences = (desk: Desk, sha256: string): KnownSentences | undefined => {
  const last = LAST.get(desk);
  return last?.sha256 === sha256 ? last.known : undefined;
};

async function inSlices(work: Generator<undefined, PackConduct>): Promise<PackConduct> {
  for (let done = 1; ; done += 1) {
    const step = work.next();
    if (step.done === true) return step.value;
    if (done % SLICE === 0) await setImmediate();
  }
}
