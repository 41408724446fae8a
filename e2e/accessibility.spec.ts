import type { Page } from "@playwright/test";
import { faultsOfEveryAppearance } from "@/e2e/support/appearances";
import { nodeTable, panel, patchTable } from "@/e2e/support/node-page";
import { rowsOf, rowsOnce } from "@/e2e/support/rows";
import { expect, test } from "@/e2e/support/test";
import type { SpecialNodes } from "@/e2e/support/emulator";
import { nodePage, nodesPage } from "@/lib/api/addresses";

interface View {
  readonly name: string;
  readonly address: (special: SpecialNodes) => string;
  /** Waits until the view is all there. */
  readonly whole: (page: Page) => Promise<void>;
}

const windows = (search: string) => (special: SpecialNodes) =>
  nodePage(special.windowsLarge, special.windowsLarge.instanceId, search);

const main = (page: Page) => page.getByRole("main");

/** Those that states.spec.ts does not look at. */
const views: readonly View[] = [
  {
    name: "an open panel",
    address: windows("state=findings&patch=KB5075941"),
    whole: (page) => expect(page.getByText("Check it yourself")).toBeVisible(),
  },
  {
    name: "a node as of a day",
    address: windows(`as-of=${new Date().toISOString().slice(0, 10)}&state=findings`),
    whole: (page) => expect(main(page).getByText(/^This is the node at the end of/)).toBeVisible(),
  },
  {
    name: "a link that is not valid",
    address: windows("state=bogus"),
    whole: (page) => expect(main(page).getByRole("alert")).toBeVisible(),
  },
  {
    name: "a node that was never scanned",
    address: ({ neverScanned }) => nodePage(neverScanned, neverScanned.instanceId),
    whole: (page) => expect(page.getByText("This node has never been scanned")).toBeVisible(),
  },
  {
    name: "a node that does not exist",
    address: () => "/nodes/i-0fedcba9876543210",
    whole: (page) => expect(main(page).getByRole("link", { name: /all nodes/i })).toBeVisible(),
  },
];

test.describe("every view", () => {
  test.use({ failedAnswersExpected: true });

  for (const { name, address, whole } of views) {
    test(`${name} is right in every width and colour`, async ({ page, special }) => {
      await page.goto(address(special));
      await whole(page);
      expect(await faultsOfEveryAppearance(page)).toEqual([]);
    });
  }
});

test("a printed node keeps its facts and rows and leaves the navigation out", async ({
  page,
  special,
}) => {
  const { windowsLarge } = special;
  await page.goto(nodePage(windowsLarge, windowsLarge.instanceId));
  const rows = await rowsOnce(patchTable(page), 14);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("navigation", { name: "Main" })).toHaveCount(0);
  await expect(page.getByRole("searchbox")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Copy link" })).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(windowsLarge.name);
  await expect(page.getByText(windowsLarge.instanceId, { exact: true })).toBeVisible();
  await expect(main(page)).toContainText(/Scanned\s+\d{1,2}\s[A-Z][a-z]{2}\s20\d\d/, {
    useInnerText: true,
  });
  const printed = await rowsOf(patchTable(page));
  expect(printed.map(({ KB }) => KB)).toEqual(rows.map(({ KB }) => KB));
});

test("nothing moves for those who asked for that", async ({ page, special }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const running = () =>
    page.evaluate(
      () => document.getAnimations().filter(({ playState }) => playState === "running").length,
    );
  await page.goto(nodesPage);
  await expect(nodeTable(page)).toBeVisible();
  expect(await running()).toBe(0);
  const { windowsLarge } = special;
  await page.goto(nodePage(windowsLarge, windowsLarge.instanceId));
  await rowsOnce(patchTable(page), 14);
  await main(page).getByRole("link", { name: "KB5077812" }).click();
  await expect(panel(page, "KB5077812")).toBeVisible();
  expect(await running()).toBe(0);
  await page.getByRole("button", { name: "Severity", exact: true }).first().click();
  expect(await running()).toBe(0);
});

test("the first Tab leads past the navigation to the content", async ({ page, special }) => {
  const { windowsLarge } = special;
  await page.goto(nodePage(windowsLarge, windowsLarge.instanceId));
  await rowsOnce(patchTable(page), 14);
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to content" });
  await expect(skip).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(main(page)).toBeFocused();
});

test("a narrow screen reads the panel over everything and Esc gives the focus back", async ({
  page,
  special,
}) => {
  const { windowsLarge } = special;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(nodePage(windowsLarge, windowsLarge.instanceId));
  const link = main(page).getByRole("link", { name: "KB5077812" });
  await link.click();
  await expect(page.getByRole("dialog", { name: "KB5077812" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(link).toBeFocused();
});
