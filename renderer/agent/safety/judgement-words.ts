import type {Counter, Judgement, RuleStatus, Verdict} from '../../../electron/contract/contact-rules.ts';
import type {Language, LocalText} from '../../../electron/contract/values.ts';
import {nearMoment} from '../../shared/format.ts';
import {strings} from '../../shared/strings.ts';

/** The light: a shape of its own for each verdict, beside the word. */
export const VERDICT_SIGNS: Record<Verdict, string> = {allowed: '●', warn: '◐', blocked: '⊘'};

const text = (zh: string, en: string): LocalText => ({'zh-CN': zh, en});

/** How well a rule is known, as it is said to the agent; a rule that was read in the law itself needs no word. */
export const STATUS_MARKS: Record<RuleStatus, LocalText | null> = {
  verified: null,
  secondary: text('二手来源', 'secondary source'),
  unverified: text('未核实', 'not verified'),
};

/** Said of what this app does beyond the law. */
export const OUR_PRACTICE = text('我们的做法', 'our practice');

const texts = strings({
  until: (moment: string) => ({'zh-CN': `至 ${moment}`, en: `until ${moment}`}),
  from: (moment: string) => ({'zh-CN': `${moment} 起可拨`, en: `open from ${moment}`}),
  never: {'zh-CN': '直到解除', en: 'until lifted'},
});

/** The counter nearest to its limit; that is the one worth a glance. */
function tightest(counters: readonly Counter[]): Counter | null {
  const share = ({used, limit}: Counter) => (limit === 0 ? 1 : used / limit);
  return counters.reduce<Counter | null>(
    (most, counter) => (most === null || share(counter) > share(most) ? counter : most),
    null,
  );
}

export const counterInWords = ({per, used, limit}: Counter, language: Language): string =>
  `${per[language]} ${used}/${limit}`;

export interface LightInWords {
  sign: string;
  /** When it changes, in the customer's time; empty when it does not soon. */
  until: string;
  counter: string;
}

/** How long "until" is worth telling of something that is allowed: a day and a half. */
const SOON_MS = 36 * 60 * 60 * 1000;

/** A judgement at a glance: sign, when it changes, and the counter that is nearest to its limit. */
export function lightInWords(judgement: Judgement, language: Language, timeZone: string): LightInWords {
  // The rules speak by the desk's clock; this page's own may be another.
  const now = Date.parse(judgement.at);
  const {verdict, changesAt, nextAllowedAt, counters} = judgement;
  const words = texts[language];
  const counter = tightest(counters);
  const soon = changesAt !== null && Date.parse(changesAt) - now < SOON_MS;
  return {
    sign: VERDICT_SIGNS[verdict],
    until:
      verdict !== 'blocked'
        ? soon
          ? words.until(nearMoment(changesAt, now, language, timeZone))
          : ''
        : nextAllowedAt === null
          ? words.never
          : words.from(nearMoment(nextAllowedAt, now, language, timeZone)),
    counter: counter === null ? '' : counterInWords(counter, language),
  };
}
