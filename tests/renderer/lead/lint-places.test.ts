import {expect, test} from 'vitest';
import type {LintFinding} from '../../../electron/contract/lint.ts';
import {findingsByPlace} from '../../../renderer/lead/lint-places.ts';

const finding = (path: string, severity: LintFinding['severity'] = 'warning'): LintFinding => ({
  rule: 'slot-unused',
  since: 1,
  severity,
  path,
  message: {'zh-CN': path, en: path},
});

const document = {
  slots: [{id: 'amount', name: '应还金额'}],
  objections: [{id: 'forgot', title: '我忘了'}, {id: 'busy'}],
};

test('findings stand by their part, in the order of the pack, errors first', () => {
  const places = findingsByPlace(document, [
    finding('objections[10].title'),
    finding('objections[1].empathy'),
    finding('objections[0].phrasings[2]'),
    finding('objections[0].answers.firm[0]', 'error'),
    finding('slots[0]'),
    finding('', 'error'),
    finding('branches'),
  ]);
  expect(places.map(({place}) => place)).toEqual([
    '',
    'slots › 应还金额',
    'objections › 我忘了',
    'objections › busy',
    'objections › 11',
    'branches',
  ]);
  expect(places[2]?.findings.map(({severity}) => severity)).toEqual(['error', 'warning']);
});

test('a pack that cannot be read has places, too', () => {
  expect(findingsByPlace(null, [finding('stages[1].lines[0]')]).map(({place}) => place)).toEqual(['stages › 2']);
});
