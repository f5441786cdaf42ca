import type {CheckedText, ConductFile, Finding} from '../../../electron/contract/conduct.ts';
import type {WordList} from '../../../electron/contract/pack.ts';
import type {Jurisdiction} from '../../../electron/contract/values.ts';
import {type Citation, citationIn} from '../../../electron/domain/conduct-citation.ts';
import {call} from '../client.ts';
import type {CheckAnswer, CheckTask} from './conduct-worker.ts';

const NO_WORDS: readonly WordList[] = [];

/** What was found in a text, with the words as they were typed and what speaks against them where it is a shipped rule. */
export interface FoundWords extends Finding {
  words: string;
  says: Citation | null;
}

/** A worker that holds the shipped lists and looks at one text after the other. */
class BesideCheck {
  private readonly worker = new Worker(new URL('./conduct-worker.ts', import.meta.url), {type: 'module'});
  private readonly waiting = new Map<number, (findings: Finding[] | null) => void>();
  private words = NO_WORDS;
  private turn = 0;

  constructor(lists: readonly ConductFile[], failed: () => void) {
    this.worker.addEventListener('message', ({data}: MessageEvent<CheckAnswer>) => {
      this.waiting.get(data.turn)?.(data.findings);
      this.waiting.delete(data.turn);
    });
    const end = () => {
      failed();
      this.worker.terminate();
      for (const answer of this.waiting.values()) answer(null);
      this.waiting.clear();
    };
    this.worker.addEventListener('error', end);
    this.worker.addEventListener('messageerror', end);
    this.send({lists});
  }

  /** Null when the worker failed. */
  check(text: CheckedText, words: readonly WordList[]): Promise<Finding[] | null> {
    this.turn += 1;
    const {turn} = this;
    if (words !== this.words) this.send({words});
    this.words = words;
    return new Promise((resolve) => {
      this.waiting.set(turn, resolve);
      this.send({asked: {turn, text}});
    });
  }

  private send(task: CheckTask): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
    this.worker.postMessage(task);
  }
}

let shipped: Promise<ConductFile[]> | null = null;
let beside: BesideCheck | null = null;

/** The shipped lists, fetched once per window when the first text is looked at. A failed try is tried anew. */
function shippedLists(): Promise<ConductFile[]> {
  shipped ??= call('conduct.lists', {}).catch((thrown: unknown) => {
    shipped = null;
    throw thrown;
  });
  return shipped;
}

/** Looks at a text beside the page; where there can be no worker, the desk looks, without the pack's own words. */
export async function checkBeside(
  text: CheckedText,
  jurisdiction: Jurisdiction,
  words: readonly WordList[] = NO_WORDS,
): Promise<FoundWords[]> {
  const lists = await shippedLists();
  const findings = (await foundBeside(lists, text, words)) ?? (await call('conduct.check', {texts: [text]}))[0] ?? [];
  return findings.map((finding) => ({
    ...finding,
    words: text.text.slice(finding.start, finding.end),
    says: citationIn(lists, finding, jurisdiction),
  }));
}

async function foundBeside(
  lists: readonly ConductFile[],
  text: CheckedText,
  words: readonly WordList[],
): Promise<Finding[] | null> {
  try {
    beside ??= new BesideCheck(lists, () => {
      beside = null;
    });
    return await beside.check(text, words);
  } catch {
    return null;
  }
}
