import type {Lexicon} from '../../contract/lexicon.ts';
import type {IndexEntry} from '../objection-index.ts';
import {FACETS} from './facets.ts';

/** One number for what an index was made of: a snapshot of anything else is not taken for it. */
export function fingerprintOf(entries: readonly IndexEntry[], lexicon: Lexicon): number {
  const print = new Print();
  print.number(entries.length);
  for (const entry of entries) {
    print.text(entry.id);
    print.text(entry.groupId ?? entry.id);
    print.text(entry.title);
    print.number(entry.aliases.length);
    for (const alias of entry.aliases) print.text(alias);
    print.text(entry.en ?? '');
    print.number(entry.tags?.length ?? 0);
    for (const tag of entry.tags ?? []) print.text(tag);
    for (const facet of FACETS) print.text(entry[facet] ?? '');
  }
  for (const {concepts, fillers, learned} of lexicon) {
    for (const filler of fillers) print.text(filler);
    for (const {id, objections, expressions, anchors, urgent} of concepts) {
      print.text(id);
      // What is learned stands for the expressions, except of those that become wordings themselves.
      if (objections === undefined && learned !== undefined) continue;
      for (const expression of expressions) print.text(typeof expression === 'string' ? expression : expression[0]);
      for (const objection of objections ?? []) print.text(objection);
      if (urgent === true) for (const anchor of anchors) print.text(anchor);
    }
    print.text(learned?.weights ?? '');
  }
  return print.value;
}

class Print {
  value = 0x811c9dc5 | 0;

  text(text: string): void {
    let value = Math.imul(this.value ^ text.length, 0x01000193);
    const even = text.length & ~1;
    for (let i = 0; i < even; i += 2) {
      value = Math.imul(value ^ (text.charCodeAt(i) | (text.charCodeAt(i + 1) << 16)), 0x01000193);
    }
    if (even < text.length) value = Math.imul(value ^ text.charCodeAt(even), 0x01000193);
    this.value = value;
  }

  number(number: number): void {
    this.value = Math.imul(this.value ^ number, 0x01000193);
  }
}
