import type {RowProblem} from '../../contract/account-import.ts';
import {type Reason, TONES} from '../../contract/pack.ts';
import type {ObjectionField} from '../../contract/objection-table.ts';
import type {DraftEdit} from '../../contract/pack-draft.ts';
import type {LocalText} from '../../contract/values.ts';
import {newPartId} from '../draft-parts.ts';
import type {PackDocument} from '../pack-draft.ts';
import {otherLanguage} from './cell-pieces.ts';
import type {ObjectionColumns} from './field-guess.ts';
import {type ObjectionDocument, objectionOf, phrasingPart, shortened, type Target} from './new-objection.ts';
import {plainWords} from './plain-words.ts';
import {type ObjectionRow, reasonNamed, type SaidPhrasing} from './read-row.ts';
import type {TableSettings} from './table-settings.ts';

/** What would become of one objection of the sheet. */
export interface PlannedObjection {
  /** `grows`: it is in the draft, and phrasings are added to it; `same`: nothing of it is new. */
  kind: 'new' | 'grows' | 'same';
  /** The rows of the sheet, as a spreadsheet counts. */
  rows: readonly number[];
  /** As it would be. */
  objection: ObjectionDocument;
  /** The phrasings that are added. */
  phrasings: readonly SaidPhrasing[];
}

/** What a sheet would do to a draft. */
export interface ObjectionPlan {
  /** All of it, to be applied as one step. */
  edits: readonly DraftEdit[];
  /** In the order of the sheet. */
  objections: readonly PlannedObjection[];
  /** What is wrong with the rows that are left out, by row. */
  problems: readonly RowProblem[];
  /** What is not taken over of rows that are, by row. */
  notes: readonly RowProblem[];
  counts: {
    /** Rows that hold something of what the columns say. */
    rows: number;
    added: number;
    grown: number;
    same: number;
    phrasings: number;
    refused: number;
  };
}

const MOST_OBJECTIONS = 20_000;

const say = (zh: string, en: string): LocalText => ({'zh-CN': zh, en});

/** Puts rows together to objections, one row after another. */
export class Planner {
  private readonly document: PackDocument;
  private readonly settings: TableSettings;
  private readonly columns: ObjectionColumns;
  private readonly headers: readonly string[];
  private readonly byTitle = new Map<string, Target>();
  private readonly byPhrasing = new Map<string, Target>();
  private readonly targets = new Set<Target>();
  private readonly reasonOf = new Map<string, Reason | null>();
  private readonly problems: RowProblem[] = [];
  private readonly notes: RowProblem[] = [];
  private readonly refused = new Set<number>();
  private rows = 0;
  private made = 0;

  constructor(document: PackDocument, settings: TableSettings, columns: ObjectionColumns, headers: readonly string[]) {
    this.document = document;
    this.settings = settings;
    this.columns = columns;
    this.headers = headers;
    for (const objection of document.objections) this.know(objection);
  }

  private know(known: ObjectionDocument): void {
    const {title, category, reason, empathy, nextStage, phrasings} = known;
    const target: Target = {known, title, category, reason, empathy, nextStage, ...nothingYet()};
    this.name(target, title);
    for (const {text} of phrasings) this.hear(target, plainWords(text));
    // Of a category with one reason only, what is new has that reason, too.
    const kind = plainWords(category);
    this.reasonOf.set(kind, (this.reasonOf.get(kind) ?? reason) === reason ? reason : null);
  }

  private name(target: Target, title: string): void {
    const key = plainWords(title);
    if (key !== '' && !this.byTitle.has(key)) this.byTitle.set(key, target);
  }

  private hear(target: Target, key: string): void {
    if (key !== '' && !this.byPhrasing.has(key)) this.byPhrasing.set(key, target);
  }

  /** One row: taken over, or left out with what is wrong. */
  take(read: ObjectionRow, problems: readonly RowProblem[]): void {
    this.rows += 1;
    if (problems.length > 0) {
      this.problems.push(...problems);
      this.refused.add(read.row);
      return;
    }
    const row = this.withPhrasings(read);
    const target = this.targetOf(row);
    if (target === null) return;
    target.rows.push(row.row);
    for (const phrasing of row.phrasings) {
      if (this.byPhrasing.has(phrasing.key)) continue;
      target.phrasings.push(phrasing);
      this.hear(target, phrasing.key);
    }
    if (target.known === null) this.fill(target, row);
    else this.compare(target.known, row);
  }

  /** Where no column says what customers say, the name does. */
  private withPhrasings(row: ObjectionRow): ObjectionRow {
    if (row.title === null || this.columns.includes('phrasing')) return row;
    const {title: text} = row;
    return {...row, phrasings: [{text, key: plainWords(text), language: otherLanguage(text, this.document.language)}]};
  }

  private targetOf(row: ObjectionRow): Target | null {
    const {title, phrasings} = row;
    const owners = new Set(phrasings.flatMap(({key}) => this.byPhrasing.get(key) ?? []));
    const named = title === null ? undefined : this.byTitle.get(plainWords(title));
    if (named !== undefined) owners.add(named);
    const [owner, another] = owners;
    if (another !== undefined) {
      const [one, other] = [named ?? owner, [...owners].find((each) => each !== (named ?? owner))];
      return this.refuse(
        row.row,
        'phrasing',
        say(
          `这一行的说法既有“${one?.title ?? ''}”的，也有“${other?.title ?? ''}”的；一句话只能属于一条异议`,
          `these words belong to "${one?.title ?? ''}" and to "${other?.title ?? ''}": one sentence belongs to one objection`,
        ),
      );
    }
    if (owner === undefined) return this.begin(row);
    // Of another name: the same objection under its old name, or two that share a sentence.
    const all = phrasings.every(({key}) => this.byPhrasing.has(key));
    if (named !== undefined || title === null || all) return owner;
    const shared = phrasings.find(({key}) => this.byPhrasing.has(key))?.text ?? '';
    return this.refuse(
      row.row,
      'phrasing',
      say(
        `“${shared}”已经是异议“${owner.title}”的说法；一句话只能属于一条异议`,
        `"${shared}" is a phrasing of "${owner.title}" already: one sentence belongs to one objection`,
      ),
    );
  }

  private begin(row: ObjectionRow): Target | null {
    const [first] = row.phrasings;
    if (first === undefined) {
      return this.refuse(row.row, 'phrasing', say('缺少客户的说法', 'says nothing that customers say'));
    }
    const title = row.title ?? shortened(first.text);
    const alike = row.title === null ? this.byTitle.get(plainWords(title)) : undefined;
    if (alike !== undefined) return alike;
    const category = row.category ?? row.categoryAbove ?? this.settings.category;
    if (category === '') return this.refuse(row.row, 'category', say('缺少类别', 'has no category'));
    const empathy = row.empathy ?? this.settings.empathy;
    if (empathy === '') return this.refuse(row.row, 'empathy', say('缺少共情的话', 'has no sentence of empathy'));
    if (this.document.objections.length + this.made >= MOST_OBJECTIONS) {
      return this.refuse(
        row.row,
        null,
        say(`一个话术包最多 ${MOST_OBJECTIONS} 条异议`, `a pack has at most ${MOST_OBJECTIONS} objections`),
      );
    }
    this.made += 1;
    const target: Target = {
      known: null,
      title,
      category,
      reason: row.reason ?? this.usualReason(category),
      empathy,
      nextStage: row.nextStage ?? this.settings.nextStage,
      ...nothingYet(),
    };
    this.targets.add(target);
    this.name(target, title);
    return target;
  }

  private usualReason(category: string): Reason {
    return reasonNamed(category) ?? this.reasonOf.get(plainWords(category)) ?? this.settings.reason;
  }

  /** Adds what a row says to an objection that the sheet makes; where it was said otherwise before, that stays. */
  private fill(target: Target, row: ObjectionRow): void {
    for (const tone of TONES) {
      const line = row.answers[tone];
      if (line === undefined) continue;
      const before = target.answers[tone];
      if (before === undefined) target.answers[tone] = {line, row: row.row};
      else if (plainWords(before.line.text) !== plainWords(line.text)) {
        const first = before.row ?? 0;
        this.note(
          row,
          tone,
          say(
            `第 ${first} 行已有这一语气的回答，这一句没有采用`,
            `row ${first} has an answer in this tone already; this one is not taken over`,
          ),
        );
      }
    }
    addNew(target.followUps, row.followUps, ({text}) => text);
    addNew(target.avoid, row.avoid, (text) => text);
    addNew(target.signals, row.signals, (text) => text);
    this.noteOthers(target, row);
  }

  /** Of an objection of the draft nothing is changed: what the row says otherwise is told. */
  private compare(known: ObjectionDocument, row: ObjectionRow): void {
    for (const tone of TONES) {
      const line = row.answers[tone];
      const same = (text: string): boolean => plainWords(text) === plainWords(line?.text ?? '');
      if (line !== undefined && !known.answers[tone].some(({text}) => same(text))) {
        this.note(
          row,
          tone,
          say(
            `“${known.title}”已有这一语气的回答，保持不变；要改请在编辑器里改`,
            `"${known.title}" has an answer in this tone, which stays; change it in the editor`,
          ),
        );
      }
    }
    const lists = [
      ['followUp', row.followUps.map(({text}) => text), (known.followUps ?? []).map(({text}) => text)],
      ['avoid', row.avoid, known.avoid ?? []],
      ['signal', row.signals, known.signals ?? []],
    ] as const;
    for (const [field, said, there] of lists) {
      const keys = new Set(there.map(plainWords));
      if (said.some((text) => !keys.has(plainWords(text)))) this.note(row, field, staysAsItIs(known.title));
    }
    this.noteOthers(known, row);
  }

  private noteOthers(
    there: Pick<Target, 'title' | 'category' | 'empathy' | 'reason' | 'nextStage'>,
    row: ObjectionRow,
  ) {
    for (const field of ['title', 'category', 'empathy', 'reason', 'nextStage'] as const) {
      const said = row[field];
      if (said !== null && plainWords(said) !== plainWords(there[field]))
        this.note(row, field, staysAsItIs(there.title));
    }
  }

  private note(row: ObjectionRow, field: ObjectionField, message: LocalText): void {
    this.notes.push(this.at(row.row, field, message));
  }

  private refuse(row: number, field: ObjectionField | null, message: LocalText): null {
    this.problems.push(this.at(row, field, message));
    this.refused.add(row);
    return null;
  }

  /** In the column of a field; an answer's where its tone has none of its own. */
  private at(row: number, field: ObjectionField | null, message: LocalText): RowProblem {
    const own = this.columns.indexOf(field);
    const at = own < 0 && TONES.some((tone) => tone === field) ? this.columns.indexOf('answer') : own;
    return field === null || at < 0
      ? {row, column: null, header: null, message}
      : {row, column: at, header: this.headers[at] ?? '', message};
  }

  finish(newId: () => string): ObjectionPlan {
    const edits: DraftEdit[] = [];
    const objections: PlannedObjection[] = [];
    let phrasings = 0;
    const all = new Set([...this.targets, ...this.byTitle.values(), ...this.byPhrasing.values()]);
    for (const target of all) {
      if (target.rows.length === 0) continue;
      if (target.known === null && Object.keys(target.answers).length === 0) {
        // The notes of a row that is left out are no news.
        for (const row of target.rows) this.refuse(row, 'standard', say('缺少应对的话', 'has no answer'));
        continue;
      }
      const {known} = target;
      if (known === null) {
        const objection = objectionOf(target, newId());
        edits.push({kind: 'insert', list: ['objections'], part: {...objection}, before: null});
        objections.push({kind: 'new', rows: target.rows, objection, phrasings: target.phrasings});
      } else {
        const added = target.phrasings.map((phrasing) => phrasingPart(phrasing, newPartId(known.id, 'p', newId())));
        const list = ['objections', known.id, 'phrasings'];
        for (const part of added) edits.push({kind: 'insert', list, part, before: null});
        const objection = {...known, phrasings: [...known.phrasings, ...added]};
        const kind = added.length === 0 ? 'same' : 'grows';
        objections.push({kind, rows: target.rows, objection, phrasings: target.phrasings});
      }
      phrasings += target.phrasings.length;
    }
    const count = (kind: PlannedObjection['kind']): number => objections.filter((each) => each.kind === kind).length;
    return {
      edits,
      objections: objections.toSorted((a, b) => (a.rows[0] ?? 0) - (b.rows[0] ?? 0)),
      problems: byRow(this.problems),
      notes: byRow(this.notes.filter(({row}) => !this.refused.has(row))),
      counts: {
        rows: this.rows,
        added: count('new'),
        grown: count('grows'),
        same: count('same'),
        phrasings,
        refused: this.refused.size,
      },
    };
  }
}

const nothingYet = (): Pick<Target, 'phrasings' | 'answers' | 'followUps' | 'avoid' | 'signals' | 'rows'> => ({
  phrasings: [],
  answers: {},
  followUps: [],
  avoid: [],
  signals: [],
  rows: [],
});

const byRow = (problems: readonly RowProblem[]): RowProblem[] => problems.toSorted((a, b) => a.row - b.row);

const staysAsItIs = (title: string): LocalText =>
  say(
    `“${title}”已另有内容，保持不变；要改请在编辑器里改`,
    `"${title}" says otherwise, and stays as it is; change it in the editor`,
  );

function addNew<Value>(to: Value[], more: readonly Value[], textOf: (value: Value) => string): void {
  const keys = new Set(to.map((value) => plainWords(textOf(value))));
  for (const value of more) {
    const key = plainWords(textOf(value));
    if (!keys.has(key)) to.push(value);
    keys.add(key);
  }
}
