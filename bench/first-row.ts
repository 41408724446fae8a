import { chromium, type Browser } from "@playwright/test";
import { chromiumLaunch } from "@/e2e/support/browser.mjs";
import { nodePage } from "@/lib/api/addresses";
import type { Emulator } from "@/lib/emulator/server";
import { median, printTable } from "./print-table";
import { startApp } from "./running-app";

const port = 4390;
const runs = 5;

/** Notes when the first row of the patch table has been painted: two frames after it stands in the document. */
function watchFirstRow(): void {
  const seen = new MutationObserver(() => {
    if (document.querySelector("tbody a[href*='patch=']") === null) return;
    seen.disconnect();
    requestAnimationFrame(() => {
      requestAnimationFrame(() => {
        document.documentElement.dataset["firstRowAt"] = String(
          performance.timeOrigin + performance.now(),
        );
      });
    });
  });
  seen.observe(document, { childList: true, subtree: true, attributes: true });
}

interface Measured {
  /** From the emulator's first page of patches to the first painted row. */
  readonly afterFirstPageMs: number;
  /** From the click on the link to the first painted row. */
  readonly afterClickMs: number;
}

/** One reader with an empty cache opens the link on a server that runs, and has read another node but not this one. */
async function open(browser: Browser, emulator: Emulator, search: string): Promise<Measured> {
  const app = await startApp(emulator.url, port);
  const context = await browser.newContext();
  try {
    const { windowsLarge, fullyCompliant } = await emulator.control.specialNodes();
    const other = await fetch(
      `${app.url}${nodePage(fullyCompliant, fullyCompliant.instanceId, search)}`,
    );
    await other.text();
    await emulator.control.resetCalls();
    const page = await context.newPage();
    await page.addInitScript(watchFirstRow);
    const clickedAt = Date.now();
    await page.goto(`${app.url}${nodePage(windowsLarge, windowsLarge.instanceId, search)}`, {
      waitUntil: "domcontentloaded",
    });
    const painted = await page.waitForFunction(
      () => document.documentElement.dataset["firstRowAt"],
    );
    const paintedAt = Number(await painted.jsonValue());
    const { last } = await emulator.control.calls();
    const firstPage = last.find(
      ({ operation, instanceId }) =>
        operation === "DescribeInstancePatches" && instanceId === windowsLarge.instanceId,
    );
    if (firstPage === undefined) throw new Error("The page asked SSM for no patches.");
    return { afterFirstPageMs: paintedAt - firstPage.at, afterClickMs: paintedAt - clickedAt };
  } finally {
    await context.close();
    await app.stop();
  }
}

/** How soon a reader sees rows of a Windows node with 2,500 patches that nobody has read before. */
export async function benchFirstRow(emulator: Emulator): Promise<void> {
  const browser = await chromium.launch(chromiumLaunch());
  const rows: string[][] = [
    ["view", "first SSM page → first row, ms", "median", "click → first row, median"],
  ];
  for (const search of ["state=findings", "state=all"]) {
    const measured: Measured[] = [];
    for (let run = 0; run < runs; run += 1) {
      // One after another: each must have the machine to itself.
      measured.push(await open(browser, emulator, search));
    }
    const afterPage = measured.map(({ afterFirstPageMs }) => afterFirstPageMs);
    rows.push([
      search,
      afterPage.map((ms) => ms.toFixed(0)).join(" "),
      median(afterPage).toFixed(0),
      median(measured.map(({ afterClickMs }) => afterClickMs)).toFixed(0),
    ]);
  }
  await browser.close();
  printTable("A Windows node with 2,500 patches that nobody has read before", rows);
}
