import type { Page } from "@playwright/test";
import { ask } from "@/e2e/support/ask";
import { answerOf } from "@/e2e/support/findings-api";
import { nodeTable, pages, patchTable } from "@/e2e/support/node-page";
import { rowsOf, rowsOnce } from "@/e2e/support/rows";
import { expect, test } from "@/e2e/support/test";
import {
  fleetApi,
  nodePage,
  nodePatchesApi,
  nodesApi,
  nodesPage,
  overviewPage,
  patchesApi,
  patchesPage,
} from "@/lib/api/addresses";
import { fleetSchema } from "@/lib/api/fleet.schema";
import { nodePatchesSchema } from "@/lib/api/node-patches.schema";
import { nodeListSchema, type ListedNodeItem } from "@/lib/api/node.schema";
import { patchListSchema } from "@/lib/api/patch.schema";

const main = (page: Page) => page.getByRole("main");

const nodesOf = (home: string, search: string) =>
  answerOf(home, `${nodesApi}?${search}`, nodeListSchema);

const rowsOfNode = (home: string, node: ListedNodeItem, search: string) =>
  answerOf(home, `${nodePatchesApi(node, node.instanceId)}?${search}`, nodePatchesSchema);

test("as many nodes stand so as tile, facet, fleet and list say", async ({ home }) => {
  const whole = await nodesOf(home, "size=500");
  const fleet = await answerOf(home, fleetApi, fleetSchema);
  for (const { deadline, nodes: said } of fleet.deadlines) {
    const word = deadline.replace(/[A-Z]/, "-$&").toLowerCase();
    const listed = await nodesOf(home, `deadline=${word}&size=500`);
    const told = whole.facets.deadline.find((each) => each.word === word)?.count ?? 0;
    const own = whole.items.filter((each) => each.deadline === deadline).length;
    expect([word, told, said, own]).toEqual([word, listed.total, listed.total, listed.total]);
    expect(listed.items.every((each) => each.deadline === deadline)).toBe(true);
  }
  expect(whole.countsByQuickView.overdue).toBeGreaterThan(0);
});

test("a node's overdue findings are the overdue ones among its own rows", async ({ home }) => {
  const { items } = await nodesOf(home, "deadline=overdue&sort=-overdue&size=10");
  expect(items.length).toBeGreaterThan(0);
  for (const node of items) {
    const { items: rows, total } = await rowsOfNode(home, node, "state=findings&deadline=overdue");
    expect([node.name, total]).toEqual([node.name, node.overdue]);
    expect(rows.every(({ deadline }) => deadline === "overdue")).toBe(true);
    const byDue = await rowsOfNode(home, node, "state=findings&sort=deadline&size=1");
    expect(byDue.items[0]?.dueOn).toBe(node.dueOn);
  }
});

test("from the tile to the nodes, from a node to its overdue patches, from a patch to its clock", async ({
  page,
}) => {
  await page.goto(overviewPage);
  const tile = main(page).getByRole("link", { name: /^Overdue: / });
  const [, count] = /: (\d+) of/.exec((await tile.getAttribute("aria-label")) ?? "") ?? [];
  await tile.click();
  await expect(page).toHaveURL(/\/nodes\?deadline=overdue$/);
  await expect(main(page).getByText(new RegExp(`^${count} of \\d+ nodes`))).toBeVisible();
  await expect(main(page).getByRole("link", { name: "Remove the filter Deadline" })).toBeVisible();

  const [first] = await rowsOf(nodeTable(page));
  const overdue = first?.["Overdue"] ?? "";
  await nodeTable(page).getByRole("row").nth(1).getByRole("link", { name: overdue }).click();
  await expect(page).toHaveURL(/state=findings&deadline=overdue$/);
  const findings = Number.parseInt(overdue, 10);
  const rows = await rowsOnce(patchTable(page), Math.min(50, findings));
  for (const row of rows) expect(row["Due"]).toMatch(/^\d+\sdays? late$/);

  await patchTable(page).getByRole("row").nth(1).getByRole("link").first().click();
  const panel = page.getByRole("complementary", { name: /./ }).last();
  await expect(panel).toContainText(
    /Due by \d+\s\w+\s\d{4} \(UTC\): \d+ days after it was (released by its vendor|first seen by Patchboard) on \d+\s\w+\s\d{4}/,
  );
});

test("the clock is the release where AWS dates the patch, and the first sight elsewhere", async ({
  home,
}) => {
  const { items: windows } = await nodesOf(home, "os=windows&state=missing&size=3");
  const { items: linux } = await nodesOf(home, "platform=linux&state=missing&size=3");
  const clocks = async (nodes: readonly ListedNodeItem[]) => {
    const lists = await Promise.all(nodes.map((node) => rowsOfNode(home, node, "state=missing")));
    return lists.flatMap(({ items }) => items.map(({ clock }) => clock));
  };
  expect(await clocks(windows)).toContain("released");
  const ofLinux = await clocks(linux);
  expect(ofLinux).toContain("firstSeen");
  expect(ofLinux).not.toContain("released");
});

test("the quick view holds the overdue nodes, the most overdue first when asked", async ({
  page,
  home,
}) => {
  const { total, items } = await nodesOf(home, "deadline=overdue&sort=-overdue");
  await page.goto(nodesPage);
  await page
    .getByRole("navigation", { name: "Quick views" })
    .getByRole("link", { name: /^Overdue/ })
    .click();
  await expect(page).toHaveURL(`${nodesPage}?deadline=overdue`);
  await nodeTable(page).getByRole("columnheader", { name: "Overdue" }).getByRole("link").click();
  await expect(page).toHaveURL(`${nodesPage}?deadline=overdue&sort=-overdue`);
  const rows = await rowsOnce(nodeTable(page), Math.min(50, total));
  expect(rows.map((row) => row["Overdue"])).toEqual(
    items.map(({ overdue }) => `${overdue ?? 0} overdue`),
  );
});

test("a patch is overdue on as many nodes as its page lists so", async ({ page, home }) => {
  const list = await answerOf(
    home,
    `${patchesApi}?deadline=overdue&sort=-overdue`,
    patchListSchema,
  );
  expect(list.total).toBeGreaterThan(0);
  const told = list.facets.deadline.find(({ word }) => word === "overdue")?.count;
  expect(told).toBe(list.total);
  expect(list.items.every(({ nodesOverdue }) => nodesOverdue > 0)).toBe(true);

  await page.goto(`${patchesPage}?deadline=overdue&sort=-overdue`);
  const table = page.getByRole("table", { name: "Patches that need attention" });
  const [first] = await rowsOf(table);
  const overdue = first?.["Overdue"] ?? "";
  await table.getByRole("row").nth(1).getByRole("link", { name: overdue }).click();
  await expect(page).toHaveURL(/\?deadline=overdue$/);
  const nodes = Number.parseInt(overdue, 10);
  await expect(pages(page)).toContainText(`of ${nodes}`);
  await expect(main(page).getByRole("link", { name: /^Overdue on \d+ nodes?\.$/ })).toHaveText(
    new RegExp(`\\D${nodes}\\s`),
  );
  const rows = await rowsOnce(
    page.getByRole("table", { name: "Nodes with this patch" }),
    Math.min(50, nodes),
  );
  for (const row of rows) expect(row["Due"]).toMatch(/late$/);
});

for (const address of [nodesApi, patchesApi]) {
  test(`${address} names a deadline that it does not know`, async ({ home }) => {
    const { status, text } = await ask(`${home}${address}?deadline=overdue,someday`);
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({
      invalidParams: [{ name: "deadline", value: "someday" }],
    });
  });
}

test("a page says which deadline it does not know, and shows no table", async ({
  page,
  special,
}) => {
  for (const address of [
    `${nodesPage}?deadline=someday`,
    `${patchesPage}?deadline=unknown`,
    nodePage(special.windowsLarge, special.windowsLarge.instanceId, "state=findings&deadline=x"),
  ]) {
    await page.goto(address);
    await expect(main(page)).toContainText("deadline");
    await expect(main(page).getByRole("table")).toHaveCount(0);
  }
});
