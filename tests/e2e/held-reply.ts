import type {Page} from '@playwright/test';
import type {MethodName} from '../../electron/contract/methods.ts';

/** A connection that stood idle may be closed at the very moment at which it is used again; ids make that harmless. */
const RESENT = {maxRetries: 3};

/** A reply that the desk has given and the page has not got. */
export interface HeldReply {
  /** The desk has done the work. */
  given: Promise<void>;
  /** Lets the page have it, and waits until it has drawn what comes of it. */
  release: () => Promise<void>;
}

/** Holds the next reply of a method back. */
export async function holdReply(page: Page, method: MethodName): Promise<HeldReply> {
  const {promise: released, resolve: letGo} = Promise.withResolvers<void>();
  const {promise: given, resolve: give} = Promise.withResolvers<void>();
  const {promise: got, resolve: arrive} = Promise.withResolvers<void>();
  let seen = false;
  // The handler stays: with the last one that goes the browser lets every reply pass that is still held.
  await page.route(`**/call/${method}`, async (route) => {
    if (seen) return route.fallback();
    seen = true;
    const response = await route.fetch(RESENT);
    give();
    await released;
    await route.fulfill({response});
    return arrive();
  });
  return {
    given,
    release: async () => {
      letGo();
      await got;
      await drawn(page);
    },
  };
}

/** Whatever has arrived by now is worked through and drawn. */
async function drawn(page: Page): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          requestAnimationFrame(() => setTimeout(resolve));
        }),
    );
  }
}

/** Loses the next reply of a method: the desk has done the work, and the page hears of a broken line. */
export async function loseReply(page: Page, method: MethodName): Promise<void> {
  let seen = false;
  await page.route(`**/call/${method}`, async (route) => {
    if (seen) return route.fallback();
    seen = true;
    await route.fetch(RESENT);
    return route.abort();
  });
}
