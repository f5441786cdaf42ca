import {describe, expect, test} from 'vitest';
import {CONDUCT_CATEGORIES} from '../../electron/contract/conduct.ts';
import {citationIn, homeOf} from '../../electron/domain/conduct-citation.ts';
import {checkText} from '../../electron/domain/conduct-check.ts';
import {shippedLists} from '../conduct/score.ts';

const inEnglish = checkText(shippedLists, {
  lang: 'en',
  kind: 'note',
  text: 'Told the customer he will go to jail if he does not pay today.',
});

describe('a finding cites the law of the place where the call is made', () => {
  test.for([
    ['US', '12 CFR'],
    ['CN', '自律公约'],
  ] as const)('an English note in %s', ([jurisdiction, source]) => {
    const [finding] = inEnglish;
    expect(finding?.category).toBe('false_legal_consequence');
    expect(citationIn(shippedLists, finding as never, jurisdiction)?.source).toContain(source);
  });

  test('where no law of the place is known, none is cited and what is wrong is still said', () => {
    const [finding] = inEnglish;
    const cited = citationIn(shippedLists, finding as never, 'none');
    expect(cited?.source).toBeNull();
    expect(cited?.message.en).not.toBe('');
  });

  test('no category of any list is given the law of another place', () => {
    for (const file of shippedLists) {
      for (const {category, rule} of file.findings) {
        for (const jurisdiction of ['CN', 'US', 'UK', 'none'] as const) {
          const cited = citationIn(shippedLists, {category, rule}, jurisdiction);
          const home = shippedLists
            .flatMap(({rules}) => Object.entries(rules))
            .find(([, {source}]) => source === cited?.source)?.[0];
          expect([jurisdiction, undefined]).toContain(home === undefined ? undefined : homeOf(home));
        }
      }
    }
  });

  test('what a pack forbids with its own words cites nothing', () => {
    expect(citationIn(shippedLists, {category: CONDUCT_CATEGORIES[0], rule: 'house-words'}, 'CN')).toBeNull();
  });
});
