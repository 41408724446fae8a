import type { Page } from "@playwright/test";
import { nodeTable, pages, panel, patchLink, patchTable, stateTab } from "@/e2e/support/node-page";
import { rowsOf, rowsOnce } from "@/e2e/support/rows";
import { expect, test } from "@/e2e/support/test";
import { nodePage, nodesPage } from "@/lib/api/addresses";

const byText = (a = "", b = "") => a.localeCompare(b);

async function copied(page: Page): Promise<string> {
  await expect(page.getByText("Copied", { exact: true })).toBeAttached();
  return page.evaluate(() => navigator.clipboard.readText());
}

test("Pitfall 21, links: a link with state, severity, text, order and page shows another reader the same rows", async ({
  page,
  anotherReader,
  special,
}) => {
  const { windowsLarge } = special;
  const search = "state=all&severity=not-reported&q=KB&sort=-kb-id&page=2";
  await page.goto(nodePage(windowsLarge, windowsLarge.instanceId, search));
  // While the list is read its last rows are those read so far.
  await expect(pages(page)).toContainText(/51–100 of [\d,]+$/);
  const rows = await rowsOnce(patchTable(page), 50);

  const reader = await anotherReader();
  await reader.goto(page.url());
  expect(await rowsOnce(patchTable(reader), 50)).toEqual(rows);
  await expect(reader.getByRole("searchbox", { name: /Filter by KB/ })).toHaveValue("KB");
  await expect(reader.getByRole("button", { name: "Severity: Not reported" })).toBeVisible();
  await expect(stateTab(reader, /^All/)).toHaveAttribute("aria-current", "page");
  await expect(patchTable(reader).getByRole("columnheader", { name: /^KB/ })).toHaveAttribute(
    "aria-sort",
    "descending",
  );
});

test("filters chosen by hand stand in the address, and the address gives another reader the same rows", async ({
  page,
  anotherReader,
  special,
}) => {
  const { windowsLarge } = special;
  await page.goto(nodePage(windowsLarge, windowsLarge.instanceId));
  await rowsOnce(patchTable(page), 14);

  await stateTab(page, /^Missing/).click();
  await expect(page).toHaveURL(/\?state=missing$/);
  await page.getByRole("button", { name: "Severity", exact: true }).first().click();
  await page.getByRole("checkbox", { name: /^Important/ }).check();
  await expect(page).toHaveURL(/\?state=missing&severity=important$/);
  await page.keyboard.press("Escape");
  await page.getByRole("searchbox", { name: /Filter by KB/ }).fill("framework");
  await expect(page).toHaveURL(/\?state=missing&severity=important&q=framework$/);
  await patchTable(page).getByRole("button", { name: "Title" }).click();
  await expect(page).toHaveURL(/\?state=missing&severity=important&q=framework&sort=title$/);

  const rows = await rowsOnce(patchTable(page), 2);
  expect(rows.map(({ KB }) => KB).toSorted(byText)).toEqual(["KB5074411", "KB5076907"]);
  const reader = await anotherReader();
  await reader.goto(page.url());
  expect(await rowsOnce(patchTable(reader), 2)).toEqual(rows);

  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(page).toHaveURL(/\?state=missing&sort=title$/);
});

test("Back and Forward walk through filter, order and panel; the panel closes before the page is left", async ({
  page,
  special,
}) => {
  const { windowsLarge } = special;
  await page.goto(nodesPage);
  await expect(nodeTable(page)).toBeVisible();
  await page.goto(nodePage(windowsLarge, windowsLarge.instanceId));
  await rowsOnce(patchTable(page), 14);
  await stateTab(page, /^Missing/).click();
  await expect(page).toHaveURL(/\?state=missing$/);
  const missing = await rowsOnce(patchTable(page), 6);
  await patchTable(page).getByRole("button", { name: "KB" }).click();
  await expect(page).toHaveURL(/\?state=missing&sort=kb-id$/);
  await expect
    .poll(async () => (await rowsOf(patchTable(page))).map(({ KB }) => KB))
    .toEqual(missing.map(({ KB }) => KB).toSorted(byText));
  await patchLink(page, "KB5075902").click();
  await expect(page).toHaveURL(/\?state=missing&sort=kb-id&patch=KB5075902$/);
  await expect(panel(page, "KB5075902")).toBeVisible();

  await page.goBack();
  await expect(panel(page, "KB5075902")).toBeHidden();
  await expect(page).toHaveURL(/\?state=missing&sort=kb-id$/);
  await page.goBack();
  await expect(page).toHaveURL(/\?state=missing$/);
  await expect.poll(() => rowsOf(patchTable(page))).toEqual(missing);
  await page.goBack();
  await expect(page).toHaveURL(/\?state=findings$/);
  await rowsOnce(patchTable(page), 14);
  await page.goBack();
  await expect(page).toHaveURL(/\/nodes$/);
  await expect(nodeTable(page)).toBeVisible();

  for (const address of [
    /\?state=findings$/,
    /\?state=missing$/,
    /\?state=missing&sort=kb-id$/,
    /&patch=KB5075902$/,
  ]) {
    await page.goForward();
    await expect(page).toHaveURL(address);
  }
  await expect(panel(page, "KB5075902")).toBeVisible();
});

test("the copied link always says its states", async ({ page, context, home, special }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { account, region, instanceId } = special.windowsLarge;
  const path = `/nodes/${account}/${region}/${instanceId}`;
  await page.goto(`${path}?q=KB5075941&utm_source=chat`);
  await rowsOnce(patchTable(page), 1);
  await page.getByRole("button", { name: "Copy link", exact: true }).click();
  expect(await copied(page)).toBe(`${home}${path}?state=all&q=KB5075941`);

  await page.goto(`${path}?state=failed,missing,InstalledPendingReboot&SORT=x`);
  await expect(patchTable(page)).toBeVisible();
  await page.getByRole("button", { name: "Copy link", exact: true }).click();
  expect(await copied(page)).toBe(`${home}${path}?state=failed,missing,installed-pending-reboot`);
});

test("the link of one patch opens its panel for another reader", async ({
  page,
  context,
  anotherReader,
  special,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { windowsLarge } = special;
  await page.goto(nodePage(windowsLarge, windowsLarge.instanceId));
  await patchLink(page, "KB5078120").click();
  await panel(page, "KB5078120").getByRole("button", { name: "Copy link to this patch" }).click();
  const link = await copied(page);
  const reader = await anotherReader();
  await reader.goto(link);
  await expect(panel(reader, "KB5078120")).toContainText("Edge WebView2 Runtime");
});

test("an address that says nothing but its node goes to what needs attention", async ({
  page,
  special,
}) => {
  const { account, region, instanceId } = special.windowsLarge;
  const path = `/nodes/${account}/${region}/${instanceId}`;
  await page.goto(path);
  await expect(page).toHaveURL(`${path}?state=findings`);
  await page.goto(`${path}?utm_source=chat`);
  await expect(page).toHaveURL(`${path}?state=findings`);
});

test("a node's id alone finds its account and Region, and keeps the filter", async ({
  page,
  special,
}) => {
  const { account, region, instanceId, name } = special.windowsLarge;
  const path = `/nodes/${account}/${region}/${instanceId}`;
  await page.goto(`/nodes/${instanceId}`);
  await expect(page).toHaveURL(`${path}?state=findings`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  await page.goto(`/nodes/${instanceId}?state=missing`);
  await expect(page).toHaveURL(`${path}?state=missing`);
});

test("an id that two Regions know asks which is meant, and keeps the filter", async ({
  page,
  special,
}) => {
  const { account, instanceId, region, alsoIn } = special.hybridInTwoRegions;
  await page.goto(`/nodes/${instanceId}?state=missing`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("registered in two places");
  const choices = page.getByRole("main").getByRole("link");
  await expect(choices).toHaveCount(2);
  await expect(choices.filter({ hasText: region })).toBeVisible();
  await choices.filter({ hasText: alsoIn ?? "nowhere" }).click();
  await expect(page).toHaveURL(`/nodes/${account}/${alsoIn}/${instanceId}?state=missing`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

const notHonoured = [
  ["state=bogus", /state\W+“bogus”/],
  ["state=missing,bogus", /state\W+“bogus”/],
  ["state=missing&state=failed", /state.*Given more than once/],
  [`state=findings&q=${"x".repeat(300)}`, /q\W.*Longer than 200 characters/],
  ["state=findings&page=0", /page\W+“0”/],
  ["state=findings&page=-1", /page\W+“-1”/],
  ["state=findings&size=9e9", /size\W+“9e9”/],
  ["state=findings&sort=__proto__", /sort\W+“__proto__”/],
  ["state=findings&patch=KB1&patch=KB2", /patch.*Given more than once/],
  ["view=future", /view\W+“future”/],
] as const;

test("what a node's link says wrongly is named as what it is, and no table stands in for it", async ({
  page,
  special,
}) => {
  const { windowsLarge } = special;
  const alert = page.getByRole("main").getByRole("alert");
  const address = (search: string) => nodePage(windowsLarge, windowsLarge.instanceId, search);
  for (const [search, named] of notHonoured) {
    await test.step(search.slice(0, 40), async () => {
      await page.goto(address(search));
      await expect(alert).toContainText(named);
      await expect(page.getByRole("table")).toHaveCount(0);
    });
  }
  // The way out is of the list's own in one case, of the page's in the other.
  for (const search of ["state=bogus", "view=future"]) {
    await page.goto(address(search));
    await alert.getByRole("link").click();
    await expect(page).toHaveURL(/\?state=findings$/);
    await rowsOnce(patchTable(page), 14);
  }
});

test("what a link to the nodes says wrongly is named as what it is, and no table stands in for it", async ({
  page,
}) => {
  for (const [search, named] of [
    ["verdict=bogus", /verdict\W+“bogus”/],
    ["verdict=compliant&verdict=unknown", /verdict.*Given more than once/],
    ["page=0", /page\W+“0”/],
    ["os=windows-95", /os\W+“windows-95”/],
  ] as const) {
    await test.step(search, async () => {
      await page.goto(`${nodesPage}?${search}`);
      await expect(page.getByRole("main").getByRole("alert")).toContainText(named);
      await expect(page.getByRole("table")).toHaveCount(0);
    });
  }
});

test("Missing, MISSING and missing are one view", async ({ page, special }) => {
  const { windowsLarge } = special;
  await page.goto(nodePage(windowsLarge, windowsLarge.instanceId, "state=missing"));
  const rows = await rowsOnce(patchTable(page), 6);
  for (const word of ["Missing", "MISSING"]) {
    await page.goto(nodePage(windowsLarge, windowsLarge.instanceId, `state=${word}`));
    expect(await rowsOnce(patchTable(page), 6)).toEqual(rows);
    await expect(stateTab(page, /^Missing/)).toHaveAttribute("aria-current", "page");
  }
});

test("a package with + in its name is opened by its link and found by its text", async ({
  page,
  anotherReader,
  special,
}) => {
  const { plusInKbId } = special;
  const kbId = "libstdc++.x86_64";
  await page.goto(nodePage(plusInKbId, plusInKbId.instanceId));
  await patchLink(page, kbId).click();
  await expect(page).toHaveURL(/patch=libstdc%2B%2B\.x86_64$/);
  await expect(panel(page, kbId)).toBeVisible();
  const reader = await anotherReader();
  await reader.goto(page.url());
  await expect(panel(reader, kbId)).toBeVisible();

  await reader.getByRole("searchbox", { name: /Filter by KB/ }).fill("libstdc++");
  await expect(reader).toHaveURL(/q=libstdc%2B%2B/);
  await reader.reload();
  expect((await rowsOnce(patchTable(reader), 1))[0]?.["Package"]).toBe(kbId);
});

test("a title with %, & and < is found by all of its text", async ({
  page,
  anotherReader,
  special,
}) => {
  const { percentInTitle } = special;
  const text = String.raw`100% CPU use of %SystemRoot%\System32\svchost.exe & "spooler" <x64>`;
  await page.goto(nodePage(percentInTitle, percentInTitle.instanceId, "state=all"));
  await page.getByRole("searchbox", { name: /Filter by KB/ }).fill(text);
  await expect(page).toHaveURL(/q=100%25/);
  const rows = await rowsOnce(patchTable(page), 1);
  expect(rows[0]).toMatchObject({ KB: "KB5074990", Title: expect.stringContaining(text) });
  const reader = await anotherReader();
  await reader.goto(page.url());
  expect(await rowsOnce(patchTable(reader), 1)).toEqual(rows);
});

for (const [specialName, group] of [
  ["patchGroupSlash", "Web/Tier 1"],
  ["patchGroupJapanese", "本番"],
  ["oddGroup", "Ops: night/shift+weekend=2 @tokyo"],
] as const) {
  test(`the patch group ${group} is shown and can be linked to`, async ({ page, special }) => {
    await page.goto(`${nodesPage}?${new URLSearchParams({ group })}`);
    await expect(nodeTable(page)).toBeVisible();
    const rows = await rowsOf(nodeTable(page));
    expect(rows.map((row) => row["Node"])).toContain(special[specialName].name);
    expect(new Set(rows.map((row) => row["Patch group"]))).toEqual(new Set([group]));
    await expect(page.getByRole("link", { name: "Remove the filter Patch group" })).toBeVisible();
  });
}
