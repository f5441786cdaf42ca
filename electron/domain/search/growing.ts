/** A list of 32-bit numbers in one buffer that grows: what is kept by the hundred thousand. */
export class Growing {
  data: Int32Array;
  length: number;

  /** @param data numbers to begin with; not copied until one more is added */
  constructor(data: Int32Array = new Int32Array(0)) {
    this.data = data;
    this.length = data.length;
  }

  /** Numbers put together by a key: the list of each key from 0 to `count`, in the order in which they came. */
  static byKey(keys: Int32Array, numbers: Int32Array, count: number): Growing[] {
    const ends = new Int32Array(count + 1);
    for (let i = 0; i < keys.length; i += 1)
      ends[(keys[i] as number) + 1] = (ends[(keys[i] as number) + 1] as number) + 1;
    for (let key = 0; key < count; key += 1) ends[key + 1] = (ends[key + 1] as number) + (ends[key] as number);
    const sorted = new Int32Array(keys.length);
    const next = ends.slice();
    for (let i = 0; i < keys.length; i += 1) {
      const key = keys[i] as number;
      sorted[next[key] as number] = numbers[i] as number;
      next[key] = (next[key] as number) + 1;
    }
    return Array.from({length: count}, (_, key) => new Growing(sorted.subarray(ends[key], ends[key + 1])));
  }

  push(value: number): void {
    if (this.length === this.data.length) {
      const grown = new Int32Array(Math.max(4, this.length * 2));
      grown.set(this.data);
      this.data = grown;
    }
    this.data[this.length] = value;
    this.length += 1;
  }

  at(i: number): number {
    return this.data[i] as number;
  }

  /** Puts a value where it belongs in an ascending list that does not hold it. */
  insert(value: number): void {
    this.push(value);
    let at = this.length - 1;
    while (at > 0 && (this.data[at - 1] as number) > value) {
      this.data[at] = this.data[at - 1] as number;
      at -= 1;
    }
    this.data[at] = value;
  }

  /** Is a value in an ascending list? */
  holds(value: number): boolean {
    let low = 0;
    let high = this.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const there = this.data[middle] as number;
      if (there === value) return true;
      if (there < value) low = middle + 1;
      else high = middle - 1;
    }
    return false;
  }

  /** Takes one value out, keeping the order of the others. */
  remove(value: number): void {
    const at = this.data.indexOf(value);
    if (at < 0 || at >= this.length) return;
    this.data = this.data.slice(0, this.length);
    this.data.copyWithin(at, at + 1);
    this.length -= 1;
  }

  /** The used part, without a copy. */
  used(): Int32Array {
    return this.length === this.data.length ? this.data : this.data.subarray(0, this.length);
  }
}
