import { chromium, type Browser } from "@playwright/test";
import { chromiumLaunch } from "@/e2e/support/browser.mjs";
import { nodePage } from "@/lib/api/addresses";
import type { SpecialNode } from "@/lib/emulator/fleet/special-nodes";
import type { Emulator } from "@/lib/emulator/server";
import { median, printTable } from "./print-table";
import { startApp } from "./running-app";

const port = 4390;
const runs = 5;
/** The emulator answers so long after it was asked. */
const latencyMs = 25;

/** Notes when the first row of the patch table has been painted: the frame after it stood in the document is done. */
function watchFirstRow(): void {
  const seen = new MutationObserver(() => {
    if (document.querySelector("tbody a[href*='patch=']") === null) return;
    seen.disconnect();
    requestAnimationFrame(() => {
      const painted = new MessageChannel();
      painted.port1.addEventListener("message", () => {
        document.documentElement.dataset["firstRowAt"] = String(
          performance.timeOrigin + performance.now(),
        );
      });
      painted.port1.start();
      painted.port2.postMessage(null);
    });
  });
  seen.observe(document, { childList: true, subtree: true, attributes: true });
}

interface Measured {
  /** From the moment the emulator answers with its first page of patches to the first painted row. */
  readonly afterFirstPageMs: number;
  /** From the click on the link to the first painted row. */
  readonly afterClickMs: number;
}

interface Reader {
  /** What the address asks for. */
  readonly search: string;
  /** True: Patchboard's scripts are in the browser's cache, as for everyone but a first visitor. */
  readonly hasVisited: boolean;
}

/** A reader opens the link on a server that is in use, but has not read this node. */
async function open(
  browser: Browser,
  emulator: Emulator,
  { search, hasVisited }: Reader,
): Promise<Measured> {
  const app = await startApp(emulator.url, port, { sweeps: false });
  const context = await browser.newContext();
  try {
    const { windowsLarge, fullyCompliant, ...others } = await emulator.control.specialNodes();
    // Enough for the server's code to be warm.
    const read = [fullyCompliant, ...Object.values(others).slice(0, 8)];
    const addressOf = (node: SpecialNode) => `${app.url}${nodePage(node, node.instanceId, search)}`;
    for (const node of read) {
      await (await fetch(addressOf(node))).text();
    }
    if (hasVisited) {
      const visit = await context.newPage();
      await visit.goto(addressOf(fullyCompliant), { waitUntil: "networkidle" });
      await visit.close();
    }
    await emulator.control.resetCalls();
    const page = await context.newPage();
    await page.addInitScript(watchFirstRow);
    const clickedAt = Date.now();
    await page.goto(addressOf(windowsLarge), { waitUntil: "domcontentloaded" });
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
    const answeredAt = firstPage.at + latencyMs;
    return { afterFirstPageMs: paintedAt - answeredAt, afterClickMs: paintedAt - clickedAt };
  } finally {
    await context.close();
    await app.stop();
  }
}

/** How soon a reader sees rows of a Windows node with 2,500 patches that nobody has read before. */
export async function benchFirstRow(emulator: Emulator): Promise<void> {
  await emulator.control.change({ latencyMs });
  const browser = await chromium.launch(chromiumLaunch());
  const rows: string[][] = [
    ["view", "browser", "first SSM page → first row, ms", "median", "click → first row, median"],
  ];
  for (const search of ["state=findings", "state=all"]) {
    for (const hasVisited of [true, false]) {
      const measured: Measured[] = [];
      for (let run = 0; run < runs; run += 1) {
        // One after another: each must have the machine to itself.
        measured.push(await open(browser, emulator, { search, hasVisited }));
      }
      const afterPage = measured.map(({ afterFirstPageMs }) => afterFirstPageMs);
      rows.push([
        search,
        hasVisited ? "has visited" : "empty cache",
        afterPage.map((ms) => ms.toFixed(0)).join(" "),
        median(afterPage).toFixed(0),
        median(measured.map(({ afterClickMs }) => afterClickMs)).toFixed(0),
      ]);
    }
  }
  await browser.close();
  printTable("A Windows node with 2,500 patches that nobody has read before", rows);
}
