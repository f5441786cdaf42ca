import {chromium} from '@playwright/test';
import {startDesk} from '../e2e/desk.ts';

/**
 * A page of a real desk, in a real browser.
 *
 * @param {Parameters<typeof startDesk>[0]} options
 * @param {{width: number, height: number}} viewport
 */
export async function openPage(options, viewport) {
  const desk = await startDesk(options);
  const browser = await chromium.launch({executablePath: process.env.CALLSIDE_CHROMIUM ?? '/usr/bin/chromium'});
  const page = await browser.newPage({viewport});
  await page.goto(desk.url);
  const session = await page.context().newCDPSession(page);
  return {
    desk,
    page,
    /** Makes the page's machine so many times slower: a call centre's PC is not this one. */
    slowDown: (rate) => session.send('Emulation.setCPUThrottlingRate', {rate}),
    close: async () => {
      await browser.close();
      await desk.remove();
    },
  };
}
