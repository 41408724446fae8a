import { expect, type Locator } from "@playwright/test";

/** A row as its reader sees it: the text of each cell under the text of its column's head; of an age, the moment it counts from. */
export type Row = Readonly<Record<string, string>>;

function words(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

/** Runs in the page. An age that grows a minute older is still the same; a date, and what counts in days, stand as they are read. */
function findTexts(cells: ReadonlyArray<HTMLElement | SVGElement>): string[] {
  return cells.map((cell) => {
    const text = cell instanceof HTMLElement ? cell.innerText : "";
    const time = cell.querySelector("time");
    const grows = time !== null && /^just\snow$|\d+\s(min|h)\sago$/.test(time.innerText);
    return grows ? text.replace(time.innerText, time.dateTime) : text;
  });
}

/** The rows of a table, as they are on screen once it is. */
export async function rowsOf(table: Locator): Promise<Row[]> {
  // It may come after the top of its page.
  await expect(table).toBeVisible();
  const heads = (await table.getByRole("columnheader").allInnerTexts()).map(words);
  const cells = (await table.getByRole("cell").evaluateAll(findTexts)).map(words);
  return Array.from({ length: Math.ceil(cells.length / Math.max(1, heads.length)) }, (_, row) =>
    Object.fromEntries(
      heads.map((head, column) => [head, cells[row * heads.length + column] ?? ""]),
    ),
  );
}

/** The rows of a table once it holds as many as told. */
export async function rowsOnce(table: Locator, count: number): Promise<Row[]> {
  // The row of heads is one too.
  await expect(table.getByRole("row")).toHaveCount(count + 1);
  return rowsOf(table);
}
