import {readFileSync} from 'node:fs';

/**
 * @typedef {{passed: number, failed: number, skipped: string[], second?: string[]}} Counts `skipped` names each test, with its
 *   reason; `second` those that passed only at their second try
 */

/**
 * Counts of a Vitest JSON report. A file that could not even be loaded holds no failed test, but it failed.
 * @returns {Counts}
 */
export function vitestCounts(report) {
  const counts = {passed: 0, failed: 0, skipped: []};
  for (const file of report.testResults) {
    let failedHere = 0;
    for (const {status, fullName, meta} of file.assertionResults) {
      if (status === 'passed') counts.passed += 1;
      else if (status === 'failed') failedHere += 1;
      else counts.skipped.push(meta?.reason === undefined ? fullName : `${fullName} (${meta.reason})`);
    }
    if (file.status === 'failed' && failedHere === 0) failedHere = 1;
    counts.failed += failedHere;
  }
  return counts;
}

/**
 * Counts of a Playwright JSON report. A test that passed only at its second try has passed, and is named: a race between
 * two processes on a busy machine is worth a look, and no reason to refuse everybody's work.
 * @returns {Counts}
 */
export function playwrightCounts(report) {
  const counts = {passed: 0, failed: report.errors?.length ?? 0, skipped: [], second: []};
  const visit = (suite, path) => {
    for (const spec of suite.specs ?? []) {
      const name = [...path, spec.title].join(' › ');
      for (const test of spec.tests) {
        if (test.status === 'expected') counts.passed += 1;
        else if (test.status === 'flaky') {
          counts.passed += 1;
          counts.second.push(name);
        } else if (test.status === 'skipped') {
          const reasons = (test.annotations ?? []).map(({description}) => description).filter(Boolean);
          counts.skipped.push(reasons.length > 0 ? `${name} (${reasons.join('; ')})` : name);
        } else counts.failed += 1;
      }
    }
    for (const inner of suite.suites ?? []) visit(inner, [...path, inner.title]);
  };
  for (const suite of report.suites) visit(suite, [suite.title]);
  return counts;
}

/**
 * What a step came to. No report, no test at all, or a runner that complains beyond its tests (an unhandled error, a
 * failed set-up) is a failure: silence never passes.
 * @param {{code: number | string, file: string, count: (report: unknown) => Counts}} step
 * @returns {Counts}
 */
export function suiteCounts({code, file, count}) {
  let counts;
  try {
    counts = count(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {passed: 0, failed: 1, skipped: []};
  }
  const nothing = counts.passed + counts.failed + counts.skipped.length === 0;
  if (counts.failed === 0 && (code !== 0 || nothing)) counts.failed = 1;
  return counts;
}

/**
 * The last line of `npm test`.
 * @param {Counts[]} all
 */
export function lastLine(all) {
  const sum = (pick) => all.reduce((total, counts) => total + pick(counts), 0);
  const skipped = sum((counts) => counts.skipped.length);
  const line = `${sum((counts) => counts.passed)} passed, ${sum((counts) => counts.failed)} failed`;
  return skipped > 0 ? `${line}, ${skipped} skipped` : line;
}
