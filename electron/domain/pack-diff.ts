import type {PackChange} from '../contract/methods.ts';
import type {Pack} from '../contract/pack.ts';
import {inKeptOrder} from './kept-order.ts';
import {type Part, partsOf} from './pack-parts.ts';
import {type Pairs, pairParts} from './part-pairs.ts';
import {listChange, wordMarks} from './word-marks.ts';

/**
 * What a lead sees between two versions: parts are matched by their stable ids (and by content where an id was changed), so
 * that a sentence that was moved is not shown as deleted and added, and every changed field stands alone with its words
 * before and after. What went comes first, the rest in the order of the newer version. Read the other way round it is the
 * same with before and after exchanged.
 */
export function diffPacks(before: Pack, after: Pack): PackChange[] {
  const [old, fresh] = [partsOf(before), partsOf(after)];
  const pairs = pairParts(old, fresh);
  const turned = turnedParts(fresh, pairs);
  const changes: PackChange[] = [];
  for (const part of old) {
    if (!pairs.newOf.has(part))
      changes.push({kind: 'removed', place: part.place, partId: part.id, before: wordsOf(part), after: null});
  }
  for (const part of fresh) {
    const was = pairs.oldOf.get(part);
    if (was === undefined)
      changes.push({kind: 'added', place: part.place, partId: part.id, before: null, after: wordsOf(part)});
    else changes.push(...changesOf(was, part), ...moveOf(was, part, pairs, turned));
  }
  return changes;
}

function wordsOf({fields}: Part): string {
  const words = fields.get('text') ?? fields.get('title') ?? fields.get('name');
  return typeof words === 'string' ? words : [...fields.values()].map(asText).join(' · ');
}

const asText = (field: string | readonly string[]): string => (typeof field === 'string' ? field : field.join('\n'));

function changesOf(was: Part, part: Part): PackChange[] {
  const changes: PackChange[] = [];
  const changed = (name: string, from: string | null, to: string | null, words = wordMarks(from ?? '', to ?? '')) =>
    changes.push({kind: 'changed', place: `${part.place} › ${name}`, partId: part.id, before: from, after: to, words});
  if (was.id !== part.id) changed('id', was.id, part.id);
  for (const name of new Set([...was.fields.keys(), ...part.fields.keys()])) {
    const [from, to] = [was.fields.get(name), part.fields.get(name)];
    if (typeof from === 'string' || typeof to === 'string') {
      const [one, other] = [from === undefined ? null : asText(from), to === undefined ? null : asText(to)];
      if (one !== other) changed(name, one, other);
      continue;
    }
    const {marks, moved} = listChange(from ?? [], to ?? []);
    if (marks !== null) changed(name, from?.join('\n') ?? null, to?.join('\n') ?? null, marks);
    for (const item of moved) {
      const place = `${part.place} › ${name} › ${item.text}`;
      changes.push({kind: 'moved', place, partId: part.id, before: `${item.from + 1}.`, after: `${item.to + 1}.`});
    }
  }
  return changes;
}

function moveOf(was: Part, part: Part, {oldOf}: Pairs, turned: ReadonlySet<Part>): PackChange[] {
  const {place, id: partId} = part;
  const stayed = part.whole === null || (oldOf.get(part.whole) === was.whole && was.list === part.list);
  if (stayed && !turned.has(part)) return [];
  const [before, after] = stayed ? [`${was.order + 1}.`, `${part.order + 1}.`] : [was.place, place];
  // A place ends with a title, or with an id that tells nobody which sentence it is.
  const words = wordsOf(part);
  const unsaid = !place.endsWith(` › ${words}`);
  return [
    {kind: 'moved', place, partId, before, after, ...(unsaid && {words: [{kind: 'same' as const, text: words}]})},
  ];
}

/** Parts that stay in the same list but no longer in the same order: as few as can be. */
function turnedParts(fresh: readonly Part[], {oldOf}: Pairs): Set<Part> {
  const turned = new Set<Part>();
  for (const whole of fresh) {
    for (const [list, parts] of Map.groupBy(whole.parts, (part) => part.list)) {
      const kept = parts.flatMap((part) => {
        const was = oldOf.get(part);
        if (was === undefined || was.list !== list || was.whole !== oldOf.get(whole)) return [];
        // A name that is the same from both sides.
        return [{part, was, name: was.key < part.key ? `${was.key} ${part.key}` : `${part.key} ${was.key}`}];
      });
      const before = kept.toSorted((one, other) => one.was.order - other.was.order);
      const inOrder = inKeptOrder(
        before.map(({name}) => name),
        kept.map(({name}) => name),
      );
      for (const {part, name} of kept) if (!inOrder.has(name)) turned.add(part);
    }
  }
  return turned;
}
