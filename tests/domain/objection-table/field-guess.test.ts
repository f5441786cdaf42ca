import {describe, expect, test} from 'vitest';
import {guessSheet, headersOf} from '../../../electron/domain/objection-table/field-guess.ts';
import {tonesIn} from '../../../electron/domain/objection-table/tone-words.ts';
import {sheetOf} from './a-sheet.ts';

const guess = (...rows: string[][]) => guessSheet(sheetOf(...rows));

describe('the columns of a sheet', () => {
  test.each([
    [
      ['客户说法', '类别', '应对话术', '语气', '备注'],
      ['phrasing', 'category', 'answer', 'tone', 'signal'],
    ],
    [
      ['序号', '异议名称', '客户常见说法', '温和话术', '标准话术', '强硬话术', '共情语', '禁忌'],
      [null, 'title', 'phrasing', 'soft', 'standard', 'firm', 'empathy', 'avoid'],
    ],
    [
      ['Objection', 'Category', 'Response', 'Tone', 'Notes'],
      ['phrasing', 'category', 'answer', 'tone', 'signal'],
    ],
    [
      ['Objection', 'Customer says', 'Soft answer', 'Standard answer', 'Firm answer', "Don't say"],
      ['title', 'phrasing', 'soft', 'standard', 'firm', 'avoid'],
    ],
    [
      ['标准问', '相似问', '答案', '一级分类'],
      ['title', 'phrasing', 'answer', 'category'],
    ],
    [
      ['客户异议', '回复（温和）', '回复（坚定）', '追问', '逾期原因', '下一步'],
      ['phrasing', 'soft', 'firm', 'followUp', 'reason', 'nextStage'],
    ],
  ])('are guessed from the headers: %j', (headers, fields) => {
    expect(
      guess(
        headers,
        headers.map(() => 'x'),
      ).columns,
    ).toEqual(fields);
  });

  test('stand below merged titles, and the header is found', () => {
    const {headerRow, columns} = guess(
      ['2026 年异议话术表（内部）', '', ''],
      ['更新：3 月', '', ''],
      ['类别', '客户说法', '话术'],
      ['资金', '没钱', '我们看看能不能分步处理。'],
    );
    expect({headerRow, columns}).toEqual({headerRow: 3, columns: ['category', 'phrasing', 'answer']});
  });

  test('have a header of two rows where cells of it are merged', () => {
    const rows = [
      ['异议话术', '', '', '', ''],
      ['客户说法', '类别', '应对话术', '', ''],
      ['', '', '温和', '标准', '坚定'],
      ['没钱', '资金', '能说说吗？', '我们看看怎么分步处理。', '请给一个明确的时间。'],
      ['忘了', '', '', '约个时间。', ''],
    ];
    expect(guess(...rows)).toEqual({headerRow: 3, columns: ['phrasing', 'category', 'soft', 'standard', 'firm']});
    expect(headersOf(sheetOf(...rows).rows, 3)).toEqual(['客户说法', '类别', '温和', '标准', '坚定']);
  });

  test('are guessed from the cells where no header tells', () => {
    const rows = [
      ['没钱', '我们看看能不能分步处理，您看怎么样？', '温和'],
      ['忘了', '没关系，现在处理也来得及，今天方便吗？', '标准'],
      ['在开会', '那我晚一点再打给您，几点合适？', '坚定'],
    ];
    expect(guess(...rows)).toEqual({headerRow: null, columns: ['phrasing', 'answer', 'tone']});
    expect(guess(['一', '二', '三'], ...rows).columns).toEqual(['phrasing', 'answer', 'tone']);
  });

  test('of one meaning are taken once, what customers say as often as it comes', () => {
    expect(guess(['说法1', '说法2', '话术', '话术备选'], ['a', 'b', 'c', 'd']).columns).toEqual([
      'phrasing',
      'phrasing',
      'answer',
      null,
    ]);
  });

  test('that the download of refused rows adds mean nothing', () => {
    const {columns} = guess(['客户说法', '话术', 'Callside 行号', 'Callside 问题'], ['a', 'b', '3', '缺少类别']);
    expect(columns).toEqual(['phrasing', 'answer', null, null]);
  });
});

test('without a header the columns have no words', () => {
  expect(headersOf(sheetOf(['a', 'b']).rows, null)).toEqual(['', '']);
});

test.each([
  ['温和', ['soft']],
  ['标准、坚定', ['standard', 'firm']],
  ['Firm tone', ['firm']],
  ['全部', ['soft', 'standard', 'firm']],
  ['强硬型', ['firm']],
  ['随便', null],
  ['', null],
])('a cell of tones: %s', (cell, tones) => expect(tonesIn(cell)).toEqual(tones));
