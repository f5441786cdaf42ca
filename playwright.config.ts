import {defineConfig} from '@playwright/test';

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '*.spec.ts',
  globalSetup: './tests/e2e/first-desk.ts',
  // A folder of its own: it is emptied at every start, and the other reports lie beside it.
  outputDir: 'test-results/e2e',
  timeout: 120_000,
  // A machine that does something else meanwhile loads the page for seconds; what is wrong stays wrong.
  expect: {timeout: 25_000},
  workers: 2,
  // A test that passes only when tried again has found something: the summary names it.
  retries: 2,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ['json', {outputFile: 'test-results/e2e.json'}]],
  use: {
    browserName: 'chromium',
    launchOptions: {executablePath: process.env['CALLSIDE_CHROMIUM'] ?? '/usr/bin/chromium'},
    screenshot: 'only-on-failure',
    trace: 'on-first-retry',
  },
});
