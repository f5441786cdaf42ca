import {AccountInput, Debt, PhoneNumberInput} from '../../contract/account.ts';
import type {ImportColumns, ImportField, ImportSettings, RowProblem} from '../../contract/account-import.ts';
import type {Flag} from '../../contract/flags.ts';
import {Currency, type Day, type Jurisdiction, type Language, type LocalText} from '../../contract/values.ts';
import {
  cellText,
  type Read,
  readAmount,
  readAs,
  readDay,
  readJurisdiction,
  readLanguage,
  readNameOrNo,
  readNumbers,
  readRegion,
  readYesNo,
  readZone,
  timeAfterDay,
} from './cell-values.ts';
import {isPhone, type PhoneField} from './column-guess.ts';
import type {Table, TableRow} from './table-text.ts';

type DebtInFile = Omit<AccountInput['debts'][number], 'id'>;
type PhoneInFile = {label: string; value: string; line: 'mobile' | 'home' | 'work' | 'other'};

/** An account as a table tells it. What no column says is left out, so that an update leaves it as it is. */
export interface AccountInTable {
  rows: number[];
  reference: string;
  customerName: string;
  customerType?: string;
  jurisdiction: Jurisdiction;
  jurisdictionSaid: boolean;
  region?: string;
  language: Language;
  languageSaid: boolean;
  zones: {told?: string; address?: string; number?: string};
  closedOn?: Day;
  numbers: PhoneInFile[];
  /** Null where no column tells of debts. */
  debts: DebtInFile[] | null;
  flags: Flag[];
  lastConversation?: {day: Day; time: string | null};
}

export interface AccountsInTable {
  accounts: AccountInTable[];
  problems: RowProblem[];
  /** Rows that are left out: those with a problem, and the others of the same account. */
  leftOut: Set<number>;
}

const LINES: Record<PhoneField, PhoneInFile['line']> = {
  mobile: 'mobile',
  homePhone: 'home',
  workPhone: 'work',
  otherPhone: 'other',
};

const DEBT_FIELDS: readonly ImportField[] = ['product', 'amount', 'dueDate', 'principal', 'interest', 'fees', 'paid'];

const {shape} = AccountInput;
const MISSING: LocalText = {'zh-CN': '不能为空', en: 'must not be empty'};

/** How many rows are read before others may do something in between. */
const SLICE = 100;

/** Reads what the rows say, and everything that is wrong with them. A reference in several rows is one account. */
export function accountsInTable(...asked: Parameters<typeof readAccounts>): AccountsInTable {
  const work = readAccounts(...asked);
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** The same in slices: it yields from time to time, so that whoever reads a long table may be told to stop. */
export function* readAccounts(
  table: Table,
  columns: ImportColumns,
  settings: ImportSettings,
  today: Day,
): Generator<undefined, AccountsInTable> {
  const problems: RowProblem[] = [];
  const byReference = new Map<string, AccountInTable[]>();
  const rowsOf = new Map<string, number[]>();
  const bad = new Set<number>();
  const withDebts = columns.some((field) => field === 'amount' || field === 'dueDate');
  const places = new TableColumns(table.headers, columns);
  for (const [i, row] of table.rows.entries()) {
    if (i % SLICE === 0) yield;
    const reader = new RowReader(row, places, problems);
    const account = accountOf(reader, settings, withDebts, today);
    if (reader.failed) bad.add(row.row);
    const reference = reader.reference;
    if (reference === null) continue;
    push(rowsOf, reference, row.row);
    if (!reader.failed && account !== null) push(byReference, reference, account);
  }
  const accounts: AccountInTable[] = [];
  const nameColumn = columns.indexOf('customerName');
  for (const [reference, parts] of byReference) {
    const [first, ...others] = parts;
    if (first === undefined) continue;
    const stranger = others.find((other) => other.customerName !== first.customerName);
    if (stranger !== undefined) {
      bad.add(stranger.rows[0] ?? 0);
      problems.push(otherPerson(stranger.rows[0] ?? 0, first.rows[0] ?? 0, nameColumn, table.headers));
    }
    const merged = others.reduce(joined, first);
    if ((merged.debts?.length ?? 0) > 50 || merged.numbers.length > 20) {
      bad.add(first.rows[0] ?? 0);
      problems.push(tooMuch(first.rows[0] ?? 0));
    }
    if (rowsOf.get(reference)?.some((row) => bad.has(row)) !== true) accounts.push(merged);
  }
  const leftOut = new Set(bad);
  // Part of an account must not stand for all of it.
  for (const rows of rowsOf.values()) if (rows.some((row) => bad.has(row))) for (const row of rows) leftOut.add(row);
  problems.sort((a, b) => a.row - b.row);
  return {accounts, problems, leftOut};
}

function push<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

function otherPerson(row: number, first: number, column: number, headers: readonly string[]): RowProblem {
  return {
    row,
    column: column < 0 ? null : column,
    header: headers[column] ?? null,
    message: {
      'zh-CN': `同一业务编号在第 ${first} 行是另一个姓名`,
      en: `row ${first} has the same reference with another name`,
    },
  };
}

const tooMuch = (row: number): RowProblem => ({
  row,
  column: null,
  header: null,
  message: {
    'zh-CN': '一个账户最多 50 笔欠款、20 个号码',
    en: 'one account has at most 50 debts and 20 numbers',
  },
});

function joined(one: AccountInTable, other: AccountInTable): AccountInTable {
  const numbers = other.numbers.filter(({value}) =>
    one.numbers.every((known) => digits(known.value) !== digits(value)),
  );
  const flags = other.flags.filter(({kind}) => one.flags.every((known) => known.kind !== kind));
  return {
    ...other,
    ...one,
    rows: [...one.rows, ...other.rows],
    zones: {...other.zones, ...one.zones},
    numbers: [...one.numbers, ...numbers],
    debts: one.debts === null ? other.debts : [...one.debts, ...(other.debts ?? [])],
    flags: [...one.flags, ...flags],
  };
}

const digits = (value: string): string => value.replace(/\D/g, '');

/** Which column holds what, found once for all rows. */
class TableColumns {
  readonly phones: {column: number; label: string; line: PhoneInFile['line']}[] = [];
  private readonly headers: readonly string[];
  private readonly places = new Map<ImportField, number>();

  constructor(headers: readonly string[], columns: ImportColumns) {
    this.headers = headers;
    columns.forEach((field, column) => {
      if (field === null) return;
      if (!this.places.has(field)) this.places.set(field, column);
      if (!isPhone(field)) return;
      const label = readAs(PhoneNumberInput.shape.label, cellText(headers[column] ?? '').slice(0, 40));
      this.phones.push({column, label: 'value' in label ? label.value : field, line: LINES[field]});
    });
  }

  of(field: ImportField): number | null {
    return this.places.get(field) ?? null;
  }

  header(column: number | null): string | null {
    return column === null ? null : (this.headers[column] ?? null);
  }
}

/** The cells of one row by what they mean; a cell that cannot be read is noted as a problem, and read as not there. */
class RowReader {
  failed = false;
  reference: string | null = null;
  readonly place: number;
  private readonly cells: readonly string[];
  private readonly columns: TableColumns;
  private readonly problems: RowProblem[];

  constructor({row, cells, fault}: TableRow, columns: TableColumns, problems: RowProblem[]) {
    this.place = row;
    this.cells = cells;
    this.columns = columns;
    this.problems = problems;
    if (fault !== null) this.say(null, fault);
  }

  say(column: number | null, message: LocalText): void {
    this.failed = true;
    this.problems.push({row: this.place, column, header: this.columns.header(column), message});
  }

  /** The cell of a field; empty where the field has no column. */
  text(field: ImportField): string {
    const column = this.columns.of(field);
    return column === null ? '' : cellText(this.cells[column] ?? '');
  }

  /** Reads a filled cell; undefined for an empty one, and for one that cannot be read. */
  read<Value>(field: ImportField, reader: (cell: string) => Read<Value>): Value | undefined {
    const text = this.text(field);
    if (text === '') return undefined;
    const read = reader(text);
    if ('value' in read) return read.value;
    this.say(this.columns.of(field), read.problem);
    return undefined;
  }

  /** Reads a cell that must be there. */
  needed<Value>(field: ImportField, reader: (cell: string) => Read<Value>): Value | undefined {
    if (this.text(field) !== '') return this.read(field, reader);
    const column = this.columns.of(field);
    this.say(column, column === null ? noColumn(field) : MISSING);
    return undefined;
  }

  /** Every number of the row, by the line that its column stands for and labelled by its header. */
  numbers(): PhoneInFile[] {
    const found: PhoneInFile[] = [];
    for (const {column, label, line} of this.columns.phones) {
      const read = readNumbers(this.cells[column] ?? '');
      if ('problem' in read) {
        this.say(column, read.problem);
        continue;
      }
      for (const value of read.value) {
        if (!found.some((known) => digits(known.value) === digits(value))) found.push({label, value, line});
      }
    }
    return found;
  }
}

const FIELD_NAMES: Partial<Record<ImportField, LocalText>> = {
  reference: {'zh-CN': '业务编号', en: 'reference'},
  customerName: {'zh-CN': '姓名', en: 'name'},
  product: {'zh-CN': '产品', en: 'product'},
  amount: {'zh-CN': '应还金额', en: 'amount'},
  dueDate: {'zh-CN': '到期日', en: 'due date'},
};

function noColumn(field: ImportField): LocalText {
  const name = FIELD_NAMES[field] ?? {'zh-CN': field, en: field};
  return {'zh-CN': `没有“${name['zh-CN']}”列`, en: `there is no column for the ${name.en}`};
}

const FUTURE: LocalText = {'zh-CN': '这一天还没有到', en: 'this day has not come yet'};

function pastDay(cell: string, {dayOrder}: ImportSettings, today: Day): Read<Day> {
  const read = readDay(cell, dayOrder);
  return 'value' in read && read.value > today ? {problem: FUTURE} : read;
}

function accountOf(reader: RowReader, settings: ImportSettings, withDebts: boolean, today: Day): AccountInTable | null {
  const reference = reader.needed('reference', (cell) => readAs(shape.reference, cell));
  reader.reference = reference ?? null;
  const customerName = reader.needed('customerName', (cell) => readAs(shape.person.shape.name, cell));
  const customerType = reader.read('customerType', (cell) => readAs(shape.customerType, cell));
  const jurisdiction = reader.read('jurisdiction', readJurisdiction);
  const language = reader.read('language', readLanguage);
  const region = reader.read('region', (cell) => readRegion(cell, jurisdiction ?? settings.jurisdiction));
  const zones = {
    told: reader.read('toldZone', readZone),
    address: reader.read('addressZone', readZone),
    number: reader.read('numberZone', readZone),
  };
  const closedOn = reader.read('closedOn', (cell) => pastDay(cell, settings, today));
  const numbers = reader.numbers();
  const debts = withDebts ? debtsOf(reader, settings) : null;
  const flags = flagsOf(reader);
  const lastDay = reader.read('lastConversation', (cell) => pastDay(cell, settings, today));
  if (reference === undefined || customerName === undefined) return null;
  return {
    rows: [reader.place],
    reference,
    customerName,
    ...(customerType === undefined || customerType === null ? {} : {customerType}),
    jurisdiction: jurisdiction ?? settings.jurisdiction,
    jurisdictionSaid: jurisdiction !== undefined,
    ...(region === undefined || region === null ? {} : {region}),
    language: language ?? settings.language,
    languageSaid: language !== undefined,
    zones: Object.fromEntries(Object.entries(zones).filter(([, zone]) => zone !== undefined)),
    ...(closedOn === undefined ? {} : {closedOn}),
    numbers,
    debts,
    flags,
    ...(lastDay === undefined
      ? {}
      : {lastConversation: {day: lastDay, time: timeAfterDay(reader.text('lastConversation'))}}),
  };
}

/** The debt of a row; none where all its cells are empty. */
function debtsOf(reader: RowReader, settings: ImportSettings): DebtInFile[] {
  if (DEBT_FIELDS.every((field) => reader.text(field) === '')) return [];
  const currency =
    reader.read('currency', (cell) => readAs(Currency, cell.toUpperCase().replace('RMB', 'CNY'))) ?? settings.currency;
  const money = (cell: string) => readAmount(cell, currency);
  const product = reader.needed('product', (cell) => readAs(Debt.shape.product, cell));
  const amount = reader.needed('amount', money);
  const dueDate = reader.needed('dueDate', (cell) => readDay(cell, settings.dayOrder));
  const creditor = reader.read('creditor', (cell) => readAs(Debt.shape.creditor, cell));
  const [principal, interest, fees, paid] = (['principal', 'interest', 'fees', 'paid'] as const).map(
    (field) => reader.read(field, money) ?? null,
  );
  const studentLoanNumber = reader.read('studentLoanNumber', (cell) =>
    readAs(Debt.shape.studentLoanNumber.unwrap(), cell),
  );
  if (product === undefined || amount === undefined || dueDate === undefined) return [];
  return [
    {
      product,
      creditor: creditor ?? settings.creditor,
      currency,
      amount,
      principal: principal ?? null,
      interest: interest ?? null,
      fees: fees ?? null,
      paid: paid ?? null,
      dueDate,
      ...(studentLoanNumber === undefined ? {} : {studentLoanNumber}),
    },
  ];
}

/** Wishes and circumstances that a table may tell of. What is not said there is not lifted: a table is no conversation. */
function flagsOf(reader: RowReader): Flag[] {
  const yes = (field: ImportField, flag: Flag): Flag[] => (reader.read(field, readYesNo) === true ? [flag] : []);
  const attorney = reader.read('attorney', (cell) => readNameOrNo(cell));
  return [
    ...yes('stopCalls', {kind: 'stopCalls', numberId: null}),
    ...yes('cease', {kind: 'cease', form: 'written'}),
    ...(attorney === undefined || attorney === false
      ? []
      : [{kind: 'attorney' as const, name: attorney.name?.slice(0, 80) ?? null, canAscertain: attorney.name !== null}]),
    ...yes('dispute', {kind: 'dispute', form: 'written'}),
    ...yes('workProhibited', {kind: 'workProhibited'}),
    ...yes('bankruptcy', {kind: 'bankruptcy'}),
    ...yes('deceased', {kind: 'deceased'}),
  ];
}
