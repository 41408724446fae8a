import { expect, test } from "@/e2e/support/test";
import {
  baselinesPage,
  cvesPage,
  nodesPage,
  patchesPage,
  patchGroupsPage,
} from "@/lib/api/addresses";

/** A4 between margins of 12 mm, in CSS pixels. */
const upright = { name: "auto", width: 703, height: 1032 };
const onItsSide = { name: "wide", width: 1032, height: 703 };

const lists = [
  { address: nodesPage, sheet: onItsSide },
  { address: patchesPage, sheet: onItsSide },
  { address: baselinesPage, sheet: onItsSide },
  { address: patchGroupsPage, sheet: onItsSide },
  { address: cvesPage, sheet: upright },
];

for (const { address, sheet } of lists) {
  test(`${address} on paper has every column, its address and its age, and nothing to press`, async ({
    page,
  }) => {
    await page.setViewportSize(sheet);
    await page.goto(address);
    const list = page.getByRole("main").getByRole("table").last();
    await expect(list).toBeVisible();
    const columns = await list.getByRole("columnheader").count();
    await page.emulateMedia({ media: "print" });
    await expect(page.getByRole("navigation", { name: "Main" })).toHaveCount(0);
    await expect(page.getByRole("main").getByRole("button")).toHaveCount(0);
    await expect(page.getByText(new URL(address, page.url()).href, { exact: true })).toBeVisible();
    await expect(page.getByRole("main")).toContainText(/\d{1,2}\s[A-Z][a-z]{2}\s20\d\d/, {
      useInnerText: true,
    });
    await expect(list.getByRole("columnheader")).toHaveCount(columns);
    const box = await list.boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? Number.NaN)).toBeLessThanOrEqual(sheet.width + 1);
    // The browser is told by the page, not by who prints.
    expect(await page.evaluate(() => getComputedStyle(document.body).page)).toBe(sheet.name);
  });
}
