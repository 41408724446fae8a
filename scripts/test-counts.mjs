// @ts-check

/** @typedef {{ passed: number; failed: number }} Counts */

/**
 * A run that failed without naming a failed test (a file that does not load, no test found) is one failure.
 * @param {Counts} counts
 * @param {number} exitCode
 * @returns {Counts}
 */
function withExitCode(counts, exitCode) {
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/**
 * @param {{ numPassedTests?: number; numFailedTests?: number } | null} report vitest's JSON report; null if it wrote none
 * @param {number} exitCode
 */
export function vitestCounts(report, exitCode) {
  const counts = { passed: report?.numPassedTests ?? 0, failed: report?.numFailedTests ?? 0 };
  return withExitCode(counts, report ? exitCode : 1);
}

/**
 * A test that passed only when tried again is counted as failed: it is not to be relied on.
 * @param {{ stats?: { expected?: number; unexpected?: number; flaky?: number } } | null} report Playwright's JSON report
 * @param {number} exitCode
 */
export function playwrightCounts(report, exitCode) {
  const { expected = 0, unexpected = 0, flaky = 0 } = report?.stats ?? {};
  return withExitCode({ passed: expected, failed: unexpected + flaky }, report ? exitCode : 1);
}

/**
 * @param {Counts[]} all
 * @returns {Counts}
 */
export function addCounts(all) {
  return {
    passed: all.reduce((sum, { passed }) => sum + passed, 0),
    failed: all.reduce((sum, { failed }) => sum + failed, 0),
  };
}
