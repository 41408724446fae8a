import type { Page } from "@playwright/test";
import { answerOf, everyFinding, nodesOf } from "@/e2e/support/findings-api";
import { nodeTable, patchTable } from "@/e2e/support/node-page";
import { rowsOf, rowsOnce } from "@/e2e/support/rows";
import { expect, test as base } from "@/e2e/support/test";
import { cvesApi, nodesApi, overviewPage, patchesApi } from "@/lib/api/addresses";
import { cveListSchema } from "@/lib/api/cve.schema";
import { nodeListSchema } from "@/lib/api/node.schema";
import { patchListSchema } from "@/lib/api/patch.schema";

// How it was last week is told by history.spec.ts, whose fleet has a past.

/** With the clicks and keystrokes of Enter that a reader has made, over all pages. */
const test = base.extend<{ steps: () => Promise<number> }>({
  steps: async ({ page }, use) => {
    await page.addInitScript(() => {
      const count = ({ isTrusted }: Event) => {
        const before = Number(sessionStorage.getItem("steps") ?? "0");
        if (isTrusted) sessionStorage.setItem("steps", String(before + 1));
      };
      addEventListener("click", count, true);
      addEventListener("keydown", (event) => event.key === "Enter" && count(event), true);
    });
    await use(async () =>
      Number(await page.evaluate(() => sessionStorage.getItem("steps") ?? "0")),
    );
  },
});

const main = (page: Page) => page.getByRole("main");
const part = (page: Page, name: string) => main(page).getByRole("region", { name, exact: true });

test("how many nodes are non-compliant, and who", async ({ page, home, steps }) => {
  const list = await answerOf(home, `${nodesApi}?verdict=non-compliant&size=500`, nodeListSchema);
  await page.goto(overviewPage);
  const link = part(page, "Verdict")
    .getByRole("link", { name: /^Non-compliant/ })
    .first();
  await expect(link).toContainText(String(list.total));
  await link.click();
  await expect(main(page).getByText(`${list.total} of ${list.totalManaged} nodes`)).toBeVisible();
  const rows = await rowsOnce(nodeTable(page), Math.min(50, list.total));
  const names = new Set(list.items.map(({ name }) => name));
  for (const row of rows) expect(names).toContain(row["Node"]);
  expect(await steps()).toBeLessThanOrEqual(3);
});

test("which patch is missing most", async ({ page, home, steps }) => {
  const [most] = (
    await answerOf(home, `${patchesApi}?state=missing,failed&size=1`, patchListSchema)
  ).items;
  const lacking = (await everyFinding(home)).filter(
    ({ node, row }) =>
      row.kbId === most?.kbId &&
      node.operatingSystem === most.operatingSystem &&
      (row.state === "Missing" || row.state === "Failed"),
  );
  await page.goto(overviewPage);
  const table = main(page).getByRole("table", { name: "Most widespread missing patches" });
  await expect(table).toBeVisible();
  const [first] = await rowsOf(table);
  expect(first).toMatchObject({ Patch: most?.kbId });
  expect(first?.["Nodes of OS"]).toMatch(
    new RegExp(`^${nodesOf(lacking)} of ${most?.nodesOfSystem ?? 0}\\b`),
  );
  expect(await steps()).toBeLessThanOrEqual(3);
});

test("which nodes are exposed to a CVE, and which cannot tell", async ({ page, home, steps }) => {
  const { items } = await answerOf(home, `${cvesApi}?size=500`, cveListSchema);
  const known = items.find(({ cveId }) => cveId === "CVE-2024-6387") ?? items[0];
  const cveId = known?.cveId ?? "none";
  const { totalManaged } = await answerOf(home, `${nodesApi}?size=1`, nodeListSchema);
  const exposed = (await everyFinding(home)).filter(
    ({ row }) => row.cveIds.includes(cveId) && (row.state === "Missing" || row.state === "Failed"),
  );
  expect(nodesOf(exposed)).toBeGreaterThan(0);
  await page.goto(overviewPage);
  await page.getByRole("searchbox").fill(cveId);
  await page.getByRole("searchbox").press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(cveId);
  await expect(part(page, "Answer")).toContainText(
    new RegExp(`${nodesOf(exposed)} of ${totalManaged}\\snodes? (is|are) exposed to ${cveId}\\.`),
  );
  const rows = await rowsOnce(
    page.getByRole("table", { name: "Exposed nodes" }),
    Math.min(50, nodesOf(exposed)),
  );
  const names = new Set(exposed.map(({ node }) => node.name));
  for (const row of rows) expect(names).toContain(row["Node"]);
  // Who cannot tell is named by system, each the way to its nodes.
  const rest = part(page, "What this rests on");
  await expect(rest).toContainText("can’t report CVEs, because SSM has no CVE IDs");
  await rest.getByRole("link", { name: /^Windows Server \d/ }).click();
  await expect(page).toHaveURL(/\/nodes\?os=windows/);
  await expect(nodeTable(page).getByRole("row").nth(1)).toBeVisible();
  expect(await steps()).toBeLessThanOrEqual(3);
});

test("a ticket's link to a node answers without a click", async ({ page, special, steps }) => {
  const { windowsLarge } = special;
  await page.goto(`/nodes/${windowsLarge.instanceId}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(windowsLarge.name);
  await expect(main(page).getByText("Non-compliant", { exact: true }).first()).toBeVisible();
  const rows = await rowsOnce(patchTable(page), 14);
  expect(rows[0]).toMatchObject({ State: "Failed" });
  expect(await steps()).toBe(0);
});
