import type { Page } from "@playwright/test";
import { ask, type Answer } from "@/e2e/support/ask";
import { rowsOf } from "@/e2e/support/rows";
import { specialBaselines } from "@/e2e/support/special-baselines";
import { sweepOnce } from "@/e2e/support/sweeps-api";
import { OwnServer } from "@/e2e/support/own-server";
import { patchboardEnvironment, sweepingWhenAsked } from "@/e2e/support/servers";
import { expect, test as base } from "@/e2e/support/test";
import {
  baselineApi,
  baselinesApi,
  cveApi,
  cvesApi,
  fleetApi,
  nodeApi,
  nodePage,
  nodePatchesApi,
  nodesApi,
  patchesApi,
  searchApi,
  sweepApi,
  sweepsApi,
  sweepsPage,
} from "@/lib/api/addresses";

/** On a store that no other story writes. */
const test = base.extend({
  baseURL: async ({ emulatorUrl }, use) => {
    const server = new OwnServer(sweepingWhenAsked(patchboardEnvironment(emulatorUrl, 0)));
    await use(await server.ready());
    await server.stop();
  },
});

const tagOf = ({ headers }: Answer) => headers.get("etag") ?? "";

function askAgain(address: string, tag: string): Promise<Answer> {
  return ask(address, { headers: { "if-none-match": tag } });
}

test("what has not changed is not sent again, until a sweep has read", async ({
  home,
  emulatorUrl,
  special,
}) => {
  const { windowsLarge } = special;
  const baselines = await specialBaselines(emulatorUrl);
  await sweepOnce(home);
  const addresses = [
    `${nodesApi}?size=5`,
    nodeApi(windowsLarge, windowsLarge.instanceId),
    `${nodePatchesApi(windowsLarge, windowsLarge.instanceId)}?state=findings`,
    fleetApi,
    cveApi("CVE-2024-0001"),
    `${cvesApi}?size=5`,
    `${patchesApi}?size=5`,
    `${searchApi}?q=windows`,
    `${baselinesApi}?size=5`,
    baselineApi(baselines.usesEverything, baselines.usesEverything.baselineId),
    sweepsApi,
  ].map((address) => `${home}${address}`);

  const tags = new Map<string, string>();
  for (const address of addresses) {
    // The rows of a node that is read for this answer make the second one newer.
    await ask(address);
    const first = await ask(address);
    expect(first.status, address).toBe(200);
    expect(tagOf(first), address).toMatch(/^W\/"[\w-]{32}"$/);
    tags.set(address, tagOf(first));
  }
  for (const [address, tag] of tags) {
    for (const held of [tag, `"other", ${tag}`]) {
      const again = await askAgain(address, held);
      expect(again.status, address).toBe(304);
      expect(again.text, address).toBe("");
      expect(tagOf(again), address).toBe(tag);
      expect(again.headers.get("cache-control"), address).toBe("private, no-store");
    }
    expect((await askAgain(address, 'W/"another"')).status, address).toBe(200);
  }
  expect(tags.get(`${home}${nodesApi}?size=5`)).not.toBe(tagOf(await ask(`${home}${nodesApi}`)));

  const { id } = await sweepOnce(home);
  for (const [address, tag] of tags) {
    const after = await askAgain(address, tag);
    expect(after.status, address).toBe(200);
    expect(tagOf(after), address).not.toBe(tag);
  }
  // A sweep that has ended stays what it was.
  const sweep = await ask(`${home}${sweepApi(id)}`);
  expect((await askAgain(`${home}${sweepApi(id)}`, tagOf(sweep))).status).toBe(304);
});

/** The statuses that a page is answered with on an address, as they come. */
function watchAnswers(page: Page, path: string): readonly number[] {
  const statuses: number[] = [];
  page.on("response", (response) => {
    const isRead = response.request().method() === "GET";
    if (isRead && new URL(response.url()).pathname === path) statuses.push(response.status());
  });
  return statuses;
}

test("a page that asks again is told that nothing changed, and goes on showing it", async ({
  page,
  home,
}) => {
  await sweepOnce(home);
  const answers = watchAnswers(page, sweepsApi);
  const comeBack = () => page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
  await page.goto(sweepsPage);
  const table = page.getByRole("table", { name: "Sweeps", exact: true });
  const shown = await rowsOf(table);
  await expect(async () => {
    await comeBack();
    expect(answers.at(-1)).toBe(304);
  }).toPass();
  expect(answers[0]).toBe(200);
  expect(await rowsOf(table)).toHaveLength(shown.length);

  await sweepOnce(home);
  await expect(async () => {
    await comeBack();
    expect(answers.slice(answers.indexOf(304))).toContain(200);
  }).toPass();
  await expect(table.getByRole("row")).toHaveCount(shown.length + 2);
});

test("after Read again a node's rows come anew", async ({ page, home, special }) => {
  const { windowsLarge } = special;
  const address = nodePatchesApi(windowsLarge, windowsLarge.instanceId);
  const api = `${home}${address}?state=findings`;
  await sweepOnce(home);
  await ask(api);
  const tag = tagOf(await ask(api));
  expect((await askAgain(api, tag)).status).toBe(304);
  const answers = watchAnswers(page, address);
  await page.goto(nodePage(windowsLarge, windowsLarge.instanceId));
  // Two who read within five seconds share one reading.
  await expect(async () => {
    await page.getByRole("button", { name: /^Read again$/ }).click();
    await expect.poll(async () => (await askAgain(api, tag)).status).toBe(200);
  }).toPass();
  await expect.poll(() => answers).toContain(200);
});
