import type {CheckedText, ConductFile, Finding} from '../../../electron/contract/conduct.ts';
import type {WordList} from '../../../electron/contract/pack.ts';
import {checkText} from '../../../electron/domain/conduct-check.ts';
import {checkWords, inOrder} from '../../../electron/domain/word-lists.ts';

/** What the worker is told: the shipped lists once, a pack's own words when they change, and texts to look at. */
export interface CheckTask {
  lists?: readonly ConductFile[];
  words?: readonly WordList[];
  /** `turn` comes back with what was found. */
  asked?: {turn: number; text: CheckedText};
}

export interface CheckAnswer {
  turn: number;
  findings: Finding[];
}

let lists: readonly ConductFile[] = [];
let words: readonly WordList[] = [];

// Making the lists ready takes a second, a long note a part of one: beside the page, so that typing never waits for it.
addEventListener('message', ({data}: MessageEvent<CheckTask>) => {
  if (data.lists !== undefined) ({lists} = data);
  if (data.words !== undefined) ({words} = data);
  if (data.asked === undefined) return;
  const {turn, text} = data.asked;
  const answer: CheckAnswer = {turn, findings: inOrder([...checkText(lists, text), ...checkWords(words, text)])};
  postMessage(answer);
});
