import {createHash} from 'node:crypto';
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {z} from 'zod';
import {CheckedText, ConductCategory, ConductFile, LearnedConduct} from '../contract/conduct.ts';
import {LANGUAGES} from '../contract/values.ts';
import {learnConduct} from '../domain/conduct/learning.ts';
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

/** Learns the model of every language from labelled sentences and the packs' own, and writes it beside the lists. */
export function writeLearnedConduct(folder: string, sentences: string, packs: readonly string[]): void {
  const labelled = [...readSentences(sentences), ...packSentences(packs)];
  for (const language of LANGUAGES) {
    const file = ConductFile.parse(JSON.parse(readFileSync(join(folder, `${language}.json`), 'utf8')));
    const learned = learnConduct(file, labelled);
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
      return [learned === null ? file : {...file, learned}];
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
