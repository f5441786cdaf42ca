import {spawn} from 'node:child_process';
import {join} from 'node:path';
import {exitCodeOf, onEnding} from './ending.mjs';
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
  onEnding((signal) => child.kill(signal));
  return await new Promise((done, fail) => {
    child.once('error', (error) => {
      fail(error.code === 'ENOENT' ? new StartError(sentences(language).nodeBroken()) : error);
    });
    child.once('close', (code, signal) => done(exitCodeOf(code, signal)));
  });
}

try {
  process.exitCode = await callside(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof StartError ? error.message : (error.stack ?? error)}\n`);
  process.exitCode = 1;
}
