import type { Page } from "@playwright/test";
import { answerOf, everyFinding } from "@/e2e/support/findings-api";
import { expect, test } from "@/e2e/support/test";
import { cvesApi, nodesApi, searchApi, searchPage, sweepsPage } from "@/lib/api/addresses";
import { cveListSchema } from "@/lib/api/cve.schema";
import { nodeListSchema } from "@/lib/api/node.schema";
import { searchSchema } from "@/lib/api/search.schema";

/** Types into the top bar of a page that has nothing to do with it, and presses Enter. */
async function lookFor(page: Page, text: string): Promise<void> {
  await page.goto(sweepsPage);
  await page.getByRole("searchbox", { name: /^Find nodes, patches/ }).fill(text);
  await page.keyboard.press("Enter");
}

function group(page: Page, name: string) {
  return page.getByRole("region", { name: new RegExp(`^${name}`) });
}

test("an exact id goes straight to its page, however it was pasted", async ({
  page,
  home,
  special,
}) => {
  const { windowsLarge } = special;
  for (const text of [
    `  ${windowsLarge.instanceId} `,
    `“${windowsLarge.instanceId.toUpperCase()}”`,
  ]) {
    await lookFor(page, text);
    await expect(page).toHaveURL(new RegExp(`/${windowsLarge.instanceId}\\?state=findings$`));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(windowsLarge.name);
  }
  const [cve] = (await answerOf(home, cvesApi, cveListSchema)).items;
  await lookFor(page, (cve?.cveId ?? "none").toLowerCase());
  await expect(page).toHaveURL(new RegExp(`/cves/${cve?.cveId ?? "none"}$`));
  const { items } = await answerOf(home, `${nodesApi}?size=500`, nodeListSchema);
  const baselineId = items.find((node) => node.baselineId !== null)?.baselineId ?? "none";
  await lookFor(page, baselineId);
  await expect(page).toHaveURL(new RegExp(`/baselines/.*${baselineId}`));
});

test("a link to a page of Patchboard leads there, whatever server it names", async ({
  page,
  special: { windowsLarge },
}) => {
  const path = `/nodes/${windowsLarge.account}/${windowsLarge.region}/${windowsLarge.instanceId}?state=missing`;
  await lookFor(page, `https://patchboard.example.com${path}`);
  await expect(page).toHaveURL(path);
});

test("a name, an address, a package, a patch group and a baseline's name are found", async ({
  page,
  home,
  special: { windowsLarge },
}) => {
  const { items } = await answerOf(
    home,
    `${nodesApi}?size=500&region=${windowsLarge.region}`,
    nodeListSchema,
  );
  const node = items.find(({ instanceId }) => instanceId === windowsLarge.instanceId);
  for (const text of [windowsLarge.name, node?.ipAddress ?? "none"]) {
    await lookFor(page, text);
    await expect(page).toHaveURL(new RegExp(`${searchPage}\\?q=`));
    await expect(group(page, "Nodes").getByRole("link", { name: windowsLarge.name })).toBeVisible();
  }

  const [finding] = await everyFinding(home);
  const kbId = finding?.row.kbId ?? "none";
  await lookFor(page, ` ${kbId.toUpperCase()}`);
  await group(page, "Patches").getByRole("link").first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(kbId);

  const patchGroup = items.find((each) => each.patchGroup?.includes("/"))?.patchGroup ?? "none";
  await lookFor(page, patchGroup);
  await expect(
    group(page, "Patch groups").getByRole("link", { name: patchGroup }).first(),
  ).toBeVisible();

  const name = items.find(({ baselineName }) => baselineName !== null)?.baselineName ?? "none";
  await lookFor(page, name);
  await expect(group(page, "Baselines").getByRole("link", { name }).first()).toBeVisible();
});

test("as many nodes are said to be found as the list of nodes has", async ({ home }) => {
  for (const q of ["win", "10.", "i-0"]) {
    const { nodes } = await answerOf(home, `${searchApi}?q=${q}`, searchSchema);
    const list = await answerOf(home, `${nodesApi}?q=${q}&size=1`, nodeListSchema);
    expect(nodes.total, q).toBe(list.total);
    expect(nodes.items.length).toBe(Math.min(8, list.total));
  }
});

test("what is found nowhere is said to be, with what a search takes", async ({ page }) => {
  await lookFor(page, "there is no such thing");
  await expect(page.getByRole("heading", { name: "Nothing was found" })).toBeVisible();
  await expect(page.getByText(/A node’s ID, name or IP address/)).toBeVisible();
});
