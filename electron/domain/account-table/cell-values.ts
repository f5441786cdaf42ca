import {Temporal} from 'temporal-polyfill';
import type {z} from 'zod';
import type {DayOrder} from '../../contract/account-import.ts';
import {type Day, type Jurisdiction, type Language, type LocalText, TimeZone} from '../../contract/values.ts';
import {wordsOf} from '../issue-words.ts';
import {minorDigits} from '../script-lines.ts';
import {JURISDICTION_NAMES, NO, STATE_CODES, YES, ZONES} from './cell-words.ts';

/** A cell as it was understood, or why not. */
export type Read<Value> = {value: Value} | {problem: LocalText};

const problem = (zh: string, en: string): {problem: LocalText} => ({problem: {'zh-CN': zh, en}});

/** A cell as text: full-width forms made plain, and without what spreadsheets put around it to keep a number as text. */
export function cellText(cell: string): string {
  // Most cells are plain already, and a table has a hundred thousand of them.
  if (/^[A-Za-z0-9.,+][\w.,+-]*$|^$/.test(cell)) return cell;
  const text = cell.normalize('NFKC').replace(/\s+/g, ' ').trim();
  return (/^="(.*)"$/.exec(text)?.[1] ?? text.replace(/^'/, '')).trim();
}

/** A text as the contract wants it, or the contract's own words about it. */
export function readAs<Value>(schema: z.ZodType<Value>, text: unknown): Read<Value> {
  const parsed = schema.safeParse(text);
  if (parsed.success) return {value: parsed.data};
  const [issue] = parsed.error.issues;
  return {
    problem: issue === undefined ? {'zh-CN': '内容不符合要求', en: 'does not have the right form'} : wordsOf(issue),
  };
}

/** `1.39E+10`: the spreadsheet has thrown the digits away, and guessing them would call a stranger. */
const SHORTENED = /^\d(\.\d+)?e\+?\d+$/i;
const shortened = () =>
  problem(
    '表格软件把这个数缩写了（科学计数法），原来的数字已丢失；请把该列设为“文本”后重新导出',
    'the spreadsheet has shortened this number (1.39E+10) and lost its digits; set the column to text and save again',
  );

const SYMBOLS: readonly (readonly [symbol: RegExp, currencies: readonly string[]])[] = [
  [/[¥￥]/, ['CNY', 'JPY']],
  [/元|圆|rmb/i, ['CNY']],
  [/£/, ['GBP']],
  [/€/, ['EUR']],
  [/us\$/i, ['USD']],
  [/hk\$/i, ['HKD']],
  [/\$/, ['USD', 'HKD', 'CAD', 'AUD', 'NZD', 'SGD', 'TWD', 'MXN']],
];

/** An amount in minor units: `3,280.50`, `¥3280.5`, `3.280,50`, `USD 1,200`, `1 200,00`. */
export function readAmount(cell: string, currency: string): Read<number> {
  const text = cellText(cell);
  if (SHORTENED.test(text)) return shortened();
  if (/[万千亿]/.test(text)) {
    return problem('请把金额写成完整的数字，如 12000.00', 'write the amount in digits, such as 12000.00');
  }
  const named = /(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])/.exec(text.replace(/RMB/i, 'CNY'))?.[0];
  const symbol = SYMBOLS.find(([mark]) => mark.test(text));
  if ((named !== undefined && named !== currency) || (symbol !== undefined && !symbol[1].includes(currency))) {
    return problem(`金额的货币与 ${currency} 不符`, `the amount is not in ${currency}`);
  }
  const number = text.replace(/[A-Za-z¥￥$£€元圆整\s'’]/g, '');
  if (/^(-.*|\(.*\)|.*-)$/.test(number)) {
    return problem('金额不能是负数', 'the amount must not be negative');
  }
  return minorOf(number, minorDigits(currency));
}

function minorOf(number: string, digits: number): Read<number> {
  const split = splitDecimal(number);
  if (split === null) return problem('不是金额，应如 3280.50', 'is no amount; write it like 3280.50');
  const {whole, fraction} = split;
  if (fraction.length > digits) {
    // `3.280` may be three thousand in one country and three in another.
    return problem(
      `小数位最多 ${digits} 位；如果这是千位分隔，请去掉它`,
      `no more than ${digits} decimals; if that is a thousands separator, leave it out`,
    );
  }
  const minor = Number(whole) * 10 ** digits + Number(fraction.padEnd(digits, '0') || '0');
  return minor <= 1_000_000_000_000 ? {value: minor} : problem('金额过大', 'the amount is too large');
}

function splitDecimal(number: string): {whole: string; fraction: string} | null {
  const forms = [
    /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/,
    /^(\d{1,3}(?:\.\d{3})+|\d+),(\d{1,2})$/,
    /^(\d{1,3}(?:\.\d{3}){2,})$/,
  ];
  for (const form of forms) {
    const match = form.exec(number);
    if (match !== null) return {whole: (match[1] ?? '').replace(/[.,]/g, ''), fraction: match[2] ?? ''};
  }
  return null;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** A day as tables write it; a time after it is left out. One that could be two days is refused, unless `order` says. */
export function readDay(cell: string, order: DayOrder): Read<Day> {
  const text = cellText(cell).replace(/[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[ap]m)?(Z|[+-]\d\d:?\d\d)?$/i, '');
  const yearFirst = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? /^(\d{4})(\d\d)(\d\d)$/.exec(text);
  if (yearFirst !== null) return dayOf(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]));
  const named =
    /^(?<d>\d{1,2})(?:st|nd|rd|th)?[- /.]?(?<m>[a-z]{3})[a-z]*\.?,?[- /.]?(?<y>\d{4})$/i.exec(text) ??
    /^(?<m>[a-z]{3})[a-z]*\.?[- ]?(?<d>\d{1,2})(?:st|nd|rd|th)?,? ?(?<y>\d{4})$/i.exec(text);
  if (named?.groups !== undefined) {
    const month = MONTHS.indexOf((named.groups['m'] ?? '').toLowerCase()) + 1;
    return dayOf(Number(named.groups['y']), month, Number(named.groups['d']));
  }
  const yearLast = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text);
  if (yearLast !== null) return dayOfTwo(Number(yearLast[1]), Number(yearLast[2]), Number(yearLast[3]), order);
  if (/^\d{1,2}[-/.]\d{1,2}[-/.]\d{2}$/.test(text)) {
    return problem('年份请写四位，如 2026-10-17', 'write the year with four digits, such as 2026-10-17');
  }
  if (/^[1-6]\d{4}(\.\d+)?$/.test(text)) {
    return problem(
      '这是表格软件的日期序号；请把该列设为日期格式后重新导出',
      'this is a spreadsheet’s serial number of a day; set the column to a date format and save again',
    );
  }
  return problem('不是日期，应如 2026-10-17', 'is no day; write it like 2026-10-17');
}

function dayOfTwo(one: number, two: number, year: number, order: DayOrder): Read<Day> {
  if (order === 'dayFirst') return dayOf(year, two, one);
  if (order === 'monthFirst') return dayOf(year, one, two);
  const both = one <= 12 && two <= 12 && one !== two;
  if (!both) return one > 12 ? dayOf(year, two, one) : dayOf(year, one, two);
  return problem(
    `可能是 ${one} 月 ${two} 日，也可能是 ${two} 月 ${one} 日；请在上方选择日期顺序，或写成 ${year}-10-17 的形式`,
    `could be ${MONTHS[one - 1]} ${two} or ${MONTHS[two - 1]} ${one}; choose the order of days above, or write it like ${year}-10-17`,
  );
}

function dayOf(year: number, month: number, day: number): Read<Day> {
  try {
    const date = Temporal.PlainDate.from({year, month, day}, {overflow: 'reject'});
    if (year < 1900 || year > 2200) return problem('年份不对', 'the year cannot be right');
    return {value: date.toString()};
  } catch {
    return problem('没有这一天', 'there is no such day');
  }
}

/** The time of day that stands after a day, `HH:MM`; null where there is none. */
export function timeAfterDay(cell: string): string | null {
  const match = /[T ](\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?$/.exec(cellText(cell));
  if (match === null) return null;
  const time = `${(match[1] ?? '').padStart(2, '0')}:${match[2]}`;
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(time) ? time : null;
}

/** The numbers of a cell: several are kept apart by `/`, `;`, `、` or `，`. `0086…` is written as `+86…`. */
export function readNumbers(cell: string): Read<string[]> {
  const numbers: string[] = [];
  for (const part of cellText(cell).split(/[/;、,|]/)) {
    const number = part.trim();
    if (number === '') continue;
    if (SHORTENED.test(number)) return shortened();
    // A number that a spreadsheet took for an amount ends in .0.
    const plain = number.replace(/\.0+$/, '').replace(/^00(?=[1-9])/, '+');
    const digits = plain.replace(/\D/g, '').length;
    if (!/^\+?[\d\s().-]{3,32}$/.test(plain) || digits < 3 || digits > 20) {
      return problem(
        '不是电话号码（只能有数字、空格和 + - . ( )）',
        'is no phone number (digits, spaces and + - . ( ) only)',
      );
    }
    numbers.push(plain);
  }
  return {value: numbers};
}

export function readYesNo(cell: string): Read<boolean> {
  const text = cellText(cell).toLowerCase();
  if (text === '' || NO.has(text)) return {value: false};
  return YES.has(text) ? {value: true} : problem('只能填“是”或“否”', 'must be yes or no');
}

/** A name that stands where yes or no may stand too: `null` for yes without a name. */
export function readNameOrNo(cell: string): Read<{name: string | null} | false> {
  const yes = readYesNo(cell);
  if ('value' in yes) return {value: yes.value ? {name: null} : false};
  return {value: {name: cellText(cell)}};
}

/** An IANA name, or one of the few everyday names of a zone. An offset says nothing about summer time and is refused. */
export function readZone(cell: string): Read<string> {
  const text = cellText(cell);
  const name = text.toLowerCase().replace(/ ?(standard |daylight )?time$/, '');
  const known = Object.hasOwn(ZONES, name) ? ZONES[name] : undefined;
  if (known !== undefined) return {value: known};
  if (/^(utc|gmt)?[+-]\d/i.test(text)) {
    return problem('请写时区名称，如 Asia/Shanghai', 'write the name of the zone, such as America/New_York');
  }
  return readAs(TimeZone, text);
}

export function readJurisdiction(cell: string): Read<Jurisdiction> {
  const text = cellText(cell).toLowerCase().replace(/[\s.]/g, '');
  const found = (Object.keys(JURISDICTION_NAMES) as Jurisdiction[]).find((each) =>
    JURISDICTION_NAMES[each].includes(text),
  );
  return found === undefined ? problem('应为 CN、US、UK 或 none', 'must be CN, US, UK or none') : {value: found};
}

export function readLanguage(cell: string): Read<Language> {
  const text = cellText(cell).toLowerCase();
  if (/^(zh|cn|chinese|mandarin|中文|汉语|普通话|简体)/.test(text)) return {value: 'zh-CN'};
  if (/^(en|english|英文|英语)/.test(text)) return {value: 'en'};
  return problem('应为 zh-CN 或 en', 'must be zh-CN or en');
}

/** The code of a region. Outside the United States no rule looks at it, and a name without a code is left out. */
export function readRegion(cell: string, jurisdiction: Jurisdiction): Read<string | null> {
  const text = cellText(cell).replace(/\./g, '');
  const code = STATE_CODES.get(text.toLowerCase()) ?? (/^[A-Za-z]{2,3}$/.test(text) ? text.toUpperCase() : null);
  if (code === null && jurisdiction === 'US') {
    return problem('应为州的代码，如 MA', 'must be the code of a state, such as MA');
  }
  return {value: code};
}
