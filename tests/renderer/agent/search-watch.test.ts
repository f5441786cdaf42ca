import {beforeEach, describe, expect, onTestFinished, test, vi} from 'vitest';
import {SearchWatch} from '../../../renderer/agent/search-watch.ts';

let missed: string[];
let watch: SearchWatch;

beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  missed = [];
  watch = new SearchWatch();
  watch.tell((text) => missed.push(text));
});

const stand = () => vi.advanceTimersByTime(2000);

/** Types letter by letter; only the last text may be known. */
function type(text: string, sure = false): void {
  for (let i = 1; i <= text.length; i += 1) {
    watch.typed(text.slice(0, i), i === text.length && sure);
    vi.advanceTimersByTime(120);
  }
}

describe('a search is missed', () => {
  test('once, in its last words, when the box is left by Esc or by the end of the call', () => {
    type('遗产怎么办');
    watch.left();
    expect(missed).toEqual(['遗产怎么办']);
    watch.typed('', true);
    watch.left();
    stand();
    expect(missed).toEqual(['遗产怎么办']);
  });

  test('when it stood without a result and was then deleted letter by letter', () => {
    type('  继承债务 ');
    stand();
    for (const text of ['继承债', '继承', '继']) watch.typed(text, false);
    watch.typed('', true);
    expect(missed).toEqual(['继承债务']);
  });

  test('in its last words when it stood twice', () => {
    type('yichan');
    stand();
    type('yichan jicheng');
    stand();
    watch.left();
    expect(missed).toEqual(['yichan jicheng']);
  });
});

describe('a search is not missed', () => {
  test('when a result was picked, were it only one of the nearest', () => {
    type('手里没');
    stand();
    watch.picked();
    watch.typed('', true);
    expect(missed).toEqual([]);
  });

  test('when another wording was answered after all', () => {
    type('shang');
    stand();
    type('shang ge yue', true);
    stand();
    watch.typed('', true);
    expect(missed).toEqual([]);
    type('mei', true);
    watch.left();
    expect(missed).toEqual([]);
  });

  test('in half-typed words that were taken back at once', () => {
    type('qwrt');
    for (const text of ['qwr', 'qw', 'q', '']) watch.typed(text, text === '');
    expect(missed).toEqual([]);
  });

  test('in a single letter or character', () => {
    for (const text of ['q', '遗', '😀']) {
      watch.typed(text, false);
      stand();
      watch.left();
    }
    expect(missed).toEqual([]);
  });

  test('when the box is emptied and left without a word', () => {
    watch.typed('', true);
    watch.typed('   ', false);
    stand();
    watch.left();
    expect(missed).toEqual([]);
  });
});
