import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {z} from 'zod';
import {LearnedConcepts, LexiconFile} from '../contract/lexicon.ts';
import {LANGUAGES, Sha256} from '../contract/values.ts';
import {learnConcepts, learnedOf} from '../domain/search/concept-learning.ts';
import {sha256} from '../store/journal-chain.ts';

export interface ReadLexicon {
  files: LexiconFile[];
  /** Of the content. */
  sha256: Sha256;
}

/** `<language>.learned.json`: what was learned of exactly that text. */
const LearnedFile = z.strictObject({of: Sha256, learned: LearnedConcepts});

/** Learns the concepts of every lexicon file in a folder anew and writes what was learned beside it. */
export function learnLexicon(folder: string): void {
  for (const language of LANGUAGES) {
    const text = readFileSync(join(folder, `${language}.json`), 'utf8');
    const learned = learnedOf(learnConcepts(LexiconFile.parse(JSON.parse(text))));
    writeFileSync(
      join(folder, `${language}.learned.json`),
      `${JSON.stringify({of: sha256(text), learned}, null, 1)}\n`,
    );
  }
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
      const files = LANGUAGES.map((language) => this.file(language)).filter((file) => file !== null);
      this.known = {files, sha256: sha256(JSON.stringify(files))};
    }
    return this.known;
  }

  private file(language: string): LexiconFile | null {
    const name = `${language}.json`;
    const text = this.text(name);
    const file = text === null ? null : this.parsed(name, text, LexiconFile);
    if (file === null || text === null) return null;
    const learnedName = `${language}.learned.json`;
    const learnedText = this.text(learnedName);
    const own = learnedText === null ? null : this.parsed(learnedName, learnedText, LearnedFile);
    // Of another text, it would speak for other words: then the search learns for itself.
    if (own !== null && own.of !== sha256(text)) this.log(`lexicon/${learnedName}: learned of another ${name}`);
    return own?.of === sha256(text) ? {...file, learned: own.learned} : file;
  }

  private text(name: string): string | null {
    try {
      return readFileSync(join(this.folder, name), 'utf8');
    } catch (error) {
      const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (!missing) this.log(`lexicon/${name}: cannot be read`);
      return null;
    }
  }

  private parsed<Schema extends z.ZodType>(name: string, text: string, schema: Schema): z.infer<Schema> | null {
    let document: unknown;
    try {
      document = JSON.parse(text);
    } catch {
      this.log(`lexicon/${name}: cannot be read`);
      return null;
    }
    const parsed = schema.safeParse(document);
    if (parsed.success) return parsed.data;
    const [first] = parsed.error.issues;
    this.log(`lexicon/${name}: ${first?.path.join('.') ?? ''} ${first?.code ?? ''}`);
    return null;
  }
}
