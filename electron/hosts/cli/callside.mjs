import {spawn} from 'node:child_process';
import {constants} from 'node:os';
import {join} from 'node:path';
import {ensureReady, userFolder} from './setup.mjs';
import {sentences, StartError, terminalLanguage} from './words.mjs';

// `npm run -s callside -- COMMAND`: the terminal host, set up first where that is needed. Nothing of the set-up goes to
// standard output, which belongs to the command.

/** @param {string[]} argv @returns {Promise<number>} exit code */
async function callside(argv) {
  const language = terminalLanguage(process.env);
  const {root, node} = await ensureReady({quiet: true, language});
  const child = spawn(node, [join(root, 'out', 'main', 'cli.js'), ...argv], {
    cwd: userFolder('callside'),
    stdio: 'inherit',
  });
  const pass = (signal) => child.kill(signal);
  process.on('SIGINT', pass).on('SIGTERM', pass).on('SIGHUP', pass);
  return await new Promise((done, fail) => {
    child.once('error', (error) => {
      fail(error.code === 'ENOENT' ? new StartError(sentences(language).nodeBroken()) : error);
    });
    child.once('close', (code, signal) => done(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

try {
  process.exitCode = await callside(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof StartError ? error.message : (error.stack ?? error)}\n`);
  process.exitCode = 1;
}
