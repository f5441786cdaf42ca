import {randomUUID} from 'node:crypto';
import {mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';

const POLL_MS = 250;
const BEAT_MS = 2000;
/** A holder that shows no life for so long was stopped, or its number now belongs to another program. */
const SILENT_MS = 120_000;

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** @param {string} lock */
function readLock(lock) {
  try {
    const [owner, pid] = readFileSync(join(lock, 'owner'), 'utf8').split('\n');
    let child;
    try {
      child = Number(readFileSync(join(lock, 'child'), 'utf8'));
    } catch {
      // It has started none yet.
    }
    return {owner, pids: [Number(pid), child].filter((pid) => pid > 0), beat: statSync(lock).mtimeMs};
  } catch {
    return undefined;
  }
}

/** Creates the folder with its owner inside in one step, so that nobody ever sees a lock without an owner. */
function tryTake(lock, owner) {
  const prepared = `${lock}.${owner}`;
  mkdirSync(prepared, {recursive: true});
  writeFileSync(join(prepared, 'owner'), `${owner}\n${process.pid}`);
  try {
    renameSync(prepared, lock);
    return true;
  } catch {
    rmSync(prepared, {recursive: true, force: true});
    return false;
  }
}

/** Moves a dead lock aside. What was moved is looked at again: another start may have been faster. */
function removeDead(lock, judged) {
  const aside = `${lock}.dead-${randomUUID()}`;
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  if (readLock(aside)?.owner !== judged.owner) {
    try {
      renameSync(aside, lock);
      return;
    } catch {
      // A third start has it by now; then the moved one's holder finds its work done.
    }
  }
  rmSync(aside, {recursive: true, force: true});
}

/**
 * Runs `work` while no other start of this folder does. The lock of a dead process is taken over, but not while the npm
 * that it had started still runs. `work` gets a function that notes the id of such a child.
 * @template T
 * @param {string} lock path of the lock folder
 * @param {(noteChild: (pid: number | undefined) => void) => Promise<T>} work
 * @param {() => void} onWait called once when another one holds the lock
 * @returns {Promise<T>}
 */
export async function withSetupLock(lock, work, onWait = () => {}) {
  const owner = randomUUID();
  mkdirSync(dirname(lock), {recursive: true});
  let waiting = false;
  let seen = {owner: '', beat: 0, at: 0};
  while (!tryTake(lock, owner)) {
    const held = readLock(lock);
    if (held !== undefined) {
      if (held.owner !== seen.owner || held.beat !== seen.beat) {
        // Silence is measured by the waiter's own clock: clocks that jump and machines that slept do not matter.
        seen = {owner: held.owner, beat: held.beat, at: performance.now()};
      }
      if (!held.pids.some(isAlive) || performance.now() - seen.at > SILENT_MS) {
        removeDead(lock, held);
        continue;
      }
    }
    if (!waiting) onWait();
    waiting = true;
    await pause(POLL_MS);
  }
  const beat = setInterval(() => {
    const now = new Date();
    try {
      utimesSync(lock, now, now);
    } catch {
      // Only a sign of life; its absence is noticed by who waits.
    }
  }, BEAT_MS);
  beat.unref();
  const release = () => {
    if (readLock(lock)?.owner === owner) rmSync(lock, {recursive: true, force: true});
  };
  process.once('exit', release);
  try {
    return await work((pid) => {
      if (pid === undefined) rmSync(join(lock, 'child'), {force: true});
      else writeFileSync(join(lock, 'child'), String(pid));
    });
  } finally {
    clearInterval(beat);
    process.off('exit', release);
    release();
  }
}
