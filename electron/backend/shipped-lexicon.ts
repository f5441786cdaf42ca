import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {LexiconFile} from '../contract/lexicon.ts';
import {LANGUAGES, type Sha256} from '../contract/values.ts';
import {sha256} from '../store/journal-chain.ts';

export interface ReadLexicon {
  files: LexiconFile[];
  /** Of the content. */
  sha256: Sha256;
}

/**
 * The lexicon that comes with the app, `<language>.json` in a folder of its own. Read when it is first asked for. A file
 * that is missing or broken is left out and told of: then the search knows fewer words, and everything else works.
 */
export class ShippedLexicon {
  private known: ReadLexicon | null = null;
  private readonly folder: string;
  private readonly log: (line: string) => void;

  constructor(folder: string, log: (line: string) => void) {
    this.folder = folder;
    this.log = log;
  }

  read(): ReadLexicon {
    if (this.known === null) {
      const files = LANGUAGES.map((language) => this.file(`${language}.json`)).filter((file) => file !== null);
      this.known = {files, sha256: sha256(JSON.stringify(files))};
    }
    return this.known;
  }

  private file(name: string): LexiconFile | null {
    let document: unknown;
    try {
      document = JSON.parse(readFileSync(join(this.folder, name), 'utf8'));
    } catch (error) {
      const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (!missing) this.log(`lexicon/${name}: cannot be read`);
      return null;
    }
    const parsed = LexiconFile.safeParse(document);
    if (parsed.success) return parsed.data;
    const [first] = parsed.error.issues;
    this.log(`lexicon/${name}: ${first?.path.join('.') ?? ''} ${first?.code ?? ''}`);
    return null;
  }
}
