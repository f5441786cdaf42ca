import {CONDUCT_CATEGORIES} from '../../electron/contract/conduct.ts';
import {LANGUAGES} from '../../electron/contract/values.ts';
import {type LabelledSentence, type Score, scoreOf, sentences} from './score.ts';

// `npm run conduct:score`: how well the check does on the labelled sentences.
const percent = (share: number) => `${(share * 100).toFixed(1)} %`.padStart(8);

function row(name: string, {precision, recall, falseAlarms, sentences: count}: Score): void {
  const figures = `precision ${percent(precision)}  recall ${percent(recall)}  false alarms ${percent(falseAlarms)}`;
  process.stdout.write(`${name.padEnd(26)} ${figures}  of ${count}\n`);
}

const where = (test: (sentence: LabelledSentence) => boolean) => sentences.filter(test);

row('all', scoreOf(sentences));
for (const category of CONDUCT_CATEGORIES) row(category, scoreOf(sentences, category));
for (const form of ['plain', 'paraphrased', 'disguised', 'near_miss', 'innocent'] as const) {
  for (const language of LANGUAGES) {
    row(`${form} ${language}`, scoreOf(where((each) => each.form === form && each.lang === language)));
  }
}
for (const kind of ['note', 'line'] as const) row(kind, scoreOf(where((each) => each.kind === kind)));
