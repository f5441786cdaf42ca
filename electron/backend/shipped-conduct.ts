import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {ConductFile} from '../contract/conduct.ts';
import {LANGUAGES} from '../contract/values.ts';

/**
 * The conduct lists that come with the app, `<language>.json` in a folder of their own, read when they are first asked for.
 * A file that is missing or broken is left out and told of: then that language is not checked, and everything else works.
 */
export class ShippedConduct {
  private known: ConductFile[] | null = null;
  private readonly folder: string;
  private readonly log: (line: string) => void;

  constructor(folder: string, log: (line: string) => void) {
    this.folder = folder;
    this.log = log;
  }

  read(): ConductFile[] {
    this.known ??= LANGUAGES.map((language) => this.file(`${language}.json`)).filter((file) => file !== null);
    return this.known;
  }

  private file(name: string): ConductFile | null {
    try {
      return ConductFile.parse(JSON.parse(readFileSync(join(this.folder, name), 'utf8')));
    } catch {
      this.log(`conduct/${name}: cannot be read`);
      return null;
    }
  }
}
