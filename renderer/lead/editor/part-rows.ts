/** A part of a list as its row shows and finds it. */
export interface PartRowData {
  readonly id: string;
  readonly name: string;
  readonly texts: readonly string[];
}

/** What a row shows of a part, and is found by. */
export interface RowSource {
  nameOf: (part: unknown) => string;
  textsOf: (part: unknown) => readonly string[];
}

/**
 * The rows of a list of a draft. A part that an edit did not touch is the same object and keeps its row; so does one whose
 * row would be no other. Of ten thousand, a letter typed into an answer makes no new row, and nothing is filtered anew.
 */
export class PartRows {
  private readonly source: RowSource;
  private readonly known = new WeakMap<object, PartRowData>();
  private rows: readonly PartRowData[] = [];

  constructor(source: RowSource) {
    this.source = source;
  }

  /** The rows of the parts in their order: the same list as before when none of them changed. */
  of(parts: readonly {id: string}[]): readonly PartRowData[] {
    const before = this.rows;
    const rows = parts.map((part, at) => this.known.get(part) ?? this.make(part, before[at]));
    const same = rows.length === before.length && rows.every((row, at) => row === before[at]);
    if (!same) this.rows = rows;
    return this.rows;
  }

  private make(part: {id: string}, before: PartRowData | undefined): PartRowData {
    const fresh = {id: part.id, name: this.source.nameOf(part), texts: this.source.textsOf(part)};
    const row = before !== undefined && same(before, fresh) ? before : fresh;
    this.known.set(part, row);
    return row;
  }
}

const same = (one: PartRowData, other: PartRowData): boolean =>
  one.id === other.id &&
  one.name === other.name &&
  one.texts.length === other.texts.length &&
  one.texts.every((text, at) => text === other.texts[at]);
