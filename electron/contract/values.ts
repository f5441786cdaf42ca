import {z} from 'zod';

/**
 * The small values that everything else is made of. Text that people typed is cleaned (control characters, lone
 * surrogates) and never refused for them: a note pasted from a dialer must not be lost over an odd byte.
 */

export const LANGUAGES = ['zh-CN', 'en'] as const;
export const Language = z.enum(LANGUAGES);
export type Language = z.infer<typeof Language>;

/** One sentence in both interface languages. */
export const LocalText = z.strictObject({'zh-CN': z.string(), en: z.string()});
export type LocalText = z.infer<typeof LocalText>;

export const ROLES = ['agent', 'lead', 'qa'] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

export const JURISDICTIONS = ['CN', 'US', 'UK', 'none'] as const;
export const Jurisdiction = z.enum(JURISDICTIONS);
export type Jurisdiction = z.infer<typeof Jurisdiction>;

// Everything but tab and line feed that a terminal or a spreadsheet would act on instead of showing, and the marks that
// turn the direction of writing about: a note must not read otherwise than it was typed.
// oxlint-disable-next-line no-control-regex -- naming control characters is the point here
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Makes typed text storable: line ends unified, control characters removed, lone surrogates replaced. */
export function cleanText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(CONTROL, '').toWellFormed();
}

/** Typed text of at most `max` UTF-16 units, cleaned; may be empty. */
export const typedText = (max: number) => z.string().max(max).overwrite(cleanText);

/** One line: typed text without line feeds, trimmed, not empty. */
export const lineText = (max: number) =>
  z
    .string()
    .max(max)
    .overwrite((text) => cleanText(text).replace(/\s+/g, ' ').trim())
    .min(1);

/** An id made by the caller, so that a repeated save is the same row: UUID, version 7 by convention. */
export const Id = z.uuid().overwrite((id) => id.toLowerCase());
export type Id = z.infer<typeof Id>;

/** UTC instant as ISO 8601 with milliseconds, for example `2026-11-21T08:30:00.000Z`. */
export const Instant = z.iso.datetime({precision: 3});
export type Instant = z.infer<typeof Instant>;

/** Calendar day `YYYY-MM-DD` in a zone that stands beside it. */
export const Day = z.iso.date();
export type Day = z.infer<typeof Day>;

/** Local time of day, `HH:MM`. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, {error: 'no time of day'});

const knownZones = new Map<string, boolean>();

function zoneExists(zone: string): boolean {
  // Asking costs a tenth of a millisecond, and profiles and accounts ask at every step of a call.
  const known = knownZones.get(zone);
  if (known !== undefined) return known;
  const exists = asksZone(zone);
  if (knownZones.size < 1000) knownZones.set(zone, exists);
  return exists;
}

function asksZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', {timeZone: zone}).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** IANA zone name, for example `Asia/Shanghai`. */
export const TimeZone = z.string().max(64).refine(zoneExists, {error: 'unknown time zone'});
export type TimeZone = z.infer<typeof TimeZone>;

/** Lower-case SHA-256 in hex. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, {error: 'no fingerprint'});
export type Sha256 = z.infer<typeof Sha256>;

export const Currency = z.string().regex(/^[A-Z]{3}$/, {error: 'no currency'});

/** Whole number of minor units (cents, fen); never a fraction. The currency stands beside it. */
export const MinorUnits = z.int().min(0).max(1_000_000_000_000);

export const EmptyInput = z.strictObject({});
