import {folderOfCalls} from './many-calls.ts';
import {quantile} from './figures.ts';
import {openPage} from './page.mjs';

/** Runs in the page: the lengths of all frames until it is stopped. */
function watchFrames() {
  const frames = [];
  let last = performance.now();
  let running = true;
  const frame = () => {
    const now = performance.now();
    frames.push(now - last);
    last = now;
    if (running) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  globalThis.benchFrames = () => {
    running = false;
    return frames.slice(1);
  };
}

const FRAME_MS = 1000 / 60;

async function scroll(page, box, turns, step) {
  await box.hover();
  await page.waitForTimeout(300);
  await page.evaluate(watchFrames);
  for (let turn = 0; turn < turns; turn += 1) {
    await page.mouse.wheel(0, step);
    await page.waitForTimeout(16);
  }
  const frames = await page.evaluate(() => globalThis.benchFrames());
  const dropped = frames.reduce((sum, ms) => sum + Math.max(0, Math.round(ms / FRAME_MS) - 1), 0);
  return {
    longest: Math.max(...frames),
    p95: quantile(frames, 0.95),
    /** Of the frames that were due, in per cent. */
    dropped: (100 * dropped) / (dropped + frames.length),
  };
}

/** A box of the same place and height that holds nothing: what scrolling takes whatever is in it. */
async function plainBox(page, height) {
  await page.evaluate((tall) => {
    const box = document.createElement('div');
    box.id = 'plain-box';
    Object.assign(box.style, {position: 'fixed', inset: '0', overflow: 'auto', zIndex: '9999', background: 'white'});
    const inner = document.createElement('div');
    inner.style.height = `${tall}px`;
    inner.style.background = 'repeating-linear-gradient(white 0 17px, #eee 17px 34px)';
    box.append(inner);
    document.body.append(box);
  }, height);
  return page.locator('#plain-box');
}

/** Runs in the page: waits until every row that is shown has its call, and is painted. */
function rowsShown(wanted) {
  const begun = performance.now();
  return new Promise((resolve) => {
    const look = () => {
      const rows = [...document.querySelectorAll('.call-box tbody [aria-rowindex]')];
      const whole = rows.length > 0 && rows.every((row) => row.children.length > 1);
      const there = wanted === null || rows.some((row) => row.getAttribute('aria-rowindex') === String(wanted));
      if (whole && there) requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - begun)));
      else requestAnimationFrame(look);
    };
    look();
  });
}

/** QA's table over all calls: scrolling by wheel, jumping to the end, narrowing by text. */
export async function pageTable({quick}) {
  const calls = quick ? 10_000 : 100_000;
  const turns = quick ? 40 : 200;
  const {page, close} = await openPage({role: 'qa', data: folderOfCalls(calls)}, {width: 1440, height: 900});
  try {
    const box = page.locator('.call-box');
    await box.waitFor();
    const first = await page.evaluate(rowsShown, null);
    const height = await box.evaluate((element) => element.scrollHeight);
    const table = {};
    const plain = {};
    const steps = {'slow wheel': 100, 'fast wheel': 1500};
    for (const [name, step] of Object.entries(steps)) {
      table[name] = await scroll(page, box, turns, step);
      table[name].rest = await page.evaluate(rowsShown, null);
    }
    const empty = await plainBox(page, height);
    for (const [name, step] of Object.entries(steps)) plain[name] = await scroll(page, empty, turns, step);
    await empty.evaluate((element) => element.remove());

    await page.getByRole('grid').focus();
    await page.keyboard.press('End');
    const end = await page.evaluate(rowsShown, calls + 1);
    await page.keyboard.press('Home');
    await page.evaluate(rowsShown, 2);

    const ratio = (name, key) => ({value: table[name][key] / plain[name][key], to: 'an empty box'});
    return [
      {what: 'first rows, after the table stands', value: first, unit: 'ms'},
      ...Object.keys(steps).flatMap((name) => [
        {what: `${name}: longest frame`, value: table[name].longest, unit: 'ms', ratio: ratio(name, 'longest')},
        {what: `${name}: frame, p95`, value: table[name].p95, unit: 'ms', ratio: ratio(name, 'p95')},
        {what: `${name}: dropped frames`, value: table[name].dropped, unit: '%'},
        {what: `${name}: dropped frames of an empty box`, value: plain[name].dropped, unit: '%'},
        {what: `${name}: rows whole after the last turn`, value: table[name].rest, unit: 'ms'},
      ]),
      {what: 'End: last rows shown', value: end, unit: 'ms'},
    ];
  } finally {
    await close();
  }
}
