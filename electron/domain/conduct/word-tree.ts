import {INITIAL_LETTER} from '../search/sounds.ts';
import type {Reading} from './units.ts';

/** A word of the lists, as units; `loud` tells which of them may stand there by sound alone. */
export interface ListedWord {
  readonly keys: readonly string[];
  /** Of each unit its syllable, -1 where it must stand as it is written. */
  readonly loud: readonly number[];
  readonly sets: readonly number[];
}

/** A word that was found, of units `start` to `end`; `swapped` are the places where only the sound is right. */
export interface Found {
  readonly start: number;
  readonly end: number;
  readonly sets: readonly number[];
  readonly swapped: readonly number[];
}

interface Swap {
  at: number;
  /** Which unit of the word. */
  depth: number;
}

class Node {
  readonly byKey = new Map<string, Node>();
  readonly bySound = new Map<number, Node[]>();
  sets: number[] = [];
  /** Of the word that ends here, which of its units may stand by sound. */
  loud: readonly boolean[] = [];
}

/** All words of a list, to be looked up at every place of a text at once. */
export class WordTree {
  private readonly root = new Node();

  add({keys, loud, sets}: ListedWord): void {
    let node = this.root;
    keys.forEach((key, i) => {
      const sound = loud[i] ?? -1;
      let next = node.byKey.get(key);
      if (next === undefined) {
        next = new Node();
        node.byKey.set(key, next);
      }
      if (sound >= 0) {
        const alike = node.bySound.get(sound);
        if (alike === undefined) node.bySound.set(sound, [next]);
        else if (!alike.includes(next)) alike.push(next);
      }
      node = next;
    });
    node.loud = loud.map((sound) => sound >= 0);
    for (const set of sets) if (!node.sets.includes(set)) node.sets.push(set);
  }

  /** Every word that stands in the text, in the order of their starts. */
  findIn(reading: Reading): Found[] {
    const found: Found[] = [];
    for (let at = 0; at < reading.units.length; at += 1) this.walk(reading, this.root, at, at, 0, [], found);
    return found;
  }

  private walk(
    reading: Reading,
    node: Node,
    start: number,
    at: number,
    depth: number,
    swapped: readonly Swap[],
    found: Found[],
  ): void {
    if (node.sets.length > 0 && swapped.every((swap) => node.loud[swap.depth] === true)) {
      found.push({start, end: at, sets: node.sets, swapped: swapped.map((swap) => swap.at)});
    }
    const unit = reading.units[at];
    if (unit === undefined || (at > start && unit.pause > 0)) return;
    // What divides two Latin words divides no spelled syllables.
    if (at > start && unit.keys[0] === ' ') this.walk(reading, node, start, at + 1, depth, swapped, found);
    let plain: Node | undefined;
    for (const [i, key] of unit.keys.entries()) {
      const next = node.byKey.get(key);
      if (i === 0) plain = next;
      if (next !== undefined) this.walk(reading, next, start, at + 1, depth + 1, swapped, found);
    }
    for (const sound of unit.sounds) {
      for (const next of node.bySound.get(sound) ?? []) {
        if (next !== plain) this.walk(reading, next, start, at + 1, depth + 1, [...swapped, {at, depth}], found);
      }
    }
    for (const jump of reading.jumps.get(at) ?? []) {
      const next = jump.key === null ? undefined : node.byKey.get(jump.key);
      if (next !== undefined) this.walk(reading, next, start, jump.to, depth + 1, swapped, found);
      if (jump.initial !== undefined) {
        for (const [sound, alike] of node.bySound) {
          if (INITIAL_LETTER[sound] !== jump.initial) continue;
          for (const each of alike)
            this.walk(reading, each, start, jump.to, depth + 1, [...swapped, {at, depth}], found);
        }
      }
      if (jump.sound < 0) continue;
      for (const alike of node.bySound.get(jump.sound) ?? []) {
        this.walk(reading, alike, start, jump.to, depth + 1, [...swapped, {at, depth}], found);
      }
    }
  }
}
