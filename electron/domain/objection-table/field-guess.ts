import type {ObjectionField, ReadSheet, SheetRow} from '../../contract/objection-table.ts';
import {REASON_LABELS} from '../../contract/labels.ts';
import {NO, YES} from '../account-table/cell-words.ts';
import {plainWords} from './plain-words.ts';
import {tonesIn} from './tone-words.ts';

/** What each column holds, in the sheet's order; null = not taken over. */
export type ObjectionColumns = readonly (ObjectionField | null)[];

/** How a sheet is most likely meant. */
export interface SheetGuess {
  /** The row of the header as the spreadsheet counts; null: the sheet has none. */
  headerRow: number | null;
  columns: ObjectionColumns;
}

/** Fields that may stand in several columns; of any other the first cell that is not empty counts. */
export const REPEATED_FIELDS: ReadonlySet<ObjectionField> = new Set<ObjectionField>([
  'phrasing',
  'followUp',
  'avoid',
  'signal',
]);

/** Headers as teams write them, compared without spaces, marks and case: first those that are meant exactly so. */
const EXACT: Partial<Record<ObjectionField, string>> = {
  title: '标准问 异议 异议名称 异议点 异议标题 主题 标题 名称 name title objection objectionname objectiontitle intent',
  category: '类别 分类 类型 大类 小类 一级分类 二级分类 场景 category type group topic class section scenario',
  phrasing: '相似问 说法 客户 问法 例句 customer customersays phrasing phrasings wording wordings utterance examples',
  soft: '温和 柔和 soft gentle',
  standard: '标准 中性 常规 standard neutral',
  firm: '坚定 强硬 强势 firm strong',
  answer: '话术 回答 回复 应对 答案 answer response reply rebuttal script',
  tone: '语气 口吻 语调 tone style',
  reason: '原因 逾期原因 逾期理由 reason',
  pressure: '施压 是否施压 pressure',
};

/** Then by a part of the header, in this order: what is said before is more exact than what follows. */
const PARTS: readonly (readonly [ObjectionField, RegExp])[] = [
  ['beforeVerification', /核实前|核身前|验证前|before(?:the)?(?:verif|right)/],
  ['avoid', /不要说|不能说|不可说|禁忌|禁语|禁用|避免|dont|donot|avoid|neversay/],
  ['empathy', /共情|同理|安抚|empath|acknowledg/],
  ['followUp', /追问|跟进|反问|followup|probing|nextquestion/],
  ['nextStage', /下一步|下一阶段|后续阶段|nextst/],
  ['reason', /逾期原因|违约原因|拖欠原因|reasonfordefault|defaultreason/],
  ['tone', /语气$|语调$|口吻$|^tone|tone$/],
  ['title', /异议名|异议标题|标准问|objectionname|objectiontitle/],
  [
    'phrasing',
    /客户.*(?:说|话|问|异议|反应|表述)|说法|问法|相似问|原话|异议内容|异议表述|customer(?:s)?(?:say|said|word|phras|object|question)|phras|wording|whattheysay|utterance/,
  ],
  ['category', /类别|分类|类型|大类|小类|category|type$/],
  ['soft', /(?:温和|柔和|软性?).*(?:答|话术|应对|回复|版|语)|^(?:soft|gentle).*|(?:温和|柔和|soft|gentle)$/],
  [
    'firm',
    /(?:坚定|强硬|强势|严肃|硬性?).*(?:答|话术|应对|回复|版|语)|^(?:firm|strong|hard).*|(?:坚定|强硬|firm|strong)$/,
  ],
  [
    'standard',
    /(?:标准|中性|常规).*(?:答|话术|应对|回复|版|语)|^(?:standard|neutral|normal).*|(?:标准|中性|standard|neutral)$/,
  ],
  ['answer', /话术|应对|回答|回复|答复|应答|答案|怎么说|answer|response|reply|replies|rebuttal|script|whattosay/],
  ['pressure', /施压|pressure/],
  ['signal', /备注|说明|注意|提示|信号|要点|note|remark|comment|signal|hint|tips?$/],
];

/** What may be the name of an objection, or what the customer says: the latter, unless another column is. */
const EITHER = /^(?:异议|客户异议|异议点|问题|常见问题|objection|objections|question|questions|issue)$/;
/** Columns that the download of refused rows adds. */
const OWN = /^callside/;
const HEADER_WITHIN = 30;
const LONGEST_HEADER = 30;
const CELLS_LOOKED_AT = 200;

const EXACT_FIELD = new Map(
  (Object.entries(EXACT) as [ObjectionField, string][]).flatMap(([field, names]) =>
    names.split(' ').map((name): [string, ObjectionField] => [name, field]),
  ),
);

function fieldOf(header: string): ObjectionField | null {
  const plain = plainWords(header);
  if (plain === '' || OWN.test(plain)) return null;
  return EXACT_FIELD.get(plain) ?? PARTS.find(([, part]) => part.test(plain))?.[0] ?? null;
}

/** Which row is the header, and what its columns mean; both are only proposed, and chosen on the screen. */
export function guessSheet({rows}: ReadSheet): SheetGuess {
  const header = likeliestHeader(rows);
  return {headerRow: header?.row ?? null, columns: guessColumns(rows, header?.row ?? null)};
}

/** Of the first rows the one with most headers that are known, a title above it having one at most; else what looks like one. */
function likeliestHeader(rows: readonly SheetRow[]): SheetRow | null {
  let best: {row: SheetRow; known: number} | null = null;
  const widest = widestOf(rows);
  for (const row of rows.slice(0, HEADER_WITHIN)) {
    // A header is a few words; a sentence that holds one of them is none.
    const cells = headersOf(rows, row.row).filter((cell) => cell !== '' && cell.length <= LONGEST_HEADER);
    const meanings = new Set(cells.map(headerMeaning).filter((field) => field !== null));
    // A tone alone may stand in any row.
    const alone = meanings.size === 1 && (row !== widest || [...meanings].every((field) => TONE_FIELDS.has(field)));
    if (meanings.size > (best?.known ?? 0) && !alone) best = {row, known: meanings.size};
  }
  return best?.row ?? (widest !== undefined && looksLikeHeader(widest, rows) ? widest : null);
}

const TONE_FIELDS: ReadonlySet<string> = new Set(['soft', 'standard', 'firm']);

const headerMeaning = (cell: string): string | null => (EITHER.test(plainWords(cell)) ? 'either' : fieldOf(cell));

/** The first of the rows with most cells. */
function widestOf(rows: readonly SheetRow[]): SheetRow | undefined {
  const filled = ({cells}: SheetRow) => cells.filter((cell) => cell.trim() !== '').length;
  const most = Math.max(0, ...rows.slice(0, HEADER_WITHIN).map(filled));
  return rows.find((row) => filled(row) === most);
}

/** Words of any kind over sentences: in each column something else, and a word or two where the others have a sentence. */
function looksLikeHeader({row, cells}: SheetRow, rows: readonly SheetRow[]): boolean {
  if (cells.some((cell) => cell.trim() === '' || cell.length > 15) || new Set(cells).size < cells.length) return false;
  const below = rows.filter((other) => other.row > row).slice(0, CELLS_LOOKED_AT);
  return cells.some(
    (cell, i) => cell.length <= 10 && lengthOf(below.map((other) => other.cells[i] ?? '')) > 2 * cell.length + 8,
  );
}

/** What the columns below a header mean: first by the header's words, then, for what an objection needs, by the cells. */
export function guessColumns(rows: readonly SheetRow[], headerRow: number | null): ObjectionColumns {
  const headers = headersOf(rows, headerRow);
  const data = dataRows(rows, headerRow).slice(0, CELLS_LOOKED_AT);
  const columns: (ObjectionField | null)[] = headers.map(() => null);
  const taken = new Set<ObjectionField>();
  const claim = (at: number, field: ObjectionField | null): void => {
    if (field === null || columns[at] !== null || (!REPEATED_FIELDS.has(field) && taken.has(field))) return;
    columns[at] = field;
    taken.add(field);
  };
  headers.forEach((header, i) => {
    if (!EITHER.test(plainWords(header))) claim(i, fieldOf(header));
  });
  headers.forEach((header, i) => {
    if (EITHER.test(plainWords(header))) claim(i, taken.has('phrasing') ? 'title' : 'phrasing');
  });
  // A column of tones is one, whatever it is called; one that only says so and holds sentences is an answer.
  const cellsAt = (at: number): string[] => data.map(({cells}) => cells[at] ?? '').filter((cell) => cell.trim() !== '');
  const open = (): number[] =>
    headers.flatMap((header, i) =>
      columns[i] === null && !OWN.test(plainWords(header)) && cellsAt(i).length > 0 ? [i] : [],
    );
  for (const i of open()) if (cellsAt(i).every((cell) => tonesIn(cell) !== null)) claim(i, 'tone');
  const answered = ['answer', 'soft', 'standard', 'firm'].some((field) => taken.has(field as ObjectionField));
  if (!answered) {
    const longest = open().toSorted((a, b) => lengthOf(cellsAt(b)) - lengthOf(cellsAt(a)))[0];
    if (longest !== undefined && lengthOf(cellsAt(longest)) >= 8) claim(longest, 'answer');
  }
  if (!taken.has('phrasing') && !taken.has('title')) {
    const said = open().find((i) => isVaried(cellsAt(i)) && !isYesNo(cellsAt(i)));
    if (said !== undefined) claim(said, 'phrasing');
  }
  if (!taken.has('category') && headerRow === null) {
    const kind = open().find((i) => !isVaried(cellsAt(i)) && !isYesNo(cellsAt(i)) && lengthOf(cellsAt(i)) <= 40);
    if (kind !== undefined) claim(kind, 'category');
  }
  if (!taken.has('reason')) {
    const reasons = open().find((i) => cellsAt(i).every((cell) => REASONS.has(plainWords(cell))));
    if (reasons !== undefined) claim(reasons, 'reason');
  }
  return columns;
}

const REASONS = new Set(
  Object.entries(REASON_LABELS).flatMap(([code, label]) => [code, ...Object.values(label)].map(plainWords)),
);

const lengthOf = (cells: readonly string[]): number =>
  cells.length === 0 ? 0 : cells.reduce((sum, {length}) => sum + length, 0) / cells.length;

const isVaried = (cells: readonly string[]): boolean => new Set(cells).size > cells.length / 2;

const isYesNo = (cells: readonly string[]): boolean =>
  cells.every((cell) => {
    const plain = cell.trim().toLowerCase();
    return YES.has(plain) || NO.has(plain) || /^\d+$/.test(plain);
  });

/**
 * The words above the columns; empty without a header. A cell that is empty has what stands over it where a header takes
 * two rows, as over merged cells: a row with several cells, not a title.
 */
export function headersOf(rows: readonly SheetRow[], headerRow: number | null): string[] {
  const at = rows.findIndex(({row}) => row === headerRow);
  const header = rows[at];
  if (header === undefined) return rows[0]?.cells.map(() => '') ?? [];
  const above = rows[at - 1]?.cells ?? [];
  const double = above.filter((cell) => cell.trim() !== '').length > 1;
  return header.cells.map((cell, i) => oneLine(cell) || (double ? oneLine(above[i] ?? '') : ''));
}

const oneLine = (cell: string): string => cell.replace(/\s+/g, ' ').trim();

/** What stands below the header. */
export const dataRows = (rows: readonly SheetRow[], headerRow: number | null): SheetRow[] =>
  headerRow === null ? [...rows] : rows.filter(({row}) => row > headerRow);
