import { ask } from "@/e2e/support/ask";
import { answerOf, everyFinding, nodesOf, type Finding } from "@/e2e/support/findings-api";
import { pages, patchTable } from "@/e2e/support/node-page";
import { rowsOf, rowsOnce } from "@/e2e/support/rows";
import { expect, test } from "@/e2e/support/test";
import { patchApi, patchesApi, patchesPage, patchPage } from "@/lib/api/addresses";
import { patchDetailSchema, patchListSchema } from "@/lib/api/patch.schema";

const table = "Patches that need attention";

function groupsOf(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.node.operatingSystem ?? "–"} ${finding.row.kbId}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return groups;
}

function counted(findings: readonly Finding[]) {
  const inState = (...states: readonly string[]) =>
    nodesOf(findings.filter(({ row }) => states.includes(row.state)));
  return {
    nodes: {
      missing: inState("Missing"),
      failed: inState("Failed"),
      installedPendingReboot: inState("InstalledPendingReboot"),
      installedRejected: inState("InstalledRejected"),
      availableSecurityUpdate: inState("AvailableSecurityUpdate"),
    },
    nodesLacking: inState("Missing", "Failed"),
    nodesAffected: nodesOf(findings),
  };
}

test("the list's numbers are the union of the nodes' own rows", async ({ home }) => {
  const groups = groupsOf(await everyFinding(home));
  const first = await answerOf(home, `${patchesApi}?size=500`, patchListSchema);
  const items = [...first.items];
  for (let page = 2; page <= Math.ceil(first.total / 500); page += 1) {
    const next = await answerOf(home, `${patchesApi}?size=500&page=${page}`, patchListSchema);
    items.push(...next.items);
  }
  const said = new Map(
    items.map(({ operatingSystem, kbId, nodes, nodesLacking, nodesAffected }) => [
      `${operatingSystem ?? "–"} ${kbId}`,
      { nodes, nodesLacking, nodesAffected },
    ]),
  );
  expect(said.size).toBe(first.total);
  expect(said).toEqual(new Map([...groups].map(([key, own]) => [key, counted(own)])));
});

test("the page shows the API's patches in the API's order, most nodes that lack it first", async ({
  page,
  home,
}) => {
  const list = await answerOf(home, patchesApi, patchListSchema);
  await page.goto(patchesPage);
  const rows = await rowsOnce(page.getByRole("table", { name: table }), list.items.length);
  expect(rows.map((row) => row["Nodes that lack it"])).toEqual(
    list.items.map(
      ({ nodesLacking, nodesOfSystem }) => `${nodesLacking} of ${nodesOfSystem} lack it`,
    ),
  );
  expect(rows.map((row) => row["Patch"]?.split(" ")[0])).toEqual(
    list.items.map(({ kbId }) => kbId),
  );
  await expect(pages(page)).toContainText(`of ${list.total}`);
  await expect(page.getByText(/Read from SSM/)).toBeVisible();
});

test("a number leads to the patch's page with as many nodes, and a node to its own rows", async ({
  page,
}) => {
  await page.goto(patchesPage);
  const line = page.getByRole("table", { name: table }).getByRole("row").nth(1);
  // Until the list has come, lines without links stand in for it.
  await expect(line.getByRole("link").first()).toBeVisible();
  const [row] = await rowsOf(page.getByRole("table", { name: table }));
  const missing = Number.parseInt(row?.["Missing"] ?? "", 10);
  const kbId = row?.["Patch"]?.split(" ")[0] ?? "";
  await line.getByRole("link", { name: row?.["Missing"] ?? "none", exact: true }).click();
  await expect(page).toHaveURL(/\?state=missing$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(kbId);
  const nodes = page.getByRole("table", { name: "Nodes with this patch" });
  await rowsOnce(nodes, Math.min(50, missing));
  await expect(pages(page)).toContainText(`of ${missing}`);
  await expect(
    page.getByRole("navigation", { name: "State" }).getByRole("link", { name: /^Missing/ }),
  ).toHaveText(new RegExp(`${missing}$`));
  const node = nodes.getByRole("row").nth(1).getByRole("link");
  const name = await node.innerText();
  await node.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  await expect(
    patchTable(page).getByRole("link", { name: kbId, exact: true }).first(),
  ).toBeVisible();
});

test("filters stand in the address and narrow the list to what they say", async ({
  page,
  home,
}) => {
  await page.goto(patchesPage);
  await page
    .getByRole("navigation", { name: "State" })
    .getByRole("link", { name: /^Failed/ })
    .click();
  await expect(page).toHaveURL(/\?state=failed$/);
  const failed = await answerOf(home, `${patchesApi}?state=failed`, patchListSchema);
  await expect(pages(page)).toContainText(`of ${failed.total}`);
  const [first] = failed.facets.operatingSystem;
  await page.getByRole("button", { name: "Operating system" }).click();
  await page.getByRole("list", { name: "Operating system" }).getByRole("link").first().click();
  await expect(page).toHaveURL(new RegExp(`state=failed&os=${first?.word ?? "none"}`));
  await expect(pages(page)).toContainText(`of ${first?.count ?? 0}`);
  await page.getByRole("link", { name: "Clear filters" }).click();
  await expect(page).toHaveURL(/\/patches$/);
});

test("one patch says the same as its row, with every node", async ({ home }) => {
  const groups = groupsOf(await everyFinding(home));
  const { items } = await answerOf(home, `${patchesApi}?size=25`, patchListSchema);
  for (const { operatingSystem, kbId } of items) {
    const address = `${patchApi(operatingSystem, kbId)}?size=500`;
    const patch = await answerOf(home, address, patchDetailSchema);
    const own = groups.get(`${operatingSystem ?? "–"} ${kbId}`) ?? [];
    expect(patch, kbId).toMatchObject(counted(own));
    expect(new Set(patch.items.map(({ instanceId }) => instanceId))).toEqual(
      new Set(own.map(({ node }) => node.instanceId)),
    );
    expect(new Set(patch.cveIds)).toEqual(new Set(own.flatMap(({ row }) => row.cveIds)));
  }
});

test("a name with a plus sign has its page", async ({ page, home, special }) => {
  const finding = (await everyFinding(home)).find(({ row }) => row.kbId.includes("+"));
  const kbId = finding?.row.kbId ?? `none on ${special.plusInKbId.name}`;
  await page.goto(patchPage(finding?.node.operatingSystem ?? null, kbId));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(kbId);
});

test.describe("what is not there", () => {
  test.use({ failedAnswersExpected: true });

  test("an unknown patch and an unknown system are 404, on the page and in the API", async ({
    page,
    home,
  }) => {
    for (const path of ["/windows/KB0000001", "/no-such-system/KB5077812"]) {
      const answer = await page.goto(`${patchesPage}${path}`);
      expect(answer?.status()).toBe(404);
    }
    expect((await ask(`${home}${patchesApi}/windows/KB0000001`)).status).toBe(404);
    expect((await ask(`${home}${patchesApi}/no-such-system/KB1`)).status).toBe(400);
    expect((await ask(`${home}${patchesApi}?state=installed`)).status).toBe(400);
    expect((await ask(`${home}${patchesApi}?colour=red`)).status).toBe(400);
  });
});

test("a filter word that is none is named, and no table is shown", async ({ page }) => {
  await page.goto(`${patchesPage}?state=installed`);
  await expect(page.getByRole("alert").filter({ hasText: "installed" })).toBeVisible();
  await expect(page.getByRole("table")).toHaveCount(0);
});
