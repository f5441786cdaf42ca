import type {Pack} from '../../contract/pack.ts';
import type {Day} from '../../contract/values.ts';
import {addDays} from '../days.ts';
import {linesOf} from './lines.ts';
import {type Noted, text} from './noted.ts';

/** So long before the end of a line's validity its lead is told. */
const SOON_DAYS = 14;

/** Lines whose validity has ended, or ends soon: they vanish from the agents' screens without a word. */
export function validityFindings(pack: Pack, today: Day): Noted[] {
  return linesOf(pack).flatMap(({line: {validUntil}, path}): Noted[] => {
    if (validUntil === undefined) return [];
    const place = `${path}.validUntil`;
    if (validUntil < today) {
      const message = text(
        `有效期已于 ${validUntil} 结束，坐席看不到这句`,
        `ended on ${validUntil}: agents do not see it`,
      );
      return [{rule: 'validity-passed', path: place, message}];
    }
    if (validUntil > addDays(today, SOON_DAYS)) return [];
    const message = text(
      `有效期 ${validUntil} 就要结束，之后坐席看不到这句`,
      `ends on ${validUntil}: agents will not see it after that`,
    );
    return [{rule: 'validity-soon', path: place, message}];
  });
}
