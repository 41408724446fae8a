import { answerOf, everyFinding, nodesOf, type Finding } from "@/e2e/support/findings-api";
import { pages, patchTable } from "@/e2e/support/node-page";
import { rowsOnce } from "@/e2e/support/rows";
import { expect, test } from "@/e2e/support/test";
import { cvePage, cvesApi, cvesPage, nodesApi } from "@/lib/api/addresses";
import { cveListSchema } from "@/lib/api/cve.schema";
import { nodeListSchema } from "@/lib/api/node.schema";

function byCve(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    for (const cveId of finding.row.cveIds) {
      groups.set(cveId, [...(groups.get(cveId) ?? []), finding]);
    }
  }
  return groups;
}

test("the list has every CVE that a node's own rows name, with its nodes and patches", async ({
  home,
}) => {
  const groups = byCve(await everyFinding(home));
  const first = await answerOf(home, `${cvesApi}?size=500`, cveListSchema);
  const items = [...first.items];
  for (let page = 2; page <= Math.ceil(first.total / 500); page += 1) {
    items.push(...(await answerOf(home, `${cvesApi}?size=500&page=${page}`, cveListSchema)).items);
  }
  const patches = (own: readonly Finding[]) =>
    new Set(own.map(({ node, row }) => `${node.operatingSystem ?? "–"} ${row.kbId}`)).size;
  expect(new Map(items.map((item) => [item.cveId, [item.nodes, item.patches]]))).toEqual(
    new Map([...groups].map(([cveId, own]) => [cveId, [nodesOf(own), patches(own)]])),
  );
});

test("a CVE's page answers in one sentence, and names every exposed node", async ({
  page,
  home,
}) => {
  const [cve] = (await answerOf(home, cvesApi, cveListSchema)).items;
  const { totalManaged } = await answerOf(home, `${nodesApi}?size=1`, nodeListSchema);
  const own = byCve(await everyFinding(home)).get(cve?.cveId ?? "") ?? [];
  await page.goto(cvesPage);
  await page.getByRole("link", { name: cve?.cveId ?? "none", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(cve?.cveId ?? "none");
  await expect(page.getByRole("region", { name: "Answer" })).toContainText(
    `${nodesOf(own)} of ${totalManaged} nodes are exposed to ${cve?.cveId ?? "none"}.`,
  );
  const nodes = page.getByRole("table", { name: "Exposed nodes" });
  const rows = await rowsOnce(nodes, Math.min(50, nodesOf(own)));
  await expect(pages(page)).toContainText(`of ${nodesOf(own)}`);
  const names = new Set(own.map(({ node }) => node.name));
  for (const row of rows) expect(names).toContain(row["Node"]);
  await expect(page.getByRole("region", { name: "What this rests on" })).toContainText(
    /can’t report CVEs, because SSM has no CVE IDs/,
  );
});

test("an exposed node leads to its own rows that name the CVE", async ({ page, home }) => {
  const [cve] = (await answerOf(home, cvesApi, cveListSchema)).items;
  await page.goto(cvePage(cve?.cveId ?? "none"));
  await page
    .getByRole("table", { name: "Exposed nodes" })
    .getByRole("row")
    .nth(1)
    .getByRole("link")
    .click();
  await expect(page).toHaveURL(new RegExp(`state=findings&q=${cve?.cveId ?? "none"}$`));
  await expect(patchTable(page).getByRole("row").nth(1)).toBeVisible();
});

test("the four parts of the answer are all managed nodes", async ({ page, home }) => {
  const { totalManaged } = await answerOf(home, `${nodesApi}?size=1`, nodeListSchema);
  const [cve] = (await answerOf(home, cvesApi, cveListSchema)).items;
  for (const cveId of [cve?.cveId ?? "none", "CVE-1999-0001"]) {
    await page.goto(cvePage(cveId));
    const values = page.getByRole("region", { name: "Answer" }).getByRole("definition");
    await expect(values).toHaveCount(4);
    const numbers = (await values.allInnerTexts()).map((text) =>
      Number.parseInt(text.replaceAll(",", ""), 10),
    );
    expect(numbers.reduce((sum, each) => sum + each, 0)).toBe(totalManaged);
  }
});

test("a CVE that no row names is never said to be absent", async ({ page }) => {
  await page.goto(cvePage("CVE-1999-0001"));
  const answer = page.getByRole("region", { name: "Answer" });
  await expect(answer).toContainText(/No node of \d+ reports CVE-1999-0001\. \d+ can’t tell\./);
  await expect(page.getByText(/SSM gives CVE IDs only for patches/)).toBeVisible();
  await expect(page.getByRole("table")).toHaveCount(0);
});

test("the list's own box takes a whole CVE id to its page, and finds by package", async ({
  page,
  home,
}) => {
  const [cve] = (await answerOf(home, cvesApi, cveListSchema)).items;
  await page.goto(cvesPage);
  const box = page.getByRole("searchbox", { name: /^Find a CVE/ });
  await box.fill(cve?.kbIds[0] ?? "none");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: cve?.cveId ?? "none", exact: true })).toBeVisible();
  await box.fill((cve?.cveId ?? "none").toLowerCase());
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/cves/${cve?.cveId ?? "none"}$`));
});

test.describe("what is not there", () => {
  test.use({ failedAnswersExpected: true });

  test("what is no CVE id is 404 and says how one is written", async ({ page }) => {
    const answer = await page.goto(`${cvesPage}/CVE-26-1`);
    expect(answer?.status()).toBe(404);
    await expect(page.getByText(/four or more digits/)).toBeVisible();
  });
});
