import {readdirSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {millisecondsOf} from '../../spent-time.ts';
import {casesOf, faultsOf, judgedAsShipped, readCase} from './contact-cases.ts';

/** Cases of others: what was handed to us, and what was written from the legal texts without sight of the evaluator. */
const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('-cases.json'));

describe.for(files)('the cases of %s', (file) => {
  test.for(casesOf(file))('$id: $why', (one) => {
    expect(faultsOf(one, judgedAsShipped(one))).toEqual([]);
  });
});

test('a judgement takes less than five milliseconds', () => {
  const judge = files.flatMap(casesOf).map(readCase);
  expect(millisecondsOf(() => judge.forEach((one) => one())) / judge.length).toBeLessThan(5);
});
