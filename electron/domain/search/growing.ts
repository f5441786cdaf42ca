/** A list of 32-bit numbers in one buffer that grows: what is kept by the hundred thousand. */
export class Growing {
  data: Int32Array;
  length: number;

  /** @param data numbers to begin with; not copied until one more is added */
  constructor(data: Int32Array = new Int32Array(0)) {
    this.data = data;
    this.length = data.length;
  }

  push(value: number): void {
    if (this.length === this.data.length) {
      const grown = new Int32Array(Math.max(4, Math.ceil(this.length * 1.5)));
      grown.set(this.data);
      this.data = grown;
    }
    this.data[this.length] = value;
    this.length += 1;
  }

  at(i: number): number {
    return this.data[i] as number;
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
