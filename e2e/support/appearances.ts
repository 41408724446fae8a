import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { smallTargets } from "@/e2e/support/targets";

const widths = [
  [1440, 900],
  [390, 844],
  [320, 640],
] as const;

/** What colours alone can break. */
const colourRules = ["color-contrast", "link-in-text-block"];

/** What axe finds that is serious or worse, in words; without `rules` by all of its rules. */
async function seriousFaults(page: Page, rules?: readonly string[]): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({
      resultTypes: ["violations"],
      ...(rules === undefined ? {} : { runOnly: { type: "rule", values: [...rules] } }),
    })
    .analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => {
      const places = nodes.slice(0, 3).map(({ html }) => html.slice(0, 200));
      return `${id} (${nodes.length}): ${places.join(" ")}`;
    });
}

/** How wide the page is when it is wider than the window. */
async function sideways(page: Page, width: number): Promise<string[]> {
  const widest = await page.evaluate(() => document.documentElement.scrollWidth);
  return widest > width ? [`scrolls sideways, ${widest} px wide`] : [];
}

/** All that is wrong with an open page in each width and both colour schemes, and where. */
export async function faultsOfEveryAppearance(page: Page): Promise<string[]> {
  const places = new Map<string, string[]>();
  const note = (where: string, found: readonly string[]) => {
    for (const fault of found) places.set(fault, [...(places.get(fault) ?? []), where]);
  };
  for (const [width, height] of widths) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: "light" });
    note(`${width} px light`, await seriousFaults(page));
    note(`${width} px`, await sideways(page, width));
    note(`${width} px`, await smallTargets(page));
    // In the dark only the colours are others.
    await page.emulateMedia({ colorScheme: "dark" });
    note(`${width} px dark`, await seriousFaults(page, colourRules));
  }
  return [...places].map(([fault, where]) => `${where.join(", ")}: ${fault}`);
}
