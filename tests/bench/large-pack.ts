import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {ShippedConduct} from '../../electron/backend/shipped-conduct.ts';
import type {PackDocument} from '../small-pack.ts';
import {foundIn, type KnownSentences} from '../../electron/domain/pack-conduct.ts';
import {Pack} from '../../electron/contract/pack.ts';
import {corpusPack} from './corpus-pack.ts';
import {LIBRARY} from './many-calls.ts';

type Objection = PackDocument['objections'][number];

/** A pack of about so many bytes, and the next version of it in which one objection of a hundred got other answers. */
export interface TwoVersions {
  first: PackDocument;
  second: PackDocument;
  changed: number;
}

const sizeOf = (objection: Objection): number => Buffer.byteLength(JSON.stringify(objection));

/** Words that stand nowhere in a pack yet, so that no delta finds them there: a real edit costs less. */
const newWords = (text: string): string => [...text].reverse().join('');

/** A version with new answers in one objection of a hundred; they come from others, one after the other. */
function edited(objections: readonly Objection[], others: readonly Objection[]): {next: Objection[]; changed: number} {
  let changed = 0;
  const next = objections.map((objection, i): Objection => {
    if (i % 100 !== 50) return objection;
    const text = newWords(others[changed % others.length]?.answers.soft[0]?.text ?? '');
    changed += 1;
    const tones = Object.entries(objection.answers).map(([tone, lines]) => [
      tone,
      lines.map((line) => ({...line, text})),
    ]);
    return {...objection, answers: Object.fromEntries(tones) as Objection['answers']};
  });
  return {next, changed};
}

/** Of the entries that the search is measured with, without those whose answers must not be said. */
export function largePack(bytes: number): TwoVersions {
  const whole = corpusPack();
  const lists = new ShippedConduct(join(LIBRARY, 'conduct'), () => {}).read();
  const parsed = Pack.parse(whole);
  const known: KnownSentences = new Map();
  const mayBeSaid = ({answers}: Objection): boolean =>
    Object.values(answers).every((lines) =>
      lines.every(({text}) => foundIn(lists, parsed, text, known).every(({severity}) => severity !== 'block')),
    );
  const objections: Objection[] = [];
  const rest = whole.objections.values();
  for (let size = 0; size < bytes;) {
    const {value, done} = rest.next();
    if (done === true) break;
    if (!mayBeSaid(value)) continue;
    objections.push(value);
    size += sizeOf(value);
  }
  const others = rest.take(200).filter(mayBeSaid).toArray();
  const {next, changed} = edited(objections, others);
  // Bound to no law, so that what a country demands is no matter here.
  const pack: PackDocument = {...whole, id: 'large-script', jurisdiction: 'none'};
  return {
    first: {...pack, version: '1.0.0', objections},
    second: {...pack, version: '1.1.0', objections: next},
    changed,
  };
}

/** The Chinese starter pack as a team's own, of any version: in each, one objection of a hundred has another title. */
export function teamPack(version: string, id = 'team-script'): PackDocument {
  const name = readdirSync(LIBRARY).find((file) => file.startsWith('cn-') && file.endsWith('.pack.json')) ?? '';
  const pack = JSON.parse(readFileSync(join(LIBRARY, name), 'utf8')) as PackDocument;
  const objections = pack.objections.map((objection, i) =>
    i % 100 === 0 ? {...objection, title: `${objection.title}（${version}）`} : objection,
  );
  return {...pack, id, version, objections};
}
