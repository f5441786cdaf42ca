import {z} from 'zod';
import {Id, Jurisdiction, Language, LANGUAGES, lineText, Role, TimeZone} from './values.ts';

/** Whether the caller collects its own claims or another's; US Regulation F binds only the latter (12 CFR 1006.2(i)). */
export const Collector = z.enum(['creditor', 'thirdParty']);
export type Collector = z.infer<typeof Collector>;

/** Who sits at the desk. Scripts, rules and evidence need these names. `agentId` tells agents of a shared PC apart. */
export const Profile = z.strictObject({
  agentId: lineText(40),
  spokenName: lineText(40),
  institution: lineText(80),
  team: lineText(40),
  timeZone: TimeZone,
  jurisdiction: Jurisdiction,
  collector: Collector,
  /** Where a customer can call back, and where one can pay or look things up: read aloud, so written as it is spoken. */
  officialPhone: lineText(60).optional(),
  officialChannel: lineText(60).optional(),
  /** The languages that this agent speaks with customers: packs in another are not fetched. Left out: in any. */
  languages: z.array(Language).min(1).max(LANGUAGES.length).optional(),
});
export type Profile = z.infer<typeof Profile>;

/** Preferences of this desk. They live with the data, never in the browser's own storage. */
export const Settings = z.strictObject({
  language: Language.nullable(),
  theme: z.enum(['auto', 'light', 'dark']),
  alwaysOnTop: z.boolean(),
  /** Whether the words of searches that found nothing are kept, masked, for the lead to read. */
  keepMissedSearches: z.boolean().default(false),
});
export type Settings = z.infer<typeof Settings>;

/** Settings to be changed; those that are left out stay as they are, whatever another window made of them. */
export const SettingsChange = Settings.extend({keepMissedSearches: z.boolean()}).partial();
export type SettingsChange = z.infer<typeof SettingsChange>;

/** What a window needs to know before it can show anything. */
export const Session = z.strictObject({
  role: Role,
  profile: Profile.nullable(),
  profiles: z.array(Profile),
  settings: Settings,
  /** Interface language: the start's `--lang`, else the setting, else the system's. */
  language: Language,
  lockedRoles: z.array(Role),
  device: Id,
  host: z.enum(['desktop', 'browser', 'cli']),
  version: z.string(),
  demo: z.boolean(),
});
export type Session = z.infer<typeof Session>;

export const Pin = z.string().regex(/^\d{4,12}$/, {error: 'no pin'});
