import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {type ContactRule, RuleSet} from '../contract/contact-rules.ts';
import {JURISDICTIONS} from '../contract/values.ts';

/**
 * The contact rules that come with the app, `<jurisdiction>.json` in a folder of their own, read when they are first asked
 * for. A file that is missing or broken is told of, and `missing` names it: without rules nobody may be told "may call".
 */
export class ShippedRules {
  private known: ContactRule[] | null = null;
  private readonly folder: string;
  private readonly log: (line: string) => void;
  /** Jurisdictions whose rules could not be read. */
  readonly missing: string[] = [];

  constructor(folder: string, log: (line: string) => void) {
    this.folder = folder;
    this.log = log;
  }

  read(): readonly ContactRule[] {
    this.known ??= JURISDICTIONS.flatMap((jurisdiction) => this.file(jurisdiction));
    return this.known;
  }

  private file(jurisdiction: string): ContactRule[] {
    try {
      return RuleSet.parse(JSON.parse(readFileSync(join(this.folder, `${jurisdiction}.json`), 'utf8'))).rules;
    } catch {
      this.missing.push(jurisdiction);
      this.log(`rules/${jurisdiction}.json: cannot be read`);
      return [];
    }
  }
}
