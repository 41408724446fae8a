import { chromium, type Browser, type BrowserContext, type Page } from "@playwright/test";
import { chromiumLaunch } from "@/e2e/support/browser.mjs";
import {
  baselinesPage,
  cvesPage,
  nodePage,
  nodesApi,
  nodesPage,
  overviewPage,
  patchesPage,
  patchGroupsPage,
  settingsPage,
  sweepsPage,
} from "@/lib/api/addresses";
import type { Emulator } from "@/lib/emulator/server";
import { median, printTable } from "./print-table";
import { startApp } from "./running-app";

const port = 4392;
const runs = 5;

/** Remembers when the largest piece of the page was painted, until something larger is. */
function watchLargestPaint(): void {
  new PerformanceObserver((entries) => {
    const last = entries.getEntries().at(-1);
    if (last) document.documentElement.dataset["largestPaintMs"] = String(last.startTime);
  }).observe({ type: "largest-contentful-paint", buffered: true });
}

interface Load {
  /** From the navigation to the paint of the page's largest piece. */
  readonly largestPaintMs: number;
  /** Scripts that came before the browser was idle, compressed as they were sent. */
  readonly scriptBytes: number;
  readonly scripts: number;
}

async function load(context: BrowserContext, address: string): Promise<Load> {
  const page = await context.newPage();
  await page.addInitScript(watchLargestPaint);
  await page.goto(address, { waitUntil: "networkidle" });
  const painted = await page.waitForFunction(
    () => document.documentElement.dataset["largestPaintMs"],
  );
  const largestPaintMs = Number(await painted.jsonValue());
  const sent = await scriptsSent(page);
  await page.close();
  return { largestPaintMs, ...sent };
}

async function scriptsSent(page: Page): Promise<Pick<Load, "scriptBytes" | "scripts">> {
  const sizes = await page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .filter(
        (entry): entry is PerformanceResourceTiming =>
          entry instanceof PerformanceResourceTiming && entry.name.endsWith(".js"),
      )
      .map(({ encodedBodySize }) => encodedBodySize),
  );
  return { scriptBytes: sizes.reduce((sum, size) => sum + size, 0), scripts: sizes.length };
}

/** Loads in browsers that have never been here: `runs` of them, one after another. */
async function loadAnew(browser: Browser, address: string): Promise<readonly Load[]> {
  const loads: Load[] = [];
  for (let run = 0; run < runs; run += 1) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    loads.push(await load(context, address));
    await context.close();
  }
  return loads;
}

/** How soon each page stands before a first visitor, and what it sends; beside the settings, which ask the store nothing. */
export async function benchPages(emulator: Emulator): Promise<void> {
  const app = await startApp(emulator.url, port, { sweeps: true });
  // Answers once the first sweep has read every source.
  await (await fetch(`${app.url}${nodesApi}`)).arrayBuffer();
  const { windowsLarge } = await emulator.control.specialNodes();
  const browser = await chromium.launch(chromiumLaunch());
  const rows: string[][] = [
    ["page", "LCP, ms", "median", "beside settings", "scripts", "KiB compressed"],
  ];
  const addresses = [
    settingsPage,
    overviewPage,
    nodesPage,
    nodePage(windowsLarge, windowsLarge.instanceId),
    patchesPage,
    cvesPage,
    patchGroupsPage,
    baselinesPage,
    sweepsPage,
  ];
  let settingsMs: number | null = null;
  for (const address of addresses) {
    // What a page needs of the server is loaded by whoever comes first.
    await (await fetch(`${app.url}${address}`)).arrayBuffer();
    const loads = await loadAnew(browser, `${app.url}${address}`);
    const paints = loads.map(({ largestPaintMs }) => largestPaintMs);
    const middle = median(paints);
    settingsMs ??= middle;
    rows.push([
      address,
      paints.map((ms) => ms.toFixed(0)).join(" "),
      middle.toFixed(0),
      `${(middle / settingsMs).toFixed(2)} x`,
      String(loads[0]?.scripts ?? 0),
      ((loads[0]?.scriptBytes ?? 0) / 1024).toFixed(0),
    ]);
  }
  await browser.close();
  await app.stop();
  printTable("Each page of a fleet that was read, in a browser that has never been here", rows);
}
