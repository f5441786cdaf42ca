import {type Pack, type Slot, type SlotSource, type SlotType} from '../../contract/pack.ts';
import {saidTexts} from '../said-texts.ts';
import {slotsNamedIn} from '../script-lines.ts';
import {linesOf} from './lines.ts';
import {type Noted, text} from './noted.ts';

/** What a source gives; a slot of another type would be asked for, and read aloud, in the wrong form. */
const TYPES: Record<Exclude<SlotSource, 'ask'>, readonly SlotType[]> = {
  'agent.spokenName': ['text'],
  'agent.agentId': ['text', 'number'],
  'agent.institution': ['text'],
  'agent.team': ['text'],
  'agent.officialPhone': ['phone', 'text'],
  'agent.officialChannel': ['text', 'phone'],
  'account.customerName': ['text'],
  'account.reference': ['text', 'number'],
  'debt.amount': ['money'],
  'debt.principal': ['money'],
  'debt.interest': ['money'],
  'debt.fees': ['money'],
  'debt.paid': ['money'],
  'debt.product': ['text'],
  'debt.creditor': ['text'],
  'debt.dueDate': ['date'],
  'debt.daysOverdue': ['number'],
  'promise.amount': ['money'],
  'promise.day': ['date'],
  'promise.method': ['text'],
};

const isAsked = ({source}: Slot): boolean => source === 'ask' || source.startsWith('promise.');

/** Slots that no sentence uses, that nothing fills, or that are filled with something of another kind. */
export function slotFindings(pack: Pack): Noted[] {
  const read = new Set(saidTexts(pack).flatMap(({text: said}) => slotsNamedIn(said)));
  const placed = linesOf(pack);
  const used = new Set([...read, ...placed.flatMap(({line}) => line.facts)]);
  const asked = askedInPlace(pack);
  const noted: Noted[] = [];
  pack.slots.forEach((slot, i) => {
    if (!used.has(slot.id)) {
      const message = text(`变量“${slot.name}”没有一句话用到`, `no sentence uses the slot "${slot.name}"`);
      noted.push({rule: 'slot-unused', path: `slots[${i}]`, message});
    }
    if (slot.source !== 'ask' && !TYPES[slot.source].includes(slot.type)) {
      const message = text(
        `变量“${slot.name}”的类型“${slot.type}”与来源“${slot.source}”不符`,
        `the slot "${slot.name}" is of type "${slot.type}", which its source "${slot.source}" does not give`,
      );
      noted.push({rule: 'slot-type', path: `slots[${i}].type`, message});
    }
  });
  for (const {line, path} of placed) {
    line.facts.forEach((fact, j) => {
      const slot = pack.slots.find(({id}) => id === fact);
      if (slot === undefined || !isAsked(slot) || asked.has(fact)) return;
      const message = text(
        `变量“${slot.name}”要在通话中填，却没有一句话会去填它，这句话永远不会显示`,
        `the slot "${slot.name}" is filled while talking, but no other sentence asks for it: this line will never show`,
      );
      noted.push({rule: 'slot-never-filled', path: `${path}.facts[${j}]`, message});
    });
  }
  return noted;
}

/** Slots that some sentence shows empty, to be filled in place: what is a fact of its line is not shown while it is empty. */
function askedInPlace(pack: Pack): ReadonlySet<string> {
  const asked = new Set<string>();
  for (const {line} of linesOf(pack)) {
    for (const id of [...slotsNamedIn(line.text), ...slotsNamedIn(line.empathy ?? '')]) {
      if (!line.facts.includes(id)) asked.add(id);
    }
  }
  const questions = [
    ...pack.stages.flatMap((stage) => stage.questions),
    ...pack.objections.flatMap((o) => o.followUps),
  ];
  for (const said of [...questions.map((question) => question.text), ...pack.objections.map((o) => o.empathy)]) {
    for (const id of slotsNamedIn(said)) asked.add(id);
  }
  return asked;
}
