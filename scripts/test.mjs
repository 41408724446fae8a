// @ts-check
/**
 * `npm test`: every check there is, on a machine with Node and npm only. `--without-browser` (`npm run verify`) leaves the browser
 * tests out. Goes on after a failure; the last line adds up: the tests, and each other step that failed as one.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBuilt } from "./ensure-built.mjs";
import { ensureInstalled } from "./ensure-installed.mjs";
import { commandOf, runNode } from "./run-command.mjs";
import { addCounts, playwrightCounts, vitestCounts } from "./test-counts.mjs";

const withBrowser = !process.argv.includes("--without-browser");
const reports = mkdtempSync(join(tmpdir(), "patchboard-reports-"));

/** A check must not depend on whose shell it runs in, and must never reach an AWS account or a database. */
for (const name of Object.keys(process.env)) {
  if (/^(AWS_|PATCHBOARD_|DATABASE_URL$|NODE_ENV$|PORT$)/.test(name)) delete process.env[name];
}
process.env.NEXT_TELEMETRY_DISABLED = "1";

/** @type {import("./test-counts.mjs").Counts[]} */
const counts = [];

/** Prints a heading, runs the step, prints how long it took. @param {string} title @param {() => Promise<import("./test-counts.mjs").Counts>} work */
async function step(title, work) {
  const startedAt = performance.now();
  console.log(`\n── ${title}`);
  const result = await work().catch((/** @type {unknown} */ error) => {
    console.error(error);
    return { passed: 0, failed: 1 };
  });
  counts.push(result);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`── ${title}: ${result.failed === 0 ? "ok" : "FAILED"}, ${seconds} s`);
  return result.failed === 0;
}

/** A step that counts no tests. @param {Promise<boolean>} succeeded */
const check = async (succeeded) => ({ passed: 0, failed: (await succeeded) ? 0 : 1 });

/** @param {string} packageName @param {string[]} args @param {string} [command] */
const succeeds = async (packageName, args, command) =>
  (await runNode([commandOf(packageName, command), ...args])) === 0;

/** @param {string} file @returns {any} */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

async function unitTests() {
  const file = join(reports, "vitest.json");
  const code = await runNode([commandOf("vitest"), "run"], { ...process.env, VITEST_JSON: file });
  return vitestCounts(readReport(file), code);
}

async function browserTests() {
  const file = join(reports, "playwright.json");
  const code = await runNode(
    [
      commandOf("@playwright/test", "playwright"),
      "test",
      "--config=e2e/playwright.config.ts",
      "--reporter=list,json",
    ],
    { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
  );
  return playwrightCounts(readReport(file), code);
}

await ensureInstalled();
// First, because type-aware lint and tsc need the types of the routes.
await step("route types", () => check(succeeds("next", ["typegen"])));
await step("format", () => check(succeeds("oxfmt", ["--check"])));
await step("lint", () => check(succeeds("oxlint", [])));
await step("types", () => check(succeeds("typescript", ["--noEmit"], "tsc")));
await step("dead code", () => check(succeeds("knip", [])));
await step("unit tests", unitTests);
const isBuilt = await step("build", () => check(ensureBuilt()));
if (withBrowser) {
  // Loaded late: it needs what ensureInstalled brings.
  const { ensureBrowser } = await import("./ensure-browser.mjs");
  const hasBrowser = await step("browser", () => check(ensureBrowser()));
  if (isBuilt && hasBrowser) await step("browser tests", browserTests);
  else console.log("\n── browser tests: not run, for want of the above");
}
rmSync(reports, { recursive: true, force: true });

const { passed, failed } = addCounts(counts);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
