import type { Locator, Page } from "@playwright/test";

/** The parts of a node's page, by what they are called on screen. */
export function patchTable(page: Page): Locator {
  return page.getByRole("table", { name: "Patches of this node", exact: true });
}

export function stateTab(page: Page, name: RegExp): Locator {
  return page.getByRole("navigation", { name: "State" }).getByRole("link", { name });
}

export function patchLink(page: Page, kbId: string): Locator {
  return patchTable(page).getByRole("link", { name: kbId, exact: true });
}

export function panel(page: Page, kbId: string): Locator {
  return page.getByRole("complementary", { name: kbId, exact: true });
}

export function pages(page: Page): Locator {
  return page.getByRole("navigation", { name: "Pages" });
}

export function nodeTable(page: Page): Locator {
  return page.getByRole("table", { name: "Managed nodes", exact: true });
}
