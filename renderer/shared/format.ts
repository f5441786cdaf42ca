import type {Language} from '../../electron/contract/values.ts';

// Making an Intl formatter costs far more than using it, and a long table uses them by the thousand.
const formatters = new Map<string, unknown>();

function once<Formatter>(key: string, make: () => Formatter): Formatter {
  const known = formatters.get(key) as Formatter | undefined;
  if (known !== undefined) return known;
  const made = make();
  formatters.set(key, made);
  return made;
}

/** Day and time of a UTC instant in a zone, to the minute. */
export function dateTime(instant: string, language: Language, timeZone: string): string {
  return once(
    `dateTime ${language} ${timeZone}`,
    () =>
      new Intl.DateTimeFormat(language, {
        timeZone,
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
      }),
  ).format(new Date(instant));
}

/** Time of day of a UTC instant in a zone, to the second. */
export function clockTime(instant: string, language: Language, timeZone: string): string {
  return once(
    `clock ${language} ${timeZone}`,
    () => new Intl.DateTimeFormat(language, {timeZone, timeStyle: 'medium', hourCycle: 'h23'}),
  ).format(new Date(instant));
}

/** A calendar day `YYYY-MM-DD`, which has no zone, with its weekday. */
export function dayInWords(day: string, language: Language): string {
  return once(
    `day ${language}`,
    () =>
      new Intl.DateTimeFormat(language, {
        timeZone: 'UTC',
        year: 'numeric',
        month: 'short',
        day: 'numeric',
        weekday: 'short',
      }),
  ).format(new Date(`${day}T00:00:00Z`));
}

/** The calendar day of an instant in a zone, as `YYYY-MM-DD`. */
export function dayOf(instant: Date, timeZone: string): string {
  // Swedish dates are written as ISO 8601 days.
  return once(`dayOf ${timeZone}`, () => new Intl.DateTimeFormat('sv-SE', {timeZone, dateStyle: 'short'})).format(
    instant,
  );
}

const two = (value: number) => String(value).padStart(2, '0');

/** Length of time as `mm:ss`, or `h:mm:ss` from an hour. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const tail = `${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return whole >= 3600 ? `${Math.floor(whole / 3600)}:${tail}` : tail;
}

export {formatMoney as money} from '../../electron/domain/script-lines.ts';

export function wholeNumber(value: number, language: Language): string {
  return once(`number ${language}`, () => new Intl.NumberFormat(language)).format(value);
}

const DAY_MS = 24 * 60 * 60 * 1000;
const TOMORROW: Record<Language, string> = {'zh-CN': '明天', en: 'tomorrow'};

/** An instant as one says it: `22:00`, `明天 08:00`, `8月21日 周五 08:00`; wall clock of the zone. `now` in milliseconds. */
export function nearMoment(instant: string, now: number, language: Language, timeZone: string): string {
  const at = new Date(instant);
  const day = dayOf(at, timeZone);
  const time = clockTime(instant, language, timeZone).slice(0, 5);
  if (day === dayOf(new Date(now), timeZone)) return time;
  if (day === dayOf(new Date(now + DAY_MS), timeZone)) return `${TOMORROW[language]} ${time}`;
  const far = Math.abs(at.getTime() - now) > 300 * DAY_MS;
  const words = once(
    `near ${language} ${timeZone} ${far}`,
    () =>
      new Intl.DateTimeFormat(language, {
        timeZone,
        month: 'short',
        day: 'numeric',
        ...(far ? {year: 'numeric'} : {weekday: 'short'}),
      }),
  ).format(at);
  return `${words} ${time}`;
}
