// @ts-check
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";

/** The one without a window first: it draws the same with a third less work. */
const SYSTEM_BROWSERS = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Where scripts/unpack-chromium.mjs puts the Chromium that comes as an npm package. */
const npmChromium = join(
  import.meta.dirname,
  "../../node_modules/.cache/e2e-chromium/unpacked/chromium.sh",
);

/** A browser that is there may still lack a library of the system. @param {string} path */
function starts(path) {
  return (
    existsSync(path) &&
    spawnSync(path, ["--version"], { stdio: "ignore", timeout: 20_000 }).status === 0
  );
}

/**
 * The Chromium that the browser tests run in, or null. `path` is absent where Playwright knows it by itself.
 * `E2E_IGNORE_SYSTEM_BROWSERS=1` pretends that the system has none.
 * @returns {{ path?: string; source: string } | null}
 */
export function findBrowser() {
  const { CHROME_PATH, E2E_IGNORE_SYSTEM_BROWSERS, PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH } =
    process.env;
  const named = PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH || CHROME_PATH;
  if (named) {
    if (!starts(named)) throw new Error(`CHROME_PATH names ${named}, which does not start`);
    return { path: named, source: "the environment" };
  }
  if (starts(chromium.executablePath())) return { source: "Playwright" };
  if (E2E_IGNORE_SYSTEM_BROWSERS !== "1") {
    const path = SYSTEM_BROWSERS.find(starts);
    if (path) return { path, source: "the system" };
  }
  return starts(npmChromium) ? { path: npmChromium, source: "npm" } : null;
}

/** Playwright's `launchOptions`. A container's shared memory is too small for Chromium. */
export function chromiumLaunch() {
  const path = findBrowser()?.path;
  return { ...(path ? { executablePath: path } : {}), args: ["--disable-dev-shm-usage"] };
}
