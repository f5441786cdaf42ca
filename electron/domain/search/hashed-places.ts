/** Hash and place in one number that orders by both: 32 bits and 21. */
const PLACES = 2 ** 21;

/**
 * Finds places by a hash: two ascending lists, and what was added since. Quicker to make and to store than a map of a
 * hundred thousand strings.
 */
export class HashedPlaces {
  readonly hashes: Int32Array;
  readonly places: Int32Array;
  private readonly added = new Map<number, number[]>();
  /** Places whose entry is no longer the one that the lists were made of. */
  private readonly changed = new Set<number>();

  /** @param hashes ascending as unsigned numbers, with the place of each beside it */
  constructor(hashes: Int32Array, places: Int32Array) {
    this.hashes = hashes;
    this.places = places;
  }

  static of(hashes: Int32Array, places: Int32Array): HashedPlaces {
    const joined = new Float64Array(hashes.length);
    for (let i = 0; i < hashes.length; i += 1) {
      joined[i] = ((hashes[i] as number) >>> 0) * PLACES + (places[i] as number);
    }
    joined.sort();
    const sortedHashes = new Int32Array(joined.length);
    const sortedPlaces = new Int32Array(joined.length);
    for (let i = 0; i < joined.length; i += 1) {
      const place = (joined[i] as number) % PLACES;
      sortedPlaces[i] = place;
      sortedHashes[i] = ((joined[i] as number) - place) / PLACES;
    }
    return new HashedPlaces(sortedHashes, sortedPlaces);
  }

  /** Ascending, each once. */
  find(hash: number): number[] {
    const wanted = hash >>> 0;
    let low = 0;
    let high = this.hashes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.hashes[middle] as number) >>> 0 < wanted) low = middle + 1;
      else high = middle;
    }
    const found: number[] = [];
    for (; low < this.hashes.length && (this.hashes[low] as number) >>> 0 === wanted; low += 1) {
      const place = this.places[low] as number;
      if (place !== found.at(-1) && !this.changed.has(place)) found.push(place);
    }
    const added = this.added.get(hash | 0);
    return added === undefined ? found : [...found, ...added].sort((a, b) => a - b);
  }

  /** A place gets an entry, with these hashes. */
  add(place: number, hashes: ReadonlySet<number>): void {
    this.changed.add(place);
    for (const hash of hashes) this.added.set(hash | 0, [...(this.added.get(hash | 0) ?? []), place]);
  }

  /** A place loses its entry, which had these hashes. */
  remove(place: number, hashes: ReadonlySet<number>): void {
    this.changed.add(place);
    for (const hash of hashes) {
      const left = (this.added.get(hash | 0) ?? []).filter((other) => other !== place);
      if (left.length === 0) this.added.delete(hash | 0);
      else this.added.set(hash | 0, left);
    }
  }
}
