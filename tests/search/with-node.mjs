import {spawn} from 'node:child_process';
import {join} from 'node:path';
import {exitCodeOf, onEnding} from '../../electron/hosts/cli/ending.mjs';
import {ensureReady, userFolder} from '../../electron/hosts/cli/setup.mjs';
import {StartError} from '../../electron/hosts/cli/words.mjs';

/**
 * Runs a TypeScript file of this folder by the Node that runs the app, installed first where that is needed (nothing is
 * built), and takes over its exit code. Nothing of the set-up goes to standard output.
 * @param {string} script name of the npm script
 * @param {string} file
 * @returns {Promise<void>}
 */
export async function runWithNode(script, file) {
  try {
    const {node} = await ensureReady({quiet: true, build: false});
    // Stripping types needs no flag from Node 22.18 on; older ones want it and warn.
    const flags = ['--expose-gc', '--experimental-strip-types', '--disable-warning=ExperimentalWarning'];
    const child = spawn(node, [...flags, join(import.meta.dirname, file), ...process.argv.slice(2)], {
      cwd: userFolder(script),
      stdio: 'inherit',
    });
    onEnding((signal) => child.kill(signal));
    process.exitCode = await new Promise((done, fail) => {
      child.once('error', fail);
      child.once('close', (code, signal) => done(exitCodeOf(code, signal)));
    });
  } catch (error) {
    process.stderr.write(`${error instanceof StartError ? error.message : (error.stack ?? error)}\n`);
    process.exitCode = 1;
  }
}
