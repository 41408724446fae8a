import { expect, type Locator } from "@playwright/test";

/** A row as its reader sees it: the text of each cell under the text of its column's head. */
export type Row = Readonly<Record<string, string>>;

function words(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

/** The rows of a table, as they are on screen at this moment. */
export async function rowsOf(table: Locator): Promise<Row[]> {
  const heads = (await table.getByRole("columnheader").allInnerTexts()).map(words);
  const cells = (await table.getByRole("cell").allInnerTexts()).map(words);
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
