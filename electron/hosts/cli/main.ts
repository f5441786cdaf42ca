import {constants} from 'node:os';
import {abandon} from './abandon.ts';
import {runTerminal} from './terminal.ts';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    abandon();
    process.exit(128 + constants.signals[signal]);
  });
}

// Not process.exit: what a pipe has not taken yet would be cut off.
process.exitCode = await runTerminal(process.argv.slice(2), {
  out: process.stdout,
  err: process.stderr,
  env: process.env,
});
