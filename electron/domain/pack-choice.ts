import type {PackInfo} from '../contract/pack.ts';
import type {Jurisdiction, Language} from '../contract/values.ts';

/**
 * The active pack for a call: one for the account's jurisdiction, in its language if there is one. Another country's pack
 * is never the answer: its required lines would be wrong and the right ones missing. A pack (or an account) that is
 * bound to no jurisdiction fits everywhere. Of two that fit alike, the one that the team's repository sends is meant.
 */
export function choosePack(
  active: readonly PackInfo[],
  jurisdiction: Jurisdiction,
  language: Language,
): PackInfo | null {
  const fits = (pack: PackInfo) =>
    (pack.jurisdiction === jurisdiction ? 4 : 0) + (pack.language === language ? 2 : 0) + (pack.team === null ? 0 : 1);
  const allowed = active.filter(
    (pack) => jurisdiction === 'none' || pack.jurisdiction === 'none' || pack.jurisdiction === jurisdiction,
  );
  return allowed.reduce<PackInfo | null>(
    (best, pack) => (best === null || fits(pack) > fits(best) ? pack : best),
    null,
  );
}
