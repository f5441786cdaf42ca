import type {z} from 'zod';
import type {RowProblem} from '../../contract/account-import.ts';
import {REASON_LABELS, STAGE_LABELS, TONE_LABELS} from '../../contract/labels.ts';
import type {ObjectionField, SheetRow} from '../../contract/objection-table.ts';
import {Line, Objection, Phrasing, Question, type Reason, REASONS, type Tone, TONES} from '../../contract/pack.ts';
import type {Language, LocalText} from '../../contract/values.ts';
import {isDebtSource} from '../gate.ts';
import type {PackDocument} from '../pack-draft.ts';
import {strayPlaceholder} from '../pack-problems.ts';
import {slotsNamedIn} from '../script-lines.ts';
import {isClosed, otherLanguage, phrasingsIn, spokenIn} from './cell-pieces.ts';
import type {ObjectionColumns} from './field-guess.ts';
import {plainWords} from './plain-words.ts';
import {RowCells} from './row-cells.ts';
import type {TableSettings} from './table-settings.ts';
import {tonesIn} from './tone-words.ts';

/** What a customer says; `language` where it is not the pack's own. */
export interface SaidPhrasing {
  text: string;
  /** As it is compared. */
  key: string;
  language: Language | null;
}

/** An answer, without its id. */
export type SaidLine = Omit<z.input<typeof Line>, 'id'>;

/** A row as it was understood; what no cell says is null, or empty. */
export interface ObjectionRow {
  row: number;
  title: string | null;
  category: string | null;
  /** Of a row above, where that is wanted. */
  categoryAbove: string | null;
  phrasings: SaidPhrasing[];
  answers: Partial<Record<Tone, SaidLine>>;
  empathy: string | null;
  reason: Reason | null;
  followUps: {kind: 'open' | 'closed'; text: string}[];
  avoid: string[];
  signals: string[];
  nextStage: string | null;
}

const MOST_NAMED = 8;
const LINE_TEXT = Line.shape.text;
const HINT = Objection.shape.signals.unwrap().element;

const noWords = (text: string): LocalText => say(`“${text}”里没有文字`, `there are no words in "${text}"`);

const say = (zh: string, en: string): LocalText => ({'zh-CN': zh, en});

/** Reads rows of one sheet for one pack. */
export class RowReader {
  private readonly columns: ObjectionColumns;
  private readonly headers: readonly string[];
  private readonly settings: TableSettings;
  private readonly document: PackDocument;
  private readonly slotOf: ReadonlyMap<string, string>;
  private readonly stageOf: ReadonlyMap<string, string>;
  private above: {title: string | null; category: string | null} = {title: null, category: null};

  constructor(columns: ObjectionColumns, headers: readonly string[], settings: TableSettings, document: PackDocument) {
    this.columns = columns;
    this.headers = headers;
    this.settings = settings;
    this.document = document;
    // An id goes before a name that reads the same.
    this.slotOf = new Map(
      [
        ...document.slots.map(({id, name}) => [plainWords(name), id]),
        ...document.slots.map(({id}) => [plainWords(id), id]),
      ].filter((pair): pair is [string, string] => pair[0] !== ''),
    );
    this.stageOf = new Map(
      document.stages
        .toReversed()
        .flatMap(({id, title, kind}) =>
          [...Object.values(STAGE_LABELS[kind]), kind, title, id].map((name): [string, string] => [
            plainWords(name),
            id,
          ]),
        ),
    );
  }

  /** A row, with what is wrong with it; null when nothing in it is taken over. */
  read({row, cells, fault}: SheetRow): {read: ObjectionRow; problems: RowProblem[]} | null {
    const one = new RowCells(row, cells, this.columns, this.headers);
    if (fault !== null) one.fault(null, fault);
    if (!one.holdsSomething) return null;
    const title = one.value('title', Objection.shape.title);
    const category = one.value('category', Objection.shape.category);
    if (title !== null && plainWords(title) === '') one.fault('title', noWords(title));
    if (this.settings.fillDown) {
      const another = category !== null && category !== this.above.category;
      this.above = {title: title ?? (another ? null : this.above.title), category: category ?? this.above.category};
      // A heading of its own begins a part of the sheet.
      if (one.holdsOnly(['title', 'category']) && one.problems.length === 0) return null;
    }
    const read: ObjectionRow = {
      row,
      title: title ?? (this.settings.fillDown ? this.above.title : null),
      category,
      categoryAbove: this.settings.fillDown ? this.above.category : null,
      phrasings: this.phrasings(one),
      empathy: this.spoken(one, 'empathy', LINE_TEXT),
      reason: this.reason(one),
      followUps: one
        .list('followUp')
        .flatMap((text) => this.words(one, 'followUp', text, Question.shape.text) ?? [])
        .map((text) => ({kind: isClosed(text) ? 'closed' : 'open', text})),
      avoid: one.list('avoid').flatMap((text) => one.check('avoid', text, HINT) ?? []),
      signals: one.list('signal').flatMap((text) => one.check('signal', text, HINT) ?? []),
      nextStage: this.nextStage(one),
      answers: {},
    };
    read.answers = this.answers(one, read.empathy);
    return {read, problems: one.problems};
  }

  private phrasings(one: RowCells): SaidPhrasing[] {
    const said = new Map<string, SaidPhrasing>();
    for (const piece of one.cells('phrasing').flatMap(phrasingsIn)) {
      const text = one.check('phrasing', piece, Phrasing.shape.text);
      if (text === null) continue;
      const key = plainWords(text);
      if (key === '') one.fault('phrasing', noWords(text));
      else if (!said.has(key)) said.set(key, {text, key, language: otherLanguage(text, this.document.language)});
    }
    return [...said.values()];
  }

  private answers(one: RowCells, empathy: string | null): ObjectionRow['answers'] {
    const pressure = one.yesNo('pressure');
    const beforeVerification = one.yesNo('beforeVerification');
    const answers: ObjectionRow['answers'] = {};
    const add = (field: ObjectionField, tones: readonly Tone[]) => {
      const text = this.spoken(one, field, LINE_TEXT);
      if (text === null) return;
      const line = this.line(one, field, text, {
        pressure,
        beforeVerification,
        empathy: empathy ?? this.settings.empathy,
      });
      for (const tone of tones) answers[tone] ??= line;
    };
    for (const tone of TONES) add(tone, [tone]);
    add('answer', this.tones(one));
    return answers;
  }

  private line(
    one: RowCells,
    field: ObjectionField,
    text: string,
    {pressure, beforeVerification, empathy}: {pressure: boolean; beforeVerification: boolean; empathy: string},
  ): SaidLine {
    const facts = slotsNamedIn(text);
    if (pressure && facts.length === 0) {
      one.fault(
        field,
        say(
          '施压的话要以事实为依据：请在话里用填空写明，如 {amount}',
          'pressure rests on facts: name them in the answer as slots, such as {amount}',
        ),
      );
    }
    if (pressure && empathy === '') {
      one.fault(field, say('施压的话要配一句共情', 'an answer that presses goes with a sentence of empathy'));
    }
    if (beforeVerification) {
      const named = new Set([...facts, ...(pressure ? slotsNamedIn(empathy) : [])]);
      const debt = this.document.slots.find(({id, source}) => named.has(id) && isDebtSource(source));
      if (debt !== undefined) {
        one.fault(
          field,
          say(
            `核实本人之前不得使用债务信息“${debt.name}”`,
            `may be said before verification, so it may not use the debt fact "${debt.name}"`,
          ),
        );
      }
    }
    return {text, ...(pressure && {pressure, facts, empathy}), ...(beforeVerification && {beforeVerification})};
  }

  private tones(one: RowCells): readonly Tone[] {
    const cell = one.text('tone');
    if (cell === '') return [this.settings.tone];
    const tones = tonesIn(cell);
    if (tones !== null) return tones;
    const [zh, en] = [namesOf(TONE_LABELS, 'zh-CN'), namesOf(TONE_LABELS, 'en')];
    one.fault('tone', say(`不认识的语气，请写：${zh}`, `is no tone; write one of: ${en}`));
    return [];
  }

  private reason(one: RowCells): Reason | null {
    const cell = one.text('reason');
    if (cell === '') return null;
    const reason = REASON_OF.get(plainWords(cell));
    if (reason !== undefined) return reason;
    const [zh, en] = [namesOf(REASON_LABELS, 'zh-CN'), namesOf(REASON_LABELS, 'en')];
    one.fault('reason', say(`不认识的逾期原因，请写：${zh}`, `is no reason for default; write one of: ${en}`));
    return null;
  }

  private nextStage(one: RowCells): string | null {
    const cell = one.text('nextStage');
    if (cell === '') return null;
    const stage = this.stageOf.get(plainWords(cell));
    if (stage !== undefined) return stage;
    const names = this.document.stages.map(({title}) => title);
    one.fault(
      'nextStage',
      say(`没有这个阶段，请写：${names.join('、')}`, `is no stage; write one of: ${names.join(', ')}`),
    );
    return null;
  }

  private spoken(one: RowCells, field: ObjectionField, schema: z.ZodType<string>): string | null {
    const text = spokenIn(one.text(field));
    return text === '' ? null : this.words(one, field, text, schema);
  }

  /** Words to be said: with the slots that they mean, each declared, and nothing that only looks like one. */
  private words(one: RowCells, field: ObjectionField, said: string, schema: z.ZodType<string>): string | null {
    const text = one.check(
      field,
      said.replace(/\{([^{}]{1,40})\}|【([^【】]{1,40})】|\[([^[\]]{1,40})\]/g, this.slotMeant),
      schema,
    );
    if (text === null) return null;
    const stray = strayPlaceholder(text);
    const unknown = slotsNamedIn(text).find((id) => !this.document.slots.some((slot) => slot.id === id));
    const wrong = stray ?? (unknown === undefined ? null : `{${unknown}}`);
    if (wrong === null) return text;
    const slots = this.document.slots.slice(0, MOST_NAMED).map(({id, name}) => `{${id}} ${name}`);
    one.fault(
      field,
      say(
        `“${wrong}”不是这个话术包的填空，会原样念给客户；已有的有：${slots.join('，')}`,
        `"${wrong}" is no slot of this pack and would be read to the customer; there are: ${slots.join(', ')}`,
      ),
    );
    return null;
  }

  private readonly slotMeant = (whole: string, braced?: string, thick?: string, square?: string): string => {
    const slot = this.slotOf.get(plainWords(braced ?? thick ?? square ?? ''));
    return slot === undefined ? whole : `{${slot}}`;
  };
}

const REASON_OF = new Map(
  REASONS.flatMap((reason) =>
    [...Object.values(REASON_LABELS[reason]), reason].map((name): [string, Reason] => [plainWords(name), reason]),
  ),
);

/** The reason that a category is another word for. */
export const reasonNamed = (category: string): Reason | null => REASON_OF.get(plainWords(category)) ?? null;

const namesOf = (labels: Record<string, LocalText>, language: Language): string =>
  Object.values(labels)
    .map((label) => label[language])
    .join(language === 'zh-CN' ? '、' : ', ');
