import type {Speaker, Utterance} from '../../contract/dialer.ts';
import {cleanText, Instant} from '../../contract/values.ts';
import {plainName} from './field-names.ts';
import {type FlatPair, flatPairs} from './flat-pairs.ts';
import {unfilledMacro} from './unfilled-macros.ts';

const SPEAKER_NAMES = ['speaker', 'role', 'participant', 'channel', 'party', 'who'];
const TEXT_NAMES = ['text', 'transcript', 'utterance', 'sentence', 'message', 'content'];
const TIME_NAMES = ['time', 'at', 'timestamp'];
const CALL_NAMES = ['callid', 'uniqueid', 'conversationid', 'interactionid', 'contactid'];

const SPEAKERS: ReadonlyMap<string, Speaker> = new Map([
  ...['customer', 'caller', 'client', 'consumer', 'contact', 'external', 'remote', 'debtor', '客户'].map(
    (word): [string, Speaker] => [word, 'customer'],
  ),
  ...['agent', 'operator', 'internal', 'local', 'representative', 'user', '坐席', '客服'].map(
    (word): [string, Speaker] => [word, 'agent'],
  ),
]);

/** What is longer is no sentence; its end is what was just said. */
const LONGEST = 500;

export interface HeardUtterance extends Utterance {
  /** The dialer's id of the call, where it says one. */
  dialerCallId: string | null;
}

/** One sentence of a transcript (JSON or a form: speaker, text, time); null when there is none in it, or nobody who spoke. */
export function readUtterance(text: string): HeardUtterance | null {
  const {pairs} = flatPairs(text);
  const said = valueOf(pairs, TEXT_NAMES);
  const speaker = SPEAKERS.get(plainName(valueOf(pairs, SPEAKER_NAMES) ?? ''));
  if (said === null || speaker === undefined || unfilledMacro(said) !== null) return null;
  const sentence = cleanText(said).replace(/\s+/g, ' ').trim().slice(-LONGEST).toWellFormed();
  if (sentence === '') return null;
  return {
    speaker,
    text: sentence,
    at: instantOf(valueOf(pairs, TIME_NAMES)),
    dialerCallId: valueOf(pairs, CALL_NAMES)?.slice(0, 120) ?? null,
  };
}

function valueOf(pairs: readonly FlatPair[], names: readonly string[]): string | null {
  for (const name of names) {
    const found = pairs.find((pair) => pair.names.includes(name))?.value ?? null;
    if (found !== null && found.trim() !== '') return found.trim();
  }
  return null;
}

/** ISO text, or seconds or milliseconds since 1970. */
function instantOf(text: string | null): string | null {
  if (text === null || text.length > SHORT) return null;
  const number = /^\d{10}(?:\d{3})?(?:\.\d+)?$/.test(text) ? Number(text) : null;
  const ms = number === null ? Date.parse(text) : number < 100_000_000_000 ? number * 1000 : number;
  if (!Number.isFinite(ms) || ms < 0 || ms > 4_102_444_800_000) return null;
  const instant = new Date(ms).toISOString();
  return Instant.safeParse(instant).success ? instant : null;
}

const SHORT = 40;
