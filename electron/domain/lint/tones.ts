import {TONE_LABELS} from '../../contract/labels.ts';
import {type Line, type Objection, type Pack, type Tone} from '../../contract/pack.ts';
import {slotsNamedIn} from '../script-lines.ts';
import {type Noted, text} from './noted.ts';

const PAIRS: readonly (readonly [Tone, Tone])[] = [
  ['soft', 'standard'],
  ['standard', 'firm'],
  ['soft', 'firm'],
];
const SAID = /[\p{L}\p{N}{}]+/gu;
/** Facts with which a firm answer presses, whatever it is marked as. */
const PRESSING = new Set(['debt.amount', 'debt.daysOverdue']);

/** Tones that make no difference, and firm answers that press without saying so. */
export const toneFindings = (pack: Pack): Noted[] =>
  pack.objections.flatMap((objection, i) => [
    ...sameTones(objection, `objections[${i}]`),
    ...unmarkedPressure(objection, pack, `objections[${i}]`),
  ]);

const letters = (said: string): string => (said.toLowerCase().match(SAID) ?? []).join(' ');

/** What may be said before verification is the same in every tone, and rightly so. */
const usual = (lines: readonly Line[]): Line[] =>
  lines.filter(({beforeVerification, when}) => !beforeVerification && when === undefined);

function sameTones({answers}: Objection, path: string): Noted[] {
  const same = PAIRS.find(([one, other]) => {
    const said = new Set(usual(answers[one]).map((line) => letters(line.text)));
    return usual(answers[other]).some((line) => said.has(letters(line.text)));
  });
  if (same === undefined) return [];
  const [one, other] = [TONE_LABELS[same[0]], TONE_LABELS[same[1]]];
  const message = text(
    `“${one['zh-CN']}”与“${other['zh-CN']}”说的是同一句，换语气没有区别`,
    `"${one.en}" and "${other.en}" say the same: changing the tone changes nothing`,
  );
  return [{rule: 'tones-identical', path: `${path}.answers.${same[1]}`, message}];
}

function unmarkedPressure({answers}: Objection, {slots}: Pack, path: string): Noted[] {
  return answers.firm.flatMap((line, j): Noted[] => {
    if (line.pressure || line.empathy !== undefined) return [];
    const named = new Set(slotsNamedIn(line.text));
    const pressing = slots.filter(({id, source}) => named.has(id) && PRESSING.has(source));
    if (pressing.length < PRESSING.size) return [];
    const message = text(
      '这句摆出金额和逾期天数，却没有标为施压，也没有配一句共情',
      'names the amount and the days overdue, but is not marked as pressure and has no empathy',
    );
    return [{rule: 'pressure-unmarked', path: `${path}.answers.firm[${j}]`, message}];
  });
}
