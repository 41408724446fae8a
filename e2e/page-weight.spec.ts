import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page, Request } from "@playwright/test";
import { ask } from "@/e2e/support/ask";
import { baselinesOf } from "@/e2e/support/baselines-api";
import type { SpecialNodes } from "@/e2e/support/emulator";
import { answerOf } from "@/e2e/support/findings-api";
import { patchTable } from "@/e2e/support/node-page";
import { rowsOnce } from "@/e2e/support/rows";
import { root } from "@/e2e/support/servers";
import { expect, test } from "@/e2e/support/test";
import {
  baselinePage,
  baselinesPage,
  cvePage,
  cvesApi,
  cvesPage,
  nodePage,
  nodesPage,
  overviewPage,
  patchesApi,
  patchesPage,
  patchGroupsPage,
  patchPage,
  searchPage,
  settingsPage,
  sweepsPage,
} from "@/lib/api/addresses";
import { cveListSchema } from "@/lib/api/cve.schema";
import { nodeHistoryView } from "@/lib/api/node-history-query";
import { patchListSchema } from "@/lib/api/patch.schema";

/** What belongs to the server. */
const foreign = /ZodError|\bzod\b|@aws-sdk|aws-sdk-js|SSMClient/i;

/** The scripts that a page asks for while it is visited, asked for again: the browser drops a body once the page is left. */
async function scriptsOf(page: Page, visit: () => Promise<void>): Promise<Buffer[]> {
  const addresses = new Set<string>();
  const note = (request: Request) => {
    if (request.resourceType() === "script") addresses.add(request.url());
  };
  page.on("request", note);
  await visit();
  page.off("request", note);
  return Promise.all(
    [...addresses].map(async (address) => (await page.request.get(address)).body()),
  );
}

/** Every page there is, under its name. */
async function everyPage(home: string, special: SpecialNodes): Promise<Record<string, string>> {
  const { windowsLarge } = special;
  const [patch] = (await answerOf(home, `${patchesApi}?size=1`, patchListSchema)).items;
  const [cve] = (await answerOf(home, `${cvesApi}?size=1`, cveListSchema)).items;
  const [own] = (await baselinesOf(home, "owner=self&size=1")).items;
  if (!patch || !cve || !own) throw new Error("the fleet has no patch, no CVE or no baseline");
  return {
    overview: overviewPage,
    nodes: nodesPage,
    node: nodePage(windowsLarge, windowsLarge.instanceId),
    "history of a node": nodePage(windowsLarge, windowsLarge.instanceId, nodeHistoryView()),
    patches: patchesPage,
    patch: patchPage(patch.operatingSystem, patch.kbId),
    CVEs: cvesPage,
    CVE: cvePage(cve.cveId),
    "patch groups": patchGroupsPage,
    baselines: baselinesPage,
    baseline: baselinePage(own, own.baselineId),
    search: `${searchPage}?q=kernel`,
    sweeps: sweepsPage,
    settings: settingsPage,
  };
}

test("the JavaScript that comes with each page is weighed: nothing of the server's, no chart library", async ({
  home,
  special,
}, testInfo) => {
  const weights: Record<string, string> = {};
  for (const [name, address] of Object.entries(await everyPage(home, special))) {
    const { status, text } = await ask(`${home}${address}`, { redirect: "follow" });
    expect(status, name).toBe(200);
    const chunks = [...new Set(text.match(/static\/chunks\/[\w.~-]+\.js/g))];
    const bodies = await Promise.all(chunks.map((chunk) => readFile(join(root, ".next", chunk))));
    const gzipped = bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0);
    weights[name] = `${bodies.length} scripts, ${(gzipped / 1024).toFixed(1)} KiB gzip`;
    expect(bodies.length, name).toBeGreaterThan(0);
    for (const body of bodies) {
      expect(body.toString(), name).not.toMatch(foreign);
      expect(body.toString(), name).not.toMatch(/recharts/i);
    }
  }
  console.log(`page-weight: ${JSON.stringify(weights)}`);
  await testInfo.attach("first-load JavaScript", { body: JSON.stringify(weights, null, 2) });
});

test("no chunk that a browser can be sent holds anything of the server's", async () => {
  const folder = join(root, ".next/static");
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".js"));
  expect(files.length).toBeGreaterThan(0);
  const wrong: string[] = [];
  for (const file of files) {
    const [found] = foreign.exec(await readFile(join(folder, file), "utf8")) ?? [];
    wrong.push(...(found === undefined ? [] : [`${file}: ${found}`]));
  }
  expect(wrong).toEqual([]);
});

test("the list of nodes is less than 205 KB of HTML", async ({ home }) => {
  await ask(`${home}${nodesPage}`);
  const { text } = await ask(`${home}${nodesPage}`);
  expect(text.length).toBeLessThan(205_000);
});

test("the page that is shared loads no chart library", async ({ page, special }) => {
  const { windowsLarge } = special;
  const scripts = await scriptsOf(page, async () => {
    await page.goto(nodePage(windowsLarge, windowsLarge.instanceId));
    await rowsOnce(patchTable(page), 14);
  });
  const texts = scripts.map((script) => script.toString());
  expect(texts.length).toBeGreaterThan(0);
  expect(texts.filter((text) => /recharts/i.test(text)).length).toBe(0);
});
