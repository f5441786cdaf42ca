import type {Line} from '../contract/pack.ts';

/** Words in a business name that tell whoever listens that somebody collects debts. */
const TELLING =
  /催收|清收|追收|追账|讨债|要债|债务|不良资产|\bdebts?\b|\bcollect(?:ions?|ors?|ing)?\b|\brecover(?:y|ies)\b/i;

/**
 * Whether a business name indicates that the caller collects debts: then it may not be said on a voicemail, and there is
 * no limited-content message with it (12 CFR 1006.2(j)(1)(i)).
 */
export const namesDebtCollection = (institution: string): boolean => TELLING.test(institution);

/** Whether there is a message, and it may be said under that business name. */
export const messageMayBeLeft = (line: Pick<Line, 'text'> | null, institution: string): boolean =>
  line !== null && !(line.text.includes('{institution}') && namesDebtCollection(institution));
