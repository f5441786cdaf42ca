import {endOnSignals} from './abandon.ts';
import {runTerminal} from './terminal.ts';

endOnSignals();
// Not process.exit: what a pipe has not taken yet would be cut off.
process.exitCode = await runTerminal(process.argv.slice(2), {
  out: process.stdout,
  err: process.stderr,
  env: process.env,
});
