import type {ConductFile} from '../../contract/conduct.ts';
import type {ContactRule} from '../../contract/contact-rules.ts';
import type {Lexicon} from '../../contract/lexicon.ts';
import type {Day} from '../../contract/values.ts';

/** What the linter looks at besides the pack. */
export interface LintSources {
  /** The day on which validity is judged. */
  today: Day;
  /** The shipped contact rules of every jurisdiction: what must be said. */
  rules: readonly ContactRule[];
  /** The shipped conduct lists: what must not be said. */
  conduct: readonly ConductFile[];
  /** The shipped lexicon of the search. */
  lexicon: Lexicon;
}
