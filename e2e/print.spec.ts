import { expect, test } from "@/e2e/support/test";
import {
  baselinesPage,
  cvesPage,
  nodesPage,
  patchesPage,
  patchGroupsPage,
} from "@/lib/api/addresses";

/** A4 on its side between margins of 12 mm, in CSS pixels. */
const paper = { width: 1032, height: 700 };

for (const address of [nodesPage, patchesPage, cvesPage, baselinesPage, patchGroupsPage]) {
  test(`${address} on paper has every column, its address and its age, and nothing to press`, async ({
    page,
  }) => {
    await page.setViewportSize(paper);
    await page.goto(address);
    await expect(page.getByRole("main").getByRole("table").first()).toBeVisible();
    const heads = await page.getByRole("columnheader").allInnerTexts();
    await page.emulateMedia({ media: "print" });
    await expect(page.getByRole("navigation", { name: "Main" })).toHaveCount(0);
    await expect(page.getByRole("main").getByRole("button")).toHaveCount(0);
    await expect(page.getByText(new URL(address, page.url()).href, { exact: true })).toBeVisible();
    await expect(page.getByRole("main")).toContainText(/\d{1,2}\s[A-Z][a-z]{2}\s20\d\d/, {
      useInnerText: true,
    });
    expect((await page.getByRole("columnheader").allInnerTexts()).length).toBe(heads.length);
    const sideways = await page.evaluate(() =>
      [...document.querySelectorAll("table")].map(
        (table) => table.getBoundingClientRect().right - document.documentElement.clientWidth,
      ),
    );
    expect(Math.max(...sideways)).toBeLessThanOrEqual(1);
    // Wide lists lie on their side; the browser is told by the page, not by who prints.
    const sheet = await page.evaluate(() => getComputedStyle(document.body).page);
    expect(sheet).toBe("wide");
  });
}
