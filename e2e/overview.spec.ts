import type { Locator, Page } from "@playwright/test";
import { ask } from "@/e2e/support/ask";
import { nodeTable } from "@/e2e/support/node-page";
import { rowsOf } from "@/e2e/support/rows";
import { expect, test } from "@/e2e/support/test";
import { historyApi, nodesApi, overviewPage } from "@/lib/api/addresses";
import { historySchema } from "@/lib/api/history.schema";
import { nodeListSchema } from "@/lib/api/node.schema";

const main = (page: Page) => page.getByRole("main");
const part = (page: Page, name: string) => main(page).getByRole("region", { name, exact: true });

async function openOverview(page: Page, search = ""): Promise<void> {
  await page.goto(`${overviewPage}${search}`);
  await expect(part(page, "Verdict")).toBeVisible();
}

/** The first number in a link's words: what it counts. */
function numberIn(words: string): number {
  const [digits] = /\d[\d,]*/.exec(words.replace(/24 h|\d+ days/, "")) ?? [];
  return Number((digits ?? "").replaceAll(",", ""));
}

/** The number of each link to a list of nodes, beside how many nodes that list has. */
async function countsOf(within: Locator, home: string) {
  const links = await within.getByRole("link").evaluateAll((anchors) =>
    anchors.map((anchor) => ({
      href: anchor.getAttribute("href") ?? "",
      words: anchor.getAttribute("aria-label") ?? anchor.textContent,
    })),
  );
  const lists = links.filter(({ href }) => /^\/nodes(\?|$)/.test(href));
  return Promise.all(
    lists.map(async ({ href, words }) => {
      const { status, text } = await ask(`${home}${nodesApi}${href.slice("/nodes".length)}`);
      expect(status, text).toBe(200);
      const { total } = nodeListSchema.parse(JSON.parse(text));
      return { words, said: numberIn(words), total };
    }),
  );
}

test("every number of nodes is the total of the list that it leads to", async ({ page, home }) => {
  // Where a node's scan gets older than a day between the page and its lists, they are asked again.
  await expect(async () => {
    await openOverview(page);
    const counts = await countsOf(main(page), home);
    // Steps, losses, verdicts, tiles, states, and the lists behind headings.
    expect(counts.length).toBeGreaterThanOrEqual(20);
    expect(counts.filter(({ said, total }) => said !== total)).toEqual([]);
    // Something was there to be wrong about.
    expect(counts.filter(({ total }) => total > 0).length).toBeGreaterThanOrEqual(15);
  }).toPass();
});

test("Pitfall 16, compliant is not safe: the share has its fraction, and says by whose rules", async ({
  page,
}) => {
  await openOverview(page);
  const verdict = part(page, "Verdict");
  await expect(verdict).toContainText(/\d+ of \d+\smanaged nodes/);
  await expect(verdict).toContainText("With its own baseline: compliant isn’t the same as safe.");
});

test("a tile leads to its nodes, and says of how many", async ({ page }) => {
  await openOverview(page);
  const tile = part(page, "Verdict").getByRole("link", { name: /^Waiting for a reboot: / });
  const [, count, all] =
    /: (\d+) of (\d+)\snodes/.exec((await tile.getAttribute("aria-label")) ?? "") ?? [];
  await tile.click();
  await expect(page).toHaveURL(/\/nodes\?state=installed-pending-reboot$/);
  await expect(main(page).getByText(`${count} of ${all} nodes`)).toBeVisible();
});

test("each step of the trust keeps what the step before had, but for those it lost", async ({
  page,
}) => {
  await openOverview(page);
  const steps = part(page, "How far the numbers can be trusted");
  const words = await steps
    .getByRole("link")
    .evaluateAll((links) => links.map((link) => link.getAttribute("aria-label") ?? ""));
  const kept = words
    .filter((label) => label.includes(": "))
    .map((label) => Number(label.split(": ")[1]));
  const lost = (name: string) =>
    numberIn(words.find((label) => label.startsWith(`${name}, `)) ?? "0");
  const [managed = 0, online = 0, scanned = 0, fresh = 0, compliant = 0] = kept;
  expect(managed - lost("Agent online")).toBe(online);
  expect(online - lost("Of these scanned")).toBe(scanned);
  expect(scanned - lost("Of these in 24 h")).toBe(fresh);
  expect(fresh - lost("Of these compliant")).toBe(compliant);
});

test("the nodes to fix first are the first of the list of nodes", async ({ page, home }) => {
  await openOverview(page);
  const rows = await rowsOf(page.getByRole("table", { name: "Nodes to fix first" }));
  const { text } = await ask(`${home}${nodesApi}?verdict=non-compliant&size=8`);
  const { items } = nodeListSchema.parse(JSON.parse(text));
  expect(rows.map(({ Node }) => Node)).toEqual(items.map(({ name }) => name));
});

test("the scope in the address narrows every number, and goes along", async ({ page, home }) => {
  await openOverview(page, "?region=eu-west-1");
  const counts = await countsOf(main(page), home);
  expect(counts.filter(({ said, total }) => said !== total)).toEqual([]);
  const { text } = await ask(`${home}${nodesApi}?region=eu-west-1`);
  const { total } = nodeListSchema.parse(JSON.parse(text));
  await expect(main(page)).toContainText(`${total} managed nodes in 1 account and 1 Region`, {
    useInnerText: true,
  });
  await part(page, "How far the numbers can be trusted")
    .getByRole("link", { name: /^Managed by SSM/ })
    .click();
  await expect(page).toHaveURL(/\/nodes\?region=eu-west-1$/);
  await expect(nodeTable(page)).toBeVisible();
  await page
    .getByRole("navigation", { name: "Main" })
    .getByRole("link", { name: "Overview" })
    .click();
  await expect(page).toHaveURL(/\/\?region=eu-west-1$/);
});

test("before the second day it says that history starts with Patchboard, and draws nothing", async ({
  page,
  home,
}) => {
  await openOverview(page);
  const trend = part(page, "Nodes not known to be compliant");
  await expect(trend).toContainText("History starts the day Patchboard starts");
  await expect(trend.getByRole("img")).toHaveCount(0);
  const { status, text } = await ask(`${home}${historyApi}?range=30d`);
  expect(status).toBe(200);
  const history = historySchema.parse(JSON.parse(text));
  expect(history.total).toBe(1);
  const [today] = history.items;
  const list = nodeListSchema.parse(JSON.parse((await ask(`${home}${nodesApi}`)).text));
  expect(today).toMatchObject({ ...list.countsByVerdict, nodes: list.total, complete: true });
});

test("the history refuses what it does not know, by name", async ({ home }) => {
  for (const [search, name] of [
    ["range=7d", "range"],
    ["verdict=compliant", "verdict"],
    ["region=mars", "region"],
  ]) {
    const { status, text } = await ask(`${home}${historyApi}?${search}`);
    expect(status).toBe(400);
    expect(text).toContain(`"name":"${name}"`);
  }
});

test.describe("a link that asks for what there is not", () => {
  test.use({ failedAnswersExpected: true });
  test("is named, and no wider view is shown", async ({ page }) => {
    await page.goto("/?range=7d");
    await expect(main(page).getByRole("alert")).toContainText("7d");
    await expect(part(page, "Verdict")).toHaveCount(0);
  });
});
