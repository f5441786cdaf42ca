import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {gunzipSync} from 'node:zlib';
import {type PackDocument, smallPack} from '../small-pack.ts';

const CORPUS = join(import.meta.dirname, '../search/corpus-10k.json.gz');

/** As the corpus has it. */
interface Entry {
  id: string;
  title: string;
  aliases: string[];
  en: string;
  response: string;
  tags: string[];
  product: string;
  customer: string;
}

type Objection = PackDocument['objections'][number];

/** A pack says a phrasing once: a repeated one gets what its entry is about, and which repetition it is. */
function tellApart(): (text: string, entry: Entry) => string {
  const seen = new Map<string, number>();
  return (text, {product, customer}) => {
    const key = text.toLowerCase();
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? text : `${text}，${product}，${customer} ${count}`;
  };
}

/** A pack of the 10,000 entries that the search is measured with, each an objection of its own. */
export function corpusPack(): PackDocument {
  const entries = JSON.parse(gunzipSync(readFileSync(CORPUS)).toString('utf8')) as Entry[];
  const pack = smallPack();
  const [first] = pack.objections as [Objection];
  const own = tellApart();
  const objections = entries.map((entry): Objection => {
    const id = entry.id.toLowerCase();
    const text = entry.response.replaceAll(/[【】[\]{}]/g, '').slice(0, 600);
    const answer = (tone: string) => [{id: `${id}.${tone}`, text}];
    const phrasings = [entry.title, ...entry.aliases].map((words, i) => ({id: `${id}.p${i}`, text: own(words, entry)}));
    return {
      ...first,
      id,
      title: entry.title,
      category: entry.tags[0] ?? '',
      phrasings: [...phrasings, {id: `${id}.en`, text: own(entry.en, entry), language: 'en' as const}],
      answers: {soft: answer('soft'), standard: answer('standard'), firm: answer('firm')},
      followUps: [],
    };
  });
  return {...pack, id: 'corpus-10k', title: '一万条', objections};
}
