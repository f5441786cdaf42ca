import {Temporal} from 'temporal-polyfill';
import type {AccountZones} from '../contract/account.ts';
import type {Bucket, BucketSpan} from '../contract/pack.ts';
import type {Day, Instant, TimeZone} from '../contract/values.ts';

/** The trade's usual labels by days overdue; a pack may bring its own. */
export const DEFAULT_BUCKETS: readonly BucketSpan[] = [
  {bucket: 'M1', fromDay: 1, toDay: 30},
  {bucket: 'M2', fromDay: 31, toDay: 60},
  {bucket: 'M3', fromDay: 61, toDay: 90},
  {bucket: 'M3+', fromDay: 91},
];

/** The zone whose calendar counts: told by the customer, else of the address, else of the number, else the desk's. */
export function accountZone(zones: AccountZones, desk: TimeZone): TimeZone {
  return zones.told ?? zones.address ?? zones.number ?? desk;
}

/** The calendar day in `zone` at an instant. */
export function dayIn(zone: TimeZone, at: Instant): Day {
  return Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** Local wall clock in `zone`, `YYYY-MM-DD HH:MM`. */
export function wallClock(zone: TimeZone, at: Instant): string {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(zone);
  return `${local.toPlainDate().toString()} ${local.toPlainTime().toString({smallestUnit: 'minute'})}`;
}

/** First instant of a calendar day in `zone`; a day later for an inclusive end. */
export function startOfDay(zone: TimeZone, day: Day, plusDays = 0): Instant {
  const start = Temporal.PlainDate.from(day).add({days: plusDays}).toZonedDateTime(zone);
  return new Date(start.epochMilliseconds).toISOString();
}

/** The instant of a wall clock time in `zone`; a time that the clocks skip means the one after the gap. */
export function instantAt(zone: TimeZone, day: Day, time: string): Instant {
  const local = Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(zone, {disambiguation: 'compatible'});
  return new Date(local.epochMilliseconds).toISOString();
}

export function addDays(day: Day, days: number): Day {
  return Temporal.PlainDate.from(day).add({days}).toString();
}

/** Whole days from `dueDate` to `today`; 0 on the due day, negative before it. Both are days of the account's zone. */
export function daysOverdue(dueDate: Day, today: Day): number {
  return Temporal.PlainDate.from(dueDate).until(Temporal.PlainDate.from(today), {largestUnit: 'days'}).days;
}

/** The label of so many days overdue; null when nothing is overdue. */
export function bucketOf(days: number, spans: readonly BucketSpan[] = DEFAULT_BUCKETS): Bucket | null {
  return spans.find((span) => days >= span.fromDay && days <= (span.toDay ?? Infinity))?.bucket ?? null;
}

const WEEKDAYS = ['一1', '二2', '三3', '四4', '五5', '六6', '日天7'];
const ENGLISH_WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const NEAR_DAYS: Record<string, number> = {
  今天: 0,
  今日: 0,
  today: 0,
  明天: 1,
  明日: 1,
  tomorrow: 1,
  tmr: 1,
  后天: 2,
  大后天: 3,
};

/**
 * Reads a day as people type it while talking: `5d`, `5天`, `明天`, `周五`, `下周五`, `fri`, `next fri`, `15`, `15号`, `12-5`,
 * `12月5日`, `月底`, `2026-12-05`. A day of the month or of the year that has passed means the next one.
 *
 * @returns null when it is no day at all
 */
export function parseDay(typed: string, today: Day): Day | null {
  const text = typed.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');
  const now = Temporal.PlainDate.from(today);
  const near = NEAR_DAYS[text];
  if (near !== undefined && Object.hasOwn(NEAR_DAYS, text)) return now.add({days: near}).toString();
  if (/^(月底|本月底|end of (the )?month|eom)$/.test(text)) return now.with({day: now.daysInMonth}).toString();

  const inDays = /^(\d{1,3}) ?(d|days?|天|天后|日后)$/.exec(text);
  if (inDays) return now.add({days: Number(inDays[1])}).toString();

  const weekday = weekdayOf(text);
  if (weekday !== null) {
    const monday = now.subtract({days: now.dayOfWeek - 1});
    if (weekday.nextWeek) return monday.add({days: 6 + weekday.day}).toString();
    return now.add({days: (weekday.day - now.dayOfWeek + 7) % 7}).toString();
  }

  const dayOfMonth = /^(下个?月)?(\d{1,2}) ?(号|日|th|st|nd|rd)?$/.exec(text);
  if (dayOfMonth) {
    const day = Number(dayOfMonth[2]);
    if (dayOfMonth[1] !== undefined) return dateOf(now.add({months: 1}).year, now.add({months: 1}).month, day);
    for (let ahead = 0; ahead < 12; ahead += 1) {
      const month = now.toPlainYearMonth().add({months: ahead});
      const found = dateOf(month.year, month.month, day);
      if (found !== null && found >= today) return found;
    }
    return null;
  }

  const full = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
  if (full) return dateOf(Number(full[1]), Number(full[2]), Number(full[3]));

  const inYear = /^(\d{1,2})[-/.月](\d{1,2})[日号]?$/.exec(text);
  if (!inYear) return null;
  const thisYear = dateOf(now.year, Number(inYear[1]), Number(inYear[2]));
  if (thisYear !== null && thisYear >= today) return thisYear;
  return dateOf(now.year + 1, Number(inYear[1]), Number(inYear[2]));
}

function weekdayOf(text: string): {day: number; nextWeek: boolean} | null {
  const chinese = /^(下|下个|这|本)?(?:周|星期|礼拜)([一二三四五六日天1-7])$/.exec(text);
  if (chinese) {
    const day = WEEKDAYS.findIndex((names) => names.includes(chinese[2] ?? '?')) + 1;
    return {day, nextWeek: chinese[1]?.startsWith('下') === true};
  }
  const english =
    /^(next )?(?:(mon|fri|sun)(?:day)?|(tue)s?(?:day)?|(wed)(?:nesday)?|(thu)(?:r|rs|rsday)?|(sat)(?:urday)?)$/.exec(
      text,
    );
  if (!english) return null;
  const name = english.slice(2).find((part) => part !== undefined) ?? '';
  return {day: ENGLISH_WEEKDAYS.indexOf(name) + 1, nextWeek: english[1] !== undefined};
}

function dateOf(year: number, month: number, day: number): Day | null {
  try {
    return Temporal.PlainDate.from({year, month, day}, {overflow: 'reject'}).toString();
  } catch {
    return null;
  }
}
