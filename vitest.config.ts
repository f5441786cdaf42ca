import {fileURLToPath} from 'node:url';
import {defineConfig} from 'vitest/config';

/** `--mode packaging` runs the packaging proof, which needs a build; without it everything else but the e2e tests. */
export default defineConfig(({mode}) => {
  const packaging = mode === 'packaging';
  return {
    // Importing the real package would start the download of its binary and throw where it cannot be had.
    resolve: {alias: {electron: fileURLToPath(new URL('tests/hosts/electron-stand-in.ts', import.meta.url))}},
    test: {
      environment: 'node',
      include: [packaging ? 'tests/packaging/**/*.test.ts' : 'tests/**/*.test.ts'],
      exclude: ['tests/e2e/**', 'tests/bench/**', ...(packaging ? [] : ['tests/packaging/**'])],
      // A machine that does something else meanwhile takes three times as long; what hangs, hangs.
      testTimeout: 60_000,
      hookTimeout: packaging ? 120_000 : 60_000,
      maxWorkers: 2,
      restoreMocks: true,
      // The verbose one says why a test was skipped.
      reporters: [packaging ? 'verbose' : 'default', 'json'],
      outputFile: {json: packaging ? 'test-results/packaging.json' : 'test-results/unit.json'},
    },
  };
});
