import type { Locator } from "@playwright/test";

const words = (text: string) => text.replaceAll(/\s+/g, " ").trim();

/** Labels and values, as they stand under one another in a part of a page. */
export async function factsOf(part: Locator): Promise<Readonly<Record<string, string>>> {
  // It may come after the top of its page.
  await part.waitFor();
  const labels = await part.getByRole("term").allInnerTexts();
  const values = await part.getByRole("definition").allInnerTexts();
  return Object.fromEntries(labels.map((label, at) => [words(label), words(values[at] ?? "")]));
}
