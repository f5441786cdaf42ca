import {createHmac} from 'node:crypto';
import {Account, type AccountInput, type AccountRow, type PhoneNumber} from '../contract/account.ts';
import {AppError} from '../contract/errors.ts';
import type {Id, Instant} from '../contract/values.ts';
import type {PhoneLine} from '../contract/flags.ts';
import {lineOfLabel} from '../domain/phone-line.ts';
import type {Database} from './database.ts';
import {readMeta} from './desk.ts';

/** Keyed hash of a number's digits: equal numbers can be counted after the number itself is deleted. */
export function numberHash(key: string, value: string): string {
  return createHmac('sha256', Buffer.from(key, 'hex')).update(value.replace(/\D/g, '')).digest('hex');
}

/** The hash under which this desk knows a number. */
export const hashOfNumber = (db: Database, value: string): string => numberHash(readMeta(db, 'numberKey'), value);

const tailOf = (value: string): string => value.replace(/\D/g, '').slice(-4);

const NO_NUMBER = {hash: null, value: null};

const hashed = (key: string, value: string) => ({hash: numberHash(key, value), value});

const unknownNumber = (label: string) =>
  new AppError('invalid_input', {
    'zh-CN': `号码“${label}”没有填写。`,
    en: `The number "${label}" has no digits.`,
  });

/** The numbers of an account as they are kept; `value` is null once it was deleted. */
export function storedNumbers(db: Database, accountId: Id): {id: Id; hash: string; value: string | null}[] {
  return db
    .prepare<[string], {id: string; hash: string; value: string | null}>(
      'SELECT n.id, n.hash, v.value FROM number n LEFT JOIN number_value v ON v.number_id = n.id WHERE n.account_id = ?',
    )
    .all(accountId);
}

/**
 * Saves an account as a whole. Numbers that are no longer listed are removed, with their values; one without a value stays
 * as it was kept.
 *
 * @throws AppError `conflict` when another account has this reference, `invalid_input` for a new number without a value
 */
export function saveAccount(db: Database, account: AccountInput, at: Instant): void {
  const {numbers, ...body} = account;
  const other = db
    .prepare<[string, string], {id: string}>('SELECT id FROM account WHERE reference = ? AND id <> ?')
    .get(account.reference, account.id);
  if (other !== undefined) {
    throw new AppError('conflict', {
      'zh-CN': `业务编号 ${account.reference} 已属于另一个账户。`,
      en: `The reference ${account.reference} already belongs to another account.`,
    });
  }
  const key = readMeta(db, 'numberKey');
  db.transaction(() => {
    db.prepare(
      `INSERT INTO account (id, reference, person_id, person_name, body, saved_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET reference = excluded.reference, person_id = excluded.person_id,
         person_name = excluded.person_name, body = excluded.body, saved_at = excluded.saved_at`,
    ).run(account.id, account.reference, account.person.id, account.person.name, JSON.stringify(body), at);
    const kept = new Map(storedNumbers(db, account.id).map((number) => [number.id, number]));
    db.prepare('DELETE FROM number WHERE account_id = ?').run(account.id);
    numbers.forEach((number, position) => {
      const {hash, value} = number.value === undefined ? (kept.get(number.id) ?? NO_NUMBER) : hashed(key, number.value);
      if (hash === null) throw unknownNumber(number.label);
      db.prepare(
        `INSERT INTO number (id, account_id, position, label, hash, line, person_id, zone_hint)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      ).run(
        number.id,
        account.id,
        position,
        number.label,
        hash,
        number.line ?? lineOfLabel(number.label),
        number.personId ?? account.person.id,
        number.zoneHint ?? null,
      );
      if (value !== null) {
        db.prepare('INSERT INTO number_value (number_id, value) VALUES (?, ?)').run(number.id, value);
      }
    });
  })();
}

export function readAccount(db: Database, id: Id): Account | null {
  const row = db
    .prepare<[string], {body: string; person_id: string}>('SELECT body, person_id FROM account WHERE id = ?')
    .get(id);
  if (row === undefined) return null;
  return Account.parse({...(JSON.parse(row.body) as object), numbers: readNumbers(db, id, row.person_id)});
}

interface NumberRow {
  id: string;
  label: string;
  value: string | null;
  line: PhoneLine | null;
  person_id: string | null;
  zone_hint: string | null;
}

/** Numbers that were saved before lines and persons were known are the customer's, and their label tells the line. */
function readNumbers(db: Database, accountId: Id, customer: Id): PhoneNumber[] {
  return db
    .prepare<[string], NumberRow>(
      `SELECT n.id, n.label, v.value, n.line, n.person_id, n.zone_hint
       FROM number n LEFT JOIN number_value v ON v.number_id = n.id
       WHERE n.account_id = ? ORDER BY n.position`,
    )
    .all(accountId)
    .map(({id, label, value, line, person_id, zone_hint}) => ({
      id,
      label,
      tail: value === null ? null : tailOf(value),
      line: line ?? lineOfLabel(label),
      personId: person_id ?? customer,
      zoneHint: zone_hint,
    }));
}

/** A full number; null where there is none, or its value was deleted. */
export function readNumberValue(db: Database, accountId: Id, numberId: Id): string | null {
  return storedNumbers(db, accountId).find(({id}) => id === numberId)?.value ?? null;
}

/** Deletes a number's value; the hash and the label stay. False when there is no such number. */
export function forgetNumber(db: Database, accountId: Id, numberId: Id): boolean {
  const number = db
    .prepare<[string, string], {id: string}>('SELECT id FROM number WHERE id = ? AND account_id = ?')
    .get(numberId, accountId);
  if (number === undefined) return false;
  db.prepare('DELETE FROM number_value WHERE number_id = ?').run(numberId);
  return true;
}

/** Accounts whose name, reference or full number holds the text; the ones called last come first. */
export function listAccounts(db: Database, text: string, limit: number): AccountRow[] {
  const like = `%${text.trim().replace(/[\\%_]/g, '\\$&')}%`;
  // A reference like DEMO-1001 is no phone number.
  const digits = /\p{L}/u.test(text) ? '' : text.replace(/\D/g, '');
  return db
    .prepare<[Record<string, string | number>], AccountRow>(
      `SELECT a.id, a.reference, a.person_name AS customerName,
         (SELECT max(opened_at) FROM call c WHERE c.account_id = a.id) AS lastCallAt
       FROM account a
       WHERE a.reference LIKE @like ESCAPE '\\' OR a.person_name LIKE @like ESCAPE '\\'
         OR (@digits <> '' AND length(@digits) >= 4 AND EXISTS (
           SELECT 1 FROM number n JOIN number_value v ON v.number_id = n.id
           WHERE n.account_id = a.id AND replace(replace(v.value, ' ', ''), '-', '') LIKE '%' || @digits || '%'))
       ORDER BY lastCallAt IS NULL, lastCallAt DESC, a.reference LIMIT @limit`,
    )
    .all({like, digits, limit});
}

export const hasReference = (db: Database, reference: string): boolean =>
  db.prepare<[string], number>('SELECT 1 FROM account WHERE reference = ?').pluck().get(reference) === 1;

export function findAccountByReference(db: Database, reference: string): Account | null {
  const row = db.prepare<[string], {id: string}>('SELECT id FROM account WHERE reference = ?').get(reference);
  return row === undefined ? null : readAccount(db, row.id);
}

/** Accounts that have a number in one of these forms (digits only), and which number it is; the first form first. */
export function findAccountsByNumber(
  db: Database,
  forms: readonly string[],
  limit: number,
): {account: AccountRow; numberId: Id}[] {
  const key = readMeta(db, 'numberKey');
  const find = db.prepare<[string, number], AccountRow & {numberId: string}>(
    `SELECT a.id, a.reference, a.person_name AS customerName, min(n.id) AS numberId,
       (SELECT max(opened_at) FROM call c WHERE c.account_id = a.id) AS lastCallAt
     FROM number n JOIN account a ON a.id = n.account_id
     WHERE n.hash = ? GROUP BY a.id ORDER BY lastCallAt IS NULL, lastCallAt DESC, a.reference LIMIT ?`,
  );
  for (const form of forms) {
    const found = find.all(numberHash(key, form), limit);
    if (found.length > 0) return found.map(({numberId, ...account}) => ({account, numberId}));
  }
  return [];
}
