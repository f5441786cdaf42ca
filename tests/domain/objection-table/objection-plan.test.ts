import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {OBJECTION_FIELDS} from '../../../electron/contract/objection-table.ts';
import {guessSheet} from '../../../electron/domain/objection-table/field-guess.ts';
import {planObjections} from '../../../electron/domain/objection-table/objection-plan.ts';
import {refusedRowsCsv} from '../../../electron/domain/objection-table/refused-rows.ts';
import {textSheet} from '../../../electron/domain/objection-table/sheet-rows.ts';
import {
  settingProblems,
  type TableSettings,
  usualSettings,
} from '../../../electron/domain/objection-table/table-settings.ts';
import {applyEdits} from '../../../electron/domain/pack-draft.ts';
import {checkPack} from '../../../electron/domain/pack-problems.ts';
import {smallPack} from '../../small-pack.ts';
import {sheetOf} from './a-sheet.ts';

function newIds(): () => string {
  let count = 0;
  return () => `01935a00-0000-7000-8000-${String((count += 1)).padStart(12, '0')}`;
}

/** What a sheet does to the small pack, its columns as they are guessed. */
function planned(rows: string[][], more: Partial<TableSettings> = {}, document = smallPack()) {
  const sheet = sheetOf(...rows);
  const settings = {...usualSettings(document), ...more};
  const plan = planObjections(document, sheet, {...guessSheet(sheet), settings}, newIds());
  return {...plan, after: applyEdits(document, plan.edits).document};
}

const told = (problems: readonly {row: number; header: string | null; message: {en: string}}[]): string[] =>
  problems.map(({row, header, message}) => `${row} ${header ?? '–'}: ${message.en}`);

describe('a sheet of objections', () => {
  test('becomes objections: several phrasings in a cell, the tone in a column, defaults that press nobody', () => {
    const {after, counts, problems} = planned([
      ['2026 话术', '', '', '', ''],
      ['客户说法', '类别', '应对话术', '语气', '备注'],
      ['工资没发；老板拖工资\n1、no pay yet', '收入中断', '理解，工资一到账我们再联系，您看哪天？', '温和', '先听完'],
      ['工资没发', '', '您预计哪天到账？我们约在那天。', '坚定', ''],
    ]);
    expect(problems).toEqual([]);
    expect(counts).toEqual({rows: 2, added: 1, grown: 0, same: 0, phrasings: 3, refused: 0});
    const objection = after.objections.at(-1);
    const soft = '理解，工资一到账我们再联系，您看哪天？';
    expect(objection).toMatchObject({
      title: '工资没发',
      category: '收入中断',
      reason: 'other',
      phrasings: [{text: '工资没发'}, {text: '老板拖工资'}, {text: '1、no pay yet', language: 'en'}],
      answers: {soft: [{text: soft}], standard: [{text: soft}], firm: [{text: '您预计哪天到账？我们约在那天。'}]},
      signals: ['先听完'],
      empathy: '您的情况我理解。',
      nextStage: 'understanding',
    });
    expect(objection?.answers.soft[0]).not.toHaveProperty('pressure');
    expect(checkPack(after).problems).toEqual([]);
  });

  test('adds phrasings to objections that are there, and leaves the rest of them as it is', () => {
    const {after, counts, notes, edits} = planned([
      ['客户说法', '话术', '类别'],
      ['我忘了！\n真没想起来', '那您今天处理吧。', '其他'],
      ['现在没钱', '', ''],
    ]);
    expect(counts).toMatchObject({added: 0, grown: 1, same: 1, phrasings: 1, refused: 0});
    expect(after.objections[0]?.phrasings.map(({text}) => text)).toEqual(['我忘了', '忘记还了', '真没想起来']);
    expect({...after.objections[0], phrasings: []}).toEqual({...smallPack().objections[0], phrasings: []});
    expect(edits).toHaveLength(1);
    expect(told(notes)).toEqual([
      expect.stringMatching(/^2 话术: "我忘了还款" has an answer in this tone/),
      expect.stringMatching(/^2 类别: /),
    ]);
  });

  test('does nothing the second time', () => {
    const rows = [
      ['客户说法', '话术', '备注'],
      ['工资没发;老板拖着', '哪天到账？', '听'],
      ['忘记还了\n想不起来', '约个时间。', ''],
      ['在开会', '', ''],
    ];
    const {after, counts} = planned(rows);
    expect(counts).toMatchObject({added: 1, grown: 1, refused: 1});
    const again = planned(rows, {}, after);
    expect(again.edits).toEqual([]);
    expect(again.counts).toMatchObject({added: 0, grown: 0, same: 2, phrasings: 0, refused: 1});
  });

  test('has its slots by name, in whatever brackets', () => {
    const {after} = planned([
      ['客户说法', '话术'],
      ['多少钱', '目前应还【应还金额】，逾期{逾期天数}天，我是[坐席称呼]。'],
    ]);
    expect(after.objections.at(-1)?.answers.soft[0]?.text).toBe('目前应还{amount}，逾期{days}天，我是{agentName}。');
  });

  test('presses only where it says so, with its facts and with empathy', () => {
    const {after, problems} = planned([
      ['客户说法', '坚定话术', '施压', '共情'],
      ['不还了', '目前应还{amount}，逾期{days}天。', '是', '我知道不容易。'],
      ['随便你', '请尽快处理。', '是', ''],
    ]);
    const firm = after.objections.at(-1)?.answers.firm[0];
    expect(firm).toMatchObject({pressure: true, facts: ['amount', 'days'], empathy: '我知道不容易。'});
    expect(told(problems)).toEqual([expect.stringMatching(/^3 坚定话术: pressure rests on facts/)]);
  });

  test('has an empty name or category from the row above, when that is wanted, and headings of parts', () => {
    const rows = [
      ['类别', '异议名称', '客户说法', '话术'],
      ['资金类', '', '', ''],
      ['', '工资晚', '工资没发', '哪天到账？'],
      ['', '', '老板拖着', ''],
      ['情绪类', '', '', ''],
      ['', '', '你们烦不烦', '抱歉打扰您。'],
    ];
    const {after, problems} = planned(rows);
    expect(problems).toEqual([]);
    expect(after.objections.slice(2)).toMatchObject([
      {title: '工资晚', category: '资金类', phrasings: [{text: '工资没发'}, {text: '老板拖着'}]},
      {title: '你们烦不烦', category: '情绪类'},
    ]);
    const apart = planned(rows, {fillDown: false});
    expect(apart.counts).toMatchObject({added: 2, refused: 3});
  });
});

describe('what is wrong with a row is told with its row and column, and the row is left out', () => {
  const head = ['客户说法', '类别', '话术', '语气', '核实前可说', '逾期原因'];
  test.each([
    [['', '资金', '好的。', '', '', ''], /^2 客户说法: says nothing that customers say$/],
    [['没发工资', '资金', '', '', '', ''], /^2 话术: has no answer$/],
    [['没发工资', '资金', '好的。', '随便', '', ''], /^2 语气: is no tone; write one of: Soft, Standard, Firm$/],
    [['没发工资', '资金', '应还{slotX}。', '', '', ''], /^2 话术: "\{slotX\}" is no slot of this pack/],
    [['没发工资', '资金', '应还【总额】。', '', '', ''], /^2 话术: "【总额】" is no slot/],
    [['没发工资', '资金', '应还{amount}。', '', '是', ''], /^2 话术: may be said before verification/],
    [['没发工资', '资金', '好的。', '', '也许', ''], /^2 核实前可说: write yes or no$/],
    [['没发工资', '资金', '好的。', '', '', '懒'], /^2 逾期原因: is no reason for default/],
    [['没发工资', '很'.repeat(41), '好的。', '', '', ''], /^2 类别: must have at most 40 characters$/],
    [['？！', '资金', '好的。', '', '', ''], /^2 客户说法: there are no words in "？！"$/],
    [['我忘了；现在没钱', '资金', '好的。', '', '', ''], /^2 客户说法: these words belong to/],
    [['没发工资', '资金', '=HYPERLINK("http://x","点")', '', '', ''], /^2 话术: this cell is a formula/],
    [['没发工资', '资金', '#REF!', '', '', ''], /^2 话术: this cell is a formula/],
    [['说'.repeat(121), '资金', '好的。', '', '', ''], /^2 客户说法: must have at most 120 characters$/],
  ])('%j', (row, problem) => {
    const {problems, counts, edits} = planned([head, row]);
    expect(told(problems).join('\n')).toMatch(problem);
    expect(counts).toMatchObject({added: 0, refused: 1});
    expect(edits).toEqual([]);
  });

  test('also where a setting that would fill it is empty', () => {
    const {problems} = planned([head.slice(0, 3), ['没发工资', '资金', '好的。']], {empathy: ''});
    expect(told(problems)).toEqual(['2 –: has no sentence of empathy']);
  });

  test('an answer in a tone that an earlier row has is not taken over, and said', () => {
    const {notes, after} = planned([head, ['没发工资', '', '好。', '', '', ''], ['没发工资', '', '行。', '', '', '']]);
    expect(told(notes)).toEqual([expect.stringMatching(/^3 话术: row 2 has an answer in this tone/)]);
    expect(after.objections.at(-1)?.answers.standard).toHaveLength(1);
  });

  test('settings that would break the pack are told, and not used', () => {
    const settings = {...usualSettings(smallPack()), category: 'x'.repeat(41), empathy: '我懂{nobody}'};
    expect(Object.keys(settingProblems(settings, smallPack()))).toEqual(['category', 'empathy']);
  });
});

const WORDS = [
  '没钱|没钱。|我忘了|忘记还了|现在没钱|no money|工资没发；老板拖|1、a\n2、b|？||  |=1+1|应还{amount}。|【应还金额】|[x]|{|<b>x</b>',
  '__proto__|温和|坚定|是|否|资金|forgot|了解|\u202e反|\u0000|\ud800|\'=x|="007"|constructor',
]
  .join('|')
  .split('|');
const words = fc.constantFrom(...WORDS, '长'.repeat(130), '长'.repeat(700));
const cell = fc.oneof({arbitrary: words, weight: 4}, {arbitrary: fc.string({unit: 'binary', maxLength: 8}), weight: 1});
const sheets = fc.integer({min: 1, max: 6}).chain((width) =>
  fc.record({
    rows: fc.array(fc.array(cell, {minLength: width, maxLength: width}), {minLength: 1, maxLength: 8}),
    columns: fc.array(fc.option(fc.constantFrom(...OBJECTION_FIELDS)), {minLength: width, maxLength: width}),
    headerRow: fc.constantFrom(null, 1),
    fillDown: fc.boolean(),
    empathy: fc.constantFrom('我理解。', '', '我{nobody}'),
  }),
);

describe('whatever stands in a sheet, and whatever its columns are said to mean', () => {
  test('a pack that passes its check passes it after the import, the same sheet again does nothing, one step undoes it', () => {
    fc.assert(
      fc.property(sheets, ({rows, columns, headerRow, ...more}) => {
        const document = smallPack();
        const sheet = sheetOf(...rows);
        const mapping = {headerRow, columns, settings: {...usualSettings(document), ...more}};
        const plan = planObjections(document, sheet, mapping, newIds());
        const {document: after, undo} = applyEdits(document, plan.edits);
        expect(checkPack(after).problems).toEqual([]);
        const again = planObjections(after, sheet, mapping, newIds());
        expect(again.edits).toEqual([]);
        expect(applyEdits(after, undo).document).toEqual(document);
        // Every row is accounted for: in an objection, or left out with a reason.
        const taken = new Set(plan.objections.flatMap((objection) => objection.rows));
        const wrong = new Set(plan.problems.map(({row}) => row));
        expect(taken.size + wrong.size).toBe(plan.counts.rows);
        expect(wrong.size).toBe(plan.counts.refused);
        expect([...taken].filter((row) => wrong.has(row))).toEqual([]);
      }),
      {numRuns: 400},
    );
  });

  test('the rows that were left out are the same rows when their file is read again', () => {
    // Control characters have no place in a file of text; anything else comes back.
    const plain = fc.constantFrom(
      '没钱',
      '=1+1',
      '+86',
      '-5',
      '@x',
      "'=x",
      'a"b',
      'a,b;c',
      'a\nb',
      ' x',
      '＝1',
      '%x',
      '',
    );
    fc.assert(
      fc.property(fc.array(fc.array(plain, {minLength: 2, maxLength: 2}), {minLength: 1, maxLength: 6}), (data) => {
        const rows = data.map((cells) => ['x', ...cells]);
        const sheet = sheetOf(['客户说法', '话术', '备注'], ...rows);
        const problems = rows.map((_, i) => ({
          row: i + 2,
          column: null,
          header: null,
          message: {'zh-CN': '错', en: 'wrong'},
        }));
        const csv = refusedRowsCsv(sheet, 1, problems, 'zh-CN');
        const read = textSheet(new TextEncoder().encode(csv)).sheets[0]?.rows ?? [];
        const bare = (text: string) => text.trim().replace(/^'(?=\s*[=+\-@＝%])/u, '');
        expect(read.slice(1).map(({cells}) => cells.slice(0, 3).map(bare))).toEqual(
          rows.map((cells) => cells.map(bare)),
        );
        for (const {cells} of read) for (const text of cells) expect(text.trim()).not.toMatch(/^[=+\-@]/);
      }),
      {numRuns: 60},
    );
  });
});
