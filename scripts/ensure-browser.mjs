// @ts-check
/**
 * Makes sure that the browser tests have a Chromium. Looks for one first (e2e/support/browser.mjs); then tries the ways to get one,
 * the least intrusive first. `E2E_BROWSER_INSTALL=0` forbids installing.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findBrowser } from "../e2e/support/browser.mjs";
import { commandOf, root, run, runNode, runNpm } from "./run-command.mjs";

/** The last version for Node 20. */
const NPM_CHROMIUM = "@sparticuz/chromium@147.0.0";

const ADVICE = `No Chromium was found for the browser tests. One of these will do:
  npx playwright install --with-deps chromium
  apt-get install chromium                     (Debian)
  CHROME_PATH=/path/to/chrome npm test`;

function isFound() {
  const browser = findBrowser();
  if (browser) console.log(`Browser: ${browser.path ?? "Chromium"} (${browser.source}).`);
  return browser !== null;
}

/** From Playwright's own site; gives up soon where that cannot be reached. */
async function installFromPlaywright() {
  const env = { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "15000" };
  const playwright = commandOf("@playwright/test", "playwright");
  return run(process.execPath, [playwright, "install", "chromium"], env, { quiet: true });
}

/** From the npm registry: needs neither root nor the system's libraries. */
async function installFromNpm() {
  if (process.platform !== "linux" || process.arch !== "x64") return 1;
  const home = join(root, "node_modules/.cache/e2e-chromium");
  const flags = ["--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", home];
  const code = await runNpm(["install", ...flags, NPM_CHROMIUM]);
  return code || runNode([join(root, "scripts/unpack-chromium.mjs")]);
}

/** From Debian, as root. Ubuntu's package of this name only asks for a snap. */
async function installFromDebian() {
  const release = "/etc/os-release";
  const isDebian = existsSync(release) && /^ID=debian$/m.test(readFileSync(release, "utf8"));
  if (!isDebian || process.getuid?.() !== 0) return 1;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update", "-qq"], env);
  return run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], env);
}

/** @type {[place: string, install: () => Promise<number>][]} */
const sources = [
  ["Playwright's site", installFromPlaywright],
  ["the npm registry", installFromNpm],
  ["Debian", installFromDebian],
];

/** @returns {Promise<boolean>} whether there is a browser now */
export async function ensureBrowser() {
  if (isFound()) return true;
  if (process.env.E2E_BROWSER_INSTALL !== "0") {
    for (const [place, install] of sources) {
      console.log(`No Chromium here yet; getting one from ${place} …`);
      if ((await install()) === 0 && isFound()) return true;
    }
  }
  console.error(ADVICE);
  return false;
}

if (process.argv[1] === import.meta.filename) {
  process.exitCode = (await ensureBrowser()) ? 0 : 1;
}
