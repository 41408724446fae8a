import { ask } from "@/e2e/support/ask";
import { AwsReader } from "@/e2e/support/aws";
import { nodeTable, pages, patchTable } from "@/e2e/support/node-page";
import { rowsOf, rowsOnce, type Row } from "@/e2e/support/rows";
import { regions } from "@/e2e/support/servers";
import { expect, test } from "@/e2e/support/test";
import { nodesApi, nodesPage } from "@/lib/api/addresses";
import { nodeListSchema, type ListedNodeItem, type NodeList } from "@/lib/api/node.schema";

async function listOf(home: string, search: string): Promise<NodeList> {
  const { status, text } = await ask(`${home}${nodesApi}?${search}`);
  expect(status, text).toBe(200);
  return nodeListSchema.parse(JSON.parse(text));
}

const verdictWords = { nonCompliant: "Non-compliant", unknown: "Unknown", compliant: "Compliant" };

/** What a row of the page says of a node, out of the API's answer. */
function rowOf(node: ListedNodeItem): Row {
  const count = (value: number | null | undefined, unit: string) => {
    if (value === null || value === undefined) return "–";
    return value === 0 ? "0" : `${value} ${unit}`;
  };
  return {
    Node: node.name,
    "Node ID": node.instanceId,
    Verdict: verdictWords[node.verdict],
    Overdue: count(node.overdue, "overdue"),
    Failed: count(node.counts?.failed, "failed"),
    Missing: count(node.counts?.missing, "missing"),
    Reboot: count(node.counts?.installedPendingReboot, "to reboot"),
    "Operating system": node.platformLabel ?? "–",
    "Patch group": node.patchGroup ?? "None",
    Source: `prod ${node.region}`,
  };
}

function withoutAge({ Scanned: _scanned, ...row }: Row): Row {
  return row;
}

test("the list shows the API's nodes in the API's order, and how many there are", async ({
  page,
  home,
}) => {
  const list = await listOf(home, "");
  await page.goto(nodesPage);
  const rows = await rowsOnce(nodeTable(page), 50);
  expect(rows.map(withoutAge)).toEqual(list.items.map(rowOf));
  await expect(page.getByText(`${list.total} of ${list.totalManaged} nodes`)).toBeVisible();
  await expect(pages(page)).toContainText(`1–50 of ${list.total}`);
});

test("the list has every node that SSM lists, and no other", async ({ home, emulatorUrl }) => {
  const aws = new AwsReader(emulatorUrl);
  const listed = (await Promise.all(regions.map((region) => aws.nodes(region)))).flat();
  const list = await listOf(home, "size=500");
  const key = (node: { region: string; instanceId: string }) => `${node.region}/${node.instanceId}`;
  expect(list.items.map(key).toSorted()).toEqual(listed.map(key).toSorted());
  expect({ total: list.total, totalManaged: list.totalManaged }).toEqual({
    total: listed.length,
    totalManaged: listed.length,
  });
});

test("the nodes' verdicts and counts are SSM's own", async ({ home, emulatorUrl }) => {
  const aws = new AwsReader(emulatorUrl);
  const { items } = await listOf(home, "size=500&region=eu-west-1");
  for (const node of items) {
    const state = await aws.patchState(node.region, node.instanceId);
    expect(node.counts?.failed ?? null, node.instanceId).toBe(state?.FailedCount ?? null);
    expect(node.counts?.missing ?? null, node.instanceId).toBe(state?.MissingCount ?? null);
    expect(node.counts === null, node.instanceId).toBe(state === undefined);
    const bad =
      (state?.FailedCount ?? 0) +
      (state?.MissingCount ?? 0) +
      (state?.InstalledRejectedCount ?? 0) +
      (state?.InstalledPendingRebootCount ?? 0);
    expect(node.verdict === "nonCompliant" || bad === 0, node.instanceId).toBe(true);
    expect(node.verdict === "unknown", node.instanceId).toBe(state === undefined);
  }
});

test("paging reaches every node once", async ({ page, home }) => {
  const list = await listOf(home, "size=500&sort=name");
  await page.goto(`${nodesPage}?sort=name`);
  const idsOnPage = async (first: number) => {
    const last = Math.min(first + 49, list.total);
    await expect(pages(page)).toContainText(`${first}–${last} of ${list.total}`);
    const rows = await rowsOnce(nodeTable(page), last - first + 1);
    return rows.map((row) => row["Node ID"] ?? "");
  };
  const ids = await idsOnPage(1);
  for (let first = 51; first <= list.total; first += 50) {
    await pages(page).getByRole("link", { name: "Next page" }).click();
    ids.push(...(await idsOnPage(first)));
  }
  await expect(pages(page).getByRole("link", { name: "Next page" })).toHaveCount(0);
  expect(ids).toEqual(list.items.map(({ instanceId }) => instanceId));
});

test("a column's head sorts the list, both ways, and stands in the address", async ({ page }) => {
  await page.goto(nodesPage);
  await nodeTable(page).getByRole("columnheader", { name: "Missing" }).getByRole("link").click();
  await expect(page).toHaveURL(/\?sort=-missing$/);
  await expect(nodeTable(page).getByRole("columnheader", { name: "Missing" })).toHaveAttribute(
    "aria-sort",
    "descending",
  );
  const counts = (await rowsOnce(nodeTable(page), 50)).map((row) =>
    Number.parseInt(row["Missing"] ?? "", 10),
  );
  expect(counts).toEqual(counts.toSorted((a, b) => b - a));

  await nodeTable(page)
    .getByRole("columnheader", { name: /^Node$/ })
    .getByRole("link")
    .click();
  await expect(page).toHaveURL(/\?sort=name$/);
  const ascending = (await rowsOnce(nodeTable(page), 50)).map((row) => row["Node"] ?? "");
  await nodeTable(page)
    .getByRole("columnheader", { name: /^Node$/ })
    .getByRole("link")
    .click();
  await expect(page).toHaveURL(/\?sort=-name$/);
  const descending = (await rowsOnce(nodeTable(page), 50)).map((row) => row["Node"] ?? "");
  const byName = new Intl.Collator("en", { numeric: true }).compare;
  expect(ascending).toEqual(ascending.toSorted(byName));
  expect(descending).toEqual(descending.toSorted((a, b) => byName(b, a)));
});

test("a node is found by its name, its id and its address", async ({ page, home, special }) => {
  const { windowsLarge } = special;
  const { items } = await listOf(home, `q=${windowsLarge.instanceId}`);
  expect(items.map(({ name }) => name)).toEqual([windowsLarge.name]);
  for (const text of [
    windowsLarge.name,
    windowsLarge.instanceId,
    windowsLarge.instanceId.slice(3, 12).toUpperCase(),
    items[0]?.ipAddress ?? "no address",
  ]) {
    await page.goto(nodesPage);
    await page.getByRole("searchbox", { name: "Filter by name, id or IP address" }).fill(text);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(`\\?q=${text}$`));
    await expect(nodeTable(page).getByRole("link", { name: windowsLarge.name })).toBeVisible();
  }
});

test("the search on top finds a node from every page", async ({ page, special }) => {
  const { windowsLarge, ubuntuLarge } = special;
  await page.goto(`/nodes/${ubuntuLarge.instanceId}`);
  await page.keyboard.press("/");
  await page.keyboard.type(windowsLarge.name);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/search?q=${windowsLarge.name}`);
  await page.getByRole("link", { name: windowsLarge.name }).first().click();
  await expect(page).toHaveURL(/\?state=findings$/);
  await rowsOnce(patchTable(page), 14);
});

test("each verdict has a tab with its number, and the numbers add up to all nodes", async ({
  page,
  home,
}) => {
  const all = await listOf(home, "");
  await page.goto(nodesPage);
  const tabs = page.getByRole("navigation", { name: "Verdict" });
  await expect(tabs.getByRole("link", { name: /^All nodes/ })).toHaveText(
    new RegExp(`${all.total}$`),
  );
  let sum = 0;
  for (const [word, label] of [
    ["non-compliant", "Non-compliant"],
    ["unknown", "Unknown"],
    ["compliant", "Compliant"],
  ] as const) {
    const list = await listOf(home, `verdict=${word}`);
    sum += list.total;
    const tab = tabs.getByRole("link", { name: new RegExp(`^${label}`) });
    await expect(tab).toHaveText(new RegExp(`${list.total}$`));
    await tab.click();
    await expect(page).toHaveURL(new RegExp(`\\?verdict=${word}$`));
    const rows = await rowsOnce(nodeTable(page), list.items.length);
    expect(new Set(rows.map((row) => row["Verdict"]))).toEqual(new Set([label]));
  }
  expect(sum).toBe(all.total);
});

test("a node's name leads to its page, and a number to the rows that it counts", async ({
  page,
}) => {
  await page.goto(`${nodesPage}?sort=-missing`);
  const [row] = await rowsOnce(nodeTable(page), 50);
  const line = nodeTable(page).getByRole("row").nth(1);
  await line.getByRole("link", { name: row?.["Node"] ?? "none", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(row?.["Node"] ?? "none");
  await page.goBack();
  await line.getByRole("link", { name: row?.["Missing"] ?? "none" }).click();
  await expect(page).toHaveURL(/\?state=missing$/);
  const counted = Number.parseInt(row?.["Missing"] ?? "", 10);
  const patches = await rowsOnce(patchTable(page), Math.min(counted, 50));
  expect(new Set(patches.map(({ State }) => State))).toEqual(new Set(["Missing"]));
});

test("filters that leave nothing say so, and can be cleared", async ({ page }) => {
  await page.goto(`${nodesPage}?q=there-is-no-such-node`);
  await expect(page.getByText("No nodes match these filters")).toBeVisible();
  await page.getByRole("link", { name: "Clear filters" }).click();
  await rowsOf(nodeTable(page));
  await expect(page).toHaveURL(/\/nodes$/);
});
