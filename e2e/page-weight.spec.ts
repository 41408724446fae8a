import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page, Request } from "@playwright/test";
import { ask } from "@/e2e/support/ask";
import { nodeTable, patchTable } from "@/e2e/support/node-page";
import { rowsOnce } from "@/e2e/support/rows";
import { root } from "@/e2e/support/servers";
import { expect, test } from "@/e2e/support/test";
import { nodePage, nodesPage } from "@/lib/api/addresses";

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

test("the JavaScript of each page is weighed, and holds nothing of the server's", async ({
  page,
  special,
}, testInfo) => {
  const { windowsLarge } = special;
  const weights: Record<string, string> = {};
  for (const [name, address, seen] of [
    ["nodes", nodesPage, () => expect(nodeTable(page)).toBeVisible()],
    [
      "node",
      nodePage(windowsLarge, windowsLarge.instanceId),
      async () => {
        await rowsOnce(patchTable(page), 14);
      },
    ],
  ] as const) {
    const bodies = await scriptsOf(page, async () => {
      await page.goto(address);
      await seen();
    });
    const gzipped = bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0);
    weights[name] = `${bodies.length} scripts, ${(gzipped / 1024).toFixed(1)} KiB gzip`;
    expect(bodies.length, name).toBeGreaterThan(0);
    expect(bodies.filter((body) => foreign.test(body.toString())).length, name).toBe(0);
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

test("the chart library is loaded after the page, never with it", async ({ home, special }) => {
  const { windowsLarge } = special;
  for (const address of [nodesPage, nodePage(windowsLarge, windowsLarge.instanceId)]) {
    const { text } = await ask(`${home}${address}`);
    const chunks = new Set(text.match(/static\/chunks\/[\w.~-]+\.js/g));
    expect(chunks.size).toBeGreaterThan(0);
    for (const chunk of chunks) {
      expect(await readFile(join(root, ".next", chunk), "utf8")).not.toContain("recharts");
    }
  }
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
