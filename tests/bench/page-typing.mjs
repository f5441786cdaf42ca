import {v7} from 'uuid';
import {quantiles} from './figures.ts';
import {openPage} from './page.mjs';

const TYPED = [
  'meiqian|lixitaigao|wangle|xiageyue|mq|no money|interest too high|meiqain',
  '没钱还|利息太高了|忘了还款|等发工资|已经还过了|没前',
].flatMap((texts) => texts.split('|'));
const SLOWER = 4;

/** Runs in the page: from what was pressed until what it changed is in the page, and until that is painted. */
export function watchTyping() {
  const state = {begun: null, done: null, finish: null, timings: []};
  globalThis.bench = {
    next: () =>
      new Promise((resolve) => {
        if (state.done === null) state.finish = resolve;
        else resolve(state.done);
        state.done = null;
      }),
    /** Forgets what was not asked about: emptying the box, and the keys that choose a result. */
    settle: () =>
      new Promise((resolve) => {
        setTimeout(() => {
          state.begun = null;
          state.done = null;
          state.timings.length = 0;
          resolve();
        }, 60);
      }),
    timings: () => state.timings.splice(0),
  };
  const begin = (event) => {
    state.begun ??= event.timeStamp;
  };
  addEventListener('keydown', begin, true);
  addEventListener('beforeinput', begin, true);
  // React has drawn by now: it listens further in, and draws before the next listener is called.
  addEventListener('input', () => {
    const {begun} = state;
    const inPage = performance.now() - begun;
    state.begun = null;
    requestAnimationFrame(() => {
      const after = new MessageChannel();
      after.port1.addEventListener('message', () => {
        const sample = {inPage, painted: performance.now() - begun};
        if (state.finish === null) state.done = sample;
        else state.finish(sample);
        state.finish = null;
      });
      after.port1.start();
      after.port2.postMessage(null);
    });
  });
  // What the browser itself says, in steps of 8 ms; it keeps silent about what took less than 16.
  new PerformanceObserver((list) => {
    for (const {name, duration} of list.getEntries()) if (name === 'input') state.timings.push(duration);
  }).observe({type: 'event', durationThreshold: 16});
}

export async function typeAll(page, box, texts) {
  const samples = [];
  const slow = [];
  for (const text of texts) {
    await box.fill('');
    await page.evaluate(() => globalThis.bench.settle());
    for (const character of text) {
      if (/[\x20-\x7e]/.test(character)) await page.keyboard.press(character === ' ' ? 'Space' : character);
      else await page.keyboard.insertText(character);
      samples.push(await page.evaluate(() => globalThis.bench.next()));
    }
    await page.waitForTimeout(60);
    slow.push(...(await page.evaluate(() => globalThis.bench.timings())));
  }
  const quick = Array.from({length: Math.max(0, samples.length - slow.length)}, () => 8);
  return {
    inPage: samples.map((sample) => sample.inPage),
    painted: samples.map((sample) => sample.painted),
    timing: [...slow, ...quick],
  };
}

/** Puts a plain box into the page: what a keystroke takes there whatever the app does. */
export async function plainBox(page) {
  await page.evaluate(() => {
    const input = document.createElement('input');
    input.id = 'plain-box';
    document.body.prepend(input);
  });
  return page.locator('#plain-box');
}

export function typing(name, app, plain) {
  const to = 'a plain box';
  return [
    ...quantiles(`${name}: results in the page`, app.inPage, 'ms', {values: plain.inPage, to}),
    ...quantiles(`${name}: results painted`, app.painted, 'ms', {values: plain.painted, to}),
    ...quantiles(`${name}: Event Timing`, app.timing, 'ms', {values: plain.timing, to}),
  ];
}

/** From the key to the painted results in the agent's view, in the narrow window, during a call. */
export async function pageTyping({quick}) {
  const {desk, page, slowDown, close} = await openPage({}, {width: 420, height: 900});
  try {
    await desk.call('call.open', {
      id: v7(),
      accountId: null,
      direction: 'outbound',
      mode: 'collection',
      numberId: null,
      numberLabel: '手机',
    });
    await page.reload();
    const search = page.getByRole('combobox').first();
    await search.waitFor();
    await page.evaluate(watchTyping);
    const texts = quick ? TYPED.slice(0, 2) : TYPED;
    const measure = async () => {
      await search.focus();
      const app = await typeAll(page, search, texts);
      await search.fill('');
      const plain = await plainBox(page);
      await plain.focus();
      const bare = await typeAll(page, plain, texts);
      await plain.evaluate((box) => box.remove());
      return [app, bare];
    };
    await typeAll(page, search, texts.slice(0, 1));
    const usual = typing('key', ...(await measure()));
    await slowDown(SLOWER);
    const slowed = typing(`key, ${SLOWER} × slower CPU`, ...(await measure()));
    return [...usual, ...slowed];
  } finally {
    await close();
  }
}
