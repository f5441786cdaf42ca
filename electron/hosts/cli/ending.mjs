import {readFileSync} from 'node:fs';
import {constants} from 'node:os';

const LOOK_EVERY_MS = 250;

/**
 * Who started this: the parent, and where the system tells (Linux) the parent's parent, because npm puts a shell between
 * itself and the script.
 */
function startedBy() {
  let grandparent = '';
  try {
    // "pid (name) state ppid …", where the name may hold spaces and brackets.
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
    grandparent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
  } catch {
    // Not Linux, or the parent is gone, which its own number tells.
  }
  return `${process.ppid} ${grandparent}`;
}
const atStart = startedBy();

/**
 * Calls `handler` with a signal's name when this program is asked to end: by a signal, or because who started it is
 * gone. npm passes a signal to its shell alone; the shell dies of it and tells nobody.
 * @param {(signal: string) => void} handler
 * @returns {() => void} stops listening
 */
export function onEnding(handler) {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, handler);
  // Started without npm, it may outlive the shell that it was typed into.
  const underNpm = process.env.npm_lifecycle_event !== undefined && process.platform !== 'win32';
  const look = setInterval(() => {
    if (!underNpm || startedBy() === atStart) return;
    clearInterval(look);
    handler('SIGTERM');
  }, LOOK_EVERY_MS);
  look.unref();
  return () => {
    clearInterval(look);
    for (const signal of signals) process.off(signal, handler);
  };
}

/**
 * The exit code that a shell would give.
 * @param {number | null} code
 * @param {string | null} signal
 */
export function exitCodeOf(code, signal) {
  return code ?? 128 + (constants.signals[signal] ?? 0);
}
