import type {PackInfo} from '../contract/pack.ts';
import type {Jurisdiction, Language} from '../contract/values.ts';

/**
 * The active pack for a call: one for the account's jurisdiction and language, else for its jurisdiction (its required
 * lines matter more than the language), else for its language, else the first.
 */
export function choosePack(
  active: readonly PackInfo[],
  jurisdiction: Jurisdiction,
  language: Language,
): PackInfo | null {
  const fits = (pack: PackInfo) => (pack.jurisdiction === jurisdiction ? 2 : 0) + (pack.language === language ? 1 : 0);
  return active.reduce<PackInfo | null>((best, pack) => (best === null || fits(pack) > fits(best) ? pack : best), null);
}
