import type { Page } from "@playwright/test";
import { nodeTable } from "@/e2e/support/node-page";
import { factsOf } from "@/e2e/support/facts";
import { watchLayoutShifts } from "@/e2e/support/layout-shifts";
import { rowsOnce } from "@/e2e/support/rows";
import { specialBaselines } from "@/e2e/support/special-baselines";
import { expect, test } from "@/e2e/support/test";
import { baselinePage, baselinesPage, nodesPage, settingsPage } from "@/lib/api/addresses";

const main = (page: Page) => page.getByRole("main");
const choice = (page: Page, setting: string, name: string) =>
  page.getByRole("group", { name: setting }).getByRole("radio", { name, exact: true });

/** Opens the settings, and makes the choices one after the other. */
async function choose(page: Page, ...choices: ReadonlyArray<readonly [string, string]>) {
  await page.goto(settingsPage);
  for (const [setting, name] of choices) {
    await choice(page, setting, name).check();
    await expect(choice(page, setting, name)).toBeChecked();
    await expect(main(page).getByRole("status")).toHaveText("Saved");
  }
}

const background = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.body).backgroundColor);

/** The `<html …>` of the first byte, before a script has run. */
function htmlTag(text: string): string {
  return /<html[^>]*>/.exec(text)?.[0] ?? "no html tag";
}

for (const [system, chosen, word] of [
  ["dark", "Light", "light"],
  ["light", "Dark", "dark"],
] as const) {
  test(`the theme ${chosen} overrides a ${system} system from the first byte on`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme: word });
    await page.goto(nodesPage);
    const wanted = await background(page);
    await page.emulateMedia({ colorScheme: system });
    const unwanted = await background(page);
    expect(unwanted).not.toBe(wanted);

    await choose(page, ["Theme", chosen]);
    expect(await background(page)).toBe(wanted);
    for (const address of [nodesPage, baselinesPage, settingsPage]) {
      const answer = await page.goto(address);
      const text = (await answer?.text()) ?? "";
      expect(htmlTag(text), address).toContain(`data-theme="${word}"`);
      // The bar of a phone's browser too: one colour, whatever the system says.
      expect(text.match(/<meta name="theme-color"[^>]*>/g), address).toEqual([
        expect.not.stringContaining("media="),
      ]);
      expect(await background(page), address).toBe(wanted);
    }

    await choose(page, ["Theme", "System"]);
    expect(await background(page)).toBe(unwanted);
    const answer = await page.goto(nodesPage);
    expect(htmlTag((await answer?.text()) ?? "")).not.toContain("data-theme");
  });
}

test("a theme that was chosen never shows the other one while a page loads", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await choose(page, ["Theme", "Light"]);
  const wanted = await background(page);
  await page.addInitScript(() => {
    const look = () => {
      for (const body of document.querySelectorAll("body")) {
        const { backgroundColor } = getComputedStyle(body);
        performance.mark(`background ${backgroundColor}`);
      }
      requestAnimationFrame(look);
    };
    look();
  });
  await page.goto(nodesPage);
  await expect(nodeTable(page)).toBeVisible();
  const seen = await page.evaluate(() =>
    performance.getEntriesByType("mark").map(({ name }) => name),
  );
  expect(new Set(seen.filter((name) => name.startsWith("background")))).toEqual(
    new Set([`background ${wanted}`]),
  );
});

test("the density changes the height of the rows, at once and from then on", async ({ page }) => {
  const heights = async (address: string) => {
    const answer = await page.goto(address);
    const row = main(page).getByRole("table").last().getByRole("row").nth(1);
    const box = await row.boundingBox();
    return [htmlTag((await answer?.text()) ?? ""), Math.round(box?.height ?? 0)] as const;
  };
  const [, comfortable] = await heights(nodesPage);
  expect(comfortable).toBe(36);
  await choose(page, ["Density", "Compact"]);
  for (const address of [nodesPage, baselinesPage]) {
    const [tag, compact] = await heights(address);
    expect(tag).toContain('data-density="compact"');
    expect(compact, address).toBe(30);
  }
  await choose(page, ["Density", "Comfortable"]);
  expect(await heights(nodesPage)).toEqual([expect.not.stringContaining("data-density"), 36]);
});

test("times are in UTC until the reader wants them as on the wall, and the server knows which wall", async ({
  page,
  emulatorUrl,
}) => {
  const { usesEverything } = await specialBaselines(emulatorUrl);
  const address = baselinePage(usesEverything, usesEverything.baselineId);
  const dates = async () => {
    const facts = page.getByRole("region", { name: "Facts" });
    const { Created = "", Modified = "" } = await factsOf(facts);
    return [Created, Modified];
  };
  await page.goto(address);
  const utc = await dates();
  for (const date of utc) expect(date).toMatch(/^\d{1,2} [A-Z][a-z]{2} 20\d\d, \d\d:\d\d UTC$/);

  await choose(page, ["Time zone", "Local"]);
  await expect(page.getByRole("group", { name: "Time zone" })).toContainText(
    /It is now \d{1,2}\s[A-Z][a-z]{2}\s20\d\d, \d\d:\d\d\sGMT-[45]\b/,
  );
  await expect(page.getByRole("group", { name: "Time zone" })).toContainText("America/New_York");

  const answer = await page.goto(address);
  expect((await answer?.text())?.replaceAll("\u00a0", " ")).toMatch(/\d\d:\d\d GMT-[45]</);
  const inNewYork = new Intl.DateTimeFormat("en-GB", {
    timeZone: "America/New_York",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZoneName: "shortOffset",
  });
  const local = utc.map((date) => inNewYork.format(Date.parse(date)).replace("Sept", "Sep"));
  expect(await dates()).toEqual(local);
  await page.reload();
  expect(await dates()).toEqual(local);

  // Hydration warnings and every other message fail the test (support/watch.ts).
  await page.goto(nodesPage);
  const scanned = nodeTable(page).getByTitle(/\d\d:\d\d\sGMT-[45]$/);
  await expect(scanned.first()).toBeVisible();
  await choose(page, ["Time zone", "UTC"]);
  await page.goto(address);
  expect(await dates()).toEqual(utc);
});

test("choices survive a reload, and hold in every page of this browser and in no other", async ({
  page,
  context,
  anotherReader,
}) => {
  const choices = [
    ["Theme", "Dark"],
    ["Density", "Compact"],
    ["Time zone", "Local"],
    ["Nodes a page", "100"],
    ["Keyboard shortcuts", "Off"],
  ] as const;
  await choose(page, ...choices);
  await page.reload();
  const again = await context.newPage();
  await again.goto(settingsPage);
  for (const [setting, name] of choices) {
    await expect(choice(page, setting, name), setting).toBeChecked();
    await expect(choice(again, setting, name), setting).toBeChecked();
  }
  const other = await anotherReader();
  await other.goto(settingsPage);
  for (const [setting, name] of [
    ["Theme", "System"],
    ["Density", "Comfortable"],
    ["Time zone", "UTC"],
    ["Nodes a page", "50"],
    ["Keyboard shortcuts", "On"],
  ] as const) {
    await expect(choice(other, setting, name), setting).toBeChecked();
  }
});

test("so many nodes a page as chosen, and a link says how many", async ({
  page,
  anotherReader,
}) => {
  await choose(page, ["Nodes a page", "100"]);
  await page.goto(nodesPage);
  await expect(page).toHaveURL(/\/nodes\?size=100$/);
  await rowsOnce(nodeTable(page), 100);
  await page.goto(`${nodesPage}?sort=name`);
  await rowsOnce(nodeTable(page), 50);
  const other = await anotherReader();
  await other.goto(`${nodesPage}?size=100`);
  await rowsOnce(nodeTable(other), 100);
});

test.describe("single keys", () => {
  const keysDialog = (page: Page) => page.getByRole("dialog", { name: "Keyboard shortcuts" });
  const search = (page: Page) => page.getByRole("searchbox", { name: /^Find nodes/ });

  /** The keys are listened to once the page has its scripts. */
  async function openList(page: Page): Promise<void> {
    await expect(async () => {
      await page.keyboard.press("?");
      await expect(keysDialog(page)).toBeVisible({ timeout: 500 });
    }).toPass();
  }

  test("? lists them, Esc closes the list", async ({ page }) => {
    await page.goto(nodesPage);
    await openList(page);
    for (const what of ["Show this list", "Search", "Go to Nodes", "Go to Baselines", "Next row"]) {
      await expect(keysDialog(page).getByText(what, { exact: true })).toBeVisible();
    }
    await page.keyboard.press("Escape");
    await expect(keysDialog(page)).toBeHidden();
  });

  test("/ goes to the search, and a key in a field is a letter", async ({ page }) => {
    await page.goto(baselinesPage);
    await openList(page);
    await page.keyboard.press("Escape");
    await page.keyboard.press("/");
    await expect(search(page)).toBeFocused();
    await page.keyboard.type("g?jk");
    await expect(search(page)).toHaveValue("g?jk");
    await expect(keysDialog(page)).toBeHidden();
    await expect(page).toHaveURL(/\/baselines$/);
  });

  test("g and a letter go to a place", async ({ page }) => {
    await page.goto(nodesPage);
    await openList(page);
    await page.keyboard.press("Escape");
    await page.keyboard.press("g");
    await page.keyboard.press("b");
    await expect(page).toHaveURL(/\/baselines$/);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Baselines");
    await openList(page);
    await page.keyboard.press("Escape");
    await page.keyboard.press("g");
    await page.keyboard.press("n");
    await expect(page).toHaveURL(/\/nodes$/);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Nodes");
    await openList(page);
    await page.keyboard.press("Escape");
    await page.keyboard.press("g");
    await page.keyboard.press("s");
    await expect(page).toHaveURL(/\/settings$/);
  });

  test("j and k move from row to row, Enter opens, [ and ] turn the page", async ({ page }) => {
    await page.goto(`${nodesPage}?sort=name`);
    const rows = await rowsOnce(nodeTable(page), 50);
    // By id: two Regions may have a node of the same name.
    const link = (at: number) =>
      nodeTable(page)
        .getByRole("row")
        .filter({ hasText: rows[at]?.["Node ID"] ?? "none" })
        .getByRole("link")
        .first();
    await openList(page);
    await page.keyboard.press("Escape");
    await page.keyboard.press("j");
    await expect(link(0)).toBeFocused();
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await expect(link(2)).toBeFocused();
    await page.keyboard.press("k");
    await expect(link(1)).toBeFocused();
    await page.keyboard.press("]");
    await expect(page).toHaveURL(/page=2/);
    await openList(page);
    await page.keyboard.press("Escape");
    // The list comes after the keys: what a key presses must be there.
    await expect(page.getByRole("link", { name: "Previous page" })).toBeVisible();
    await page.keyboard.press("[");
    await expect(page).toHaveURL(/\/nodes\?sort=name$/);
    await openList(page);
    await page.keyboard.press("Escape");
    await expect(link(0)).toBeVisible();
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(rows[0]?.["Node"] ?? "none");
  });

  test("do nothing once they are off", async ({ page }) => {
    await choose(page, ["Keyboard shortcuts", "Off"]);
    await page.reload();
    // Only a page with its scripts saves a choice: from here on the keys would be listened to.
    await choice(page, "Density", "Compact").check();
    await expect(main(page).getByRole("status")).toHaveText("Saved");
    await page.getByRole("heading", { level: 1 }).click();
    for (const key of ["?", "/", "j", "g", "n"]) await page.keyboard.press(key);
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(search(page)).not.toBeFocused();
    await expect(page).toHaveURL(/\/settings$/);

    await page.goto(nodesPage);
    const columns = page.getByRole("button", { name: "Columns" });
    await columns.click();
    await expect(page.getByRole("checkbox", { name: "Failed", exact: true })).toBeVisible();
    await columns.click();
    await page.getByRole("heading", { level: 1 }).click();
    for (const key of ["?", "/", "j", "g", "b"]) await page.keyboard.press(key);
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(search(page)).not.toBeFocused();
    await expect(nodeTable(page).getByRole("link").and(page.locator(":focus"))).toHaveCount(0);
    await expect(page).toHaveURL(/\/nodes$/);

    await choose(page, ["Keyboard shortcuts", "On"]);
    await page.goto(nodesPage);
    await openList(page);
  });
});

const heads = (page: Page) => nodeTable(page).getByRole("columnheader").allInnerTexts();

test("the columns of the list are the reader's choice, drawn by the server, and nothing jumps", async ({
  page,
  anotherReader,
}, testInfo) => {
  const shifts = await watchLayoutShifts(page);
  await page.goto(nodesPage);
  await expect(nodeTable(page)).toBeVisible();
  const preset = await heads(page);
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("checkbox", { name: "Overdue", exact: true }).uncheck();
  await page.getByRole("checkbox", { name: "Patch baseline", exact: true }).check();
  await page.getByRole("checkbox", { name: "SSM Agent", exact: true }).check();
  const chosen = [
    "Node",
    "Node ID",
    "Verdict",
    "Failed",
    "Missing",
    "Reboot",
    "Operating system",
    "Patch group",
    "Patch baseline",
    "Source",
    "SSM Agent",
    "Scanned",
  ];
  await expect.poll(() => heads(page)).toEqual(chosen);
  await expect(page.getByRole("checkbox", { name: "Node", exact: true })).toBeDisabled();

  const answer = await page.reload();
  expect(await answer?.text()).toMatch(/<th[^>]*>(?:<[^>]*>)*SSM Agent/);
  await expect(
    page
      .getByRole("img", { name: /^Bar chart/ })
      .locator("svg")
      .first(),
  ).toBeVisible();
  expect(await heads(page)).toEqual(chosen);
  const moved = await shifts();
  await testInfo.attach("CLS with chosen columns", { body: String(moved) });
  console.log(`layout shift with chosen columns: ${moved}`);
  expect(moved).toBeLessThan(0.02);

  const other = await anotherReader();
  await other.goto(nodesPage);
  await expect(nodeTable(other)).toBeVisible();
  expect(await heads(other)).toEqual(preset);

  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("button", { name: "Reset" }).click();
  await expect.poll(() => heads(page)).toEqual(preset);
});

for (const [name, address] of [
  ["the nodes", nodesPage],
  ["the baselines", baselinesPage],
  ["the settings", settingsPage],
] as const) {
  test(`nothing jumps while ${name} load`, async ({ page }, testInfo) => {
    const shifts = await watchLayoutShifts(page);
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.evaluate(() => document.fonts.ready.then(() => true));
    const moved = await shifts();
    await testInfo.attach(`CLS of ${name}`, { body: String(moved) });
    console.log(`layout shift of ${name}: ${moved}`);
    expect(moved).toBeLessThan(0.02);
  });
}
