import type {PackChange, PackNews} from '../contract/methods.ts';
import {foldWholes} from './listed-changes.ts';

/** As many changes as a card can hold; who wants them all asks the lead for the comparison. */
const MOST_NEWS = 60;

const READ_SECTIONS = new Set(['stages', 'objections', 'branches', 'customerTypes', 'emotions']);
/** Lists whose parts are read out or looked at during a call; the customer's own wordings are only searched. */
const READ_LISTS = new Set([
  ...READ_SECTIONS,
  'lines',
  'questions',
  'followUps',
  'answers.soft',
  'answers.standard',
  'answers.firm',
]);
const READ_FIELDS = new Set([
  'text',
  'title',
  'goal',
  'empathy',
  'avoid',
  'guidance',
  'listening',
  'pace',
  'cue',
  'cues',
  'advice',
  'signals',
]);

/** What an agent is told of the changes: what is read in a call, wholes as one, and how much else there was. */
export function newsOf(changes: readonly PackChange[]): Pick<PackNews, 'changes' | 'total' | 'unread'> {
  const folded = foldWholes(changes);
  const read = folded.filter(isRead).map(({key: _key, inside: _inside, ...change}) => change);
  return {changes: read.slice(0, MOST_NEWS), total: read.length, unread: folded.length - read.length};
}

function isRead({kind, place, before}: PackChange): boolean {
  const steps = place.split(' › ');
  if (!READ_SECTIONS.has(steps[0] ?? '')) return false;
  if (kind === 'changed') return READ_FIELDS.has(steps.at(-1) ?? '') && steps.at(-3) !== 'phrasings';
  // Another turn in the same list changes no word of what is said.
  if (kind === 'moved' && /^\d+\.$/.test(before ?? '')) return false;
  return READ_LISTS.has(steps.at(-2) ?? '');
}
