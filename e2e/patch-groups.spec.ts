import { eachOf } from "@/e2e/support/each-of";
import { answerOf } from "@/e2e/support/findings-api";
import { patchTable } from "@/e2e/support/node-page";
import { rowsOnce } from "@/e2e/support/rows";
import { expect, test } from "@/e2e/support/test";
import { nodesApi, patchGroupsApi, patchGroupsPage } from "@/lib/api/addresses";
import { nodeListSchema } from "@/lib/api/node.schema";
import { patchGroupListSchema, type PatchGroupItem } from "@/lib/api/patch-group.schema";

const table = "Patch groups";

async function everyGroup(home: string): Promise<readonly PatchGroupItem[]> {
  const { items, total } = await answerOf(home, `${patchGroupsApi}?size=500`, patchGroupListSchema);
  expect(items).toHaveLength(total);
  return items;
}

function nodesSearch({ account, region, group }: PatchGroupItem, more = ""): string {
  return `${nodesApi}?size=1&account=${account}&region=${region}&group=${encodeURIComponent(group ?? "none")}${more}`;
}

test("each group's numbers are the totals of the node list", async ({ home }) => {
  test.setTimeout(240_000);
  const groups = await everyGroup(home);
  const all = await answerOf(home, `${nodesApi}?size=1`, nodeListSchema);
  // Every node is in one group, or in the row of those without one.
  expect(groups.reduce((sum, { nodes }) => sum + nodes, 0)).toBe(all.totalManaged);
  expect(groups.map(({ group }) => group)).toEqual(
    expect.arrayContaining(["Web/Tier 1", "本番", null]),
  );
  await eachOf(groups, 4, async (group) => {
    const listed = (more: string) => answerOf(home, nodesSearch(group, more), nodeListSchema);
    const { total, countsByVerdict, facets } = await listed("");
    const totalOf = async (more: string) => (await listed(more)).total;
    expect(group).toMatchObject({
      nodes: total,
      countsByVerdict,
      critical: await totalOf("&severity=critical"),
      missing: await totalOf("&state=missing"),
      failed: await totalOf("&state=failed"),
      installedPendingReboot: await totalOf("&state=installed-pending-reboot"),
    });
    for (const { baselineId, nodes } of group.baselines) {
      expect(facets.baseline.find(({ word }) => word === baselineId)?.count ?? 0).toBe(nodes);
    }
  });
});

for (const name of ["Web/Tier 1", "本番"]) {
  test(`the group ${name} is found by its name and leads to exactly its nodes`, async ({
    page,
    home,
  }) => {
    const group = (await everyGroup(home)).find((each) => each.group === name);
    const region = group?.region ?? "none";
    await page.goto("/");
    await page.getByRole("link", { name: "Patch groups", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Patch groups");
    await page.goto(`${patchGroupsPage}?region=${region}`);
    await page.getByRole("searchbox", { name: "Filter by name" }).fill(name);
    await page.getByRole("searchbox", { name: "Filter by name" }).press("Enter");
    const [row] = await rowsOnce(page.getByRole("table", { name: table }), 1);
    expect(row?.["Patch group"]).toContain(name);
    expect(row?.["Nodes"]).toContain(String(group?.nodes));
    await page.getByRole("link", { name, exact: true }).click();
    expect(new URL(page.url()).searchParams.get("group")).toBe(name);
    await rowsOnce(page.getByRole("table", { name: "Managed nodes" }), group?.nodes ?? 0);
  });
}

test("groups sort by a column's head, narrow by registration, and refuse what they do not know", async ({
  page,
  home,
}) => {
  const groups = await everyGroup(home);
  await page.goto(patchGroupsPage);
  await page.getByRole("link", { name: "Nodes", exact: true }).last().click();
  await expect(page).toHaveURL(/sort=-nodes/);
  const rows = await rowsOnce(page.getByRole("table", { name: table }), groups.length);
  const counts = rows.map((row) => Number.parseInt(row["Nodes"] ?? "", 10));
  expect(counts).toEqual(counts.toSorted((a, b) => b - a));

  const unregistered = groups.filter(({ registered, nodes }) => !registered && nodes > 0);
  await page.getByRole("link", { name: /^Nodes without a registered group/ }).click();
  await rowsOnce(page.getByRole("table", { name: table }), unregistered.length);
  await expect(page.getByText(`${unregistered.length} groups, numbers are nodes`)).toBeVisible();

  await page.goto(`${patchGroupsPage}?registered=maybe`);
  await expect(page.getByRole("main")).toContainText("maybe");
  await expect(page.getByRole("table")).toHaveCount(0);
});

test("a patch of a node leads to its other nodes, and its CVE to who else has it", async ({
  page,
  home,
}) => {
  const list = await answerOf(
    home,
    `${nodesApi}?os=amazon-linux-2023&state=missing&size=1`,
    nodeListSchema,
  );
  const [node] = list.items;
  await page.goto(`/nodes/${node?.instanceId}?state=missing`);
  await patchTable(page).getByRole("row").nth(1).getByRole("link").first().click();
  const panel = page.getByRole("complementary");
  await expect(panel.getByRole("link", { name: /^Nodes that need/ })).toHaveAttribute(
    "href",
    /^\/patches\/amazon-linux-2023\//,
  );
  await panel.getByRole("link", { name: /^Nodes that need/ }).click();
  await expect(page.getByText(node?.name ?? "none", { exact: true }).first()).toBeVisible();
});
