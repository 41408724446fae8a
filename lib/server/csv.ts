import "server-only";

/** A column of a table of comma-separated values. */
export interface CsvColumn<Row> {
  readonly name: string;
  /** The cell; null is empty. `place` is the row's number in the file, from 1. */
  readonly value: (row: Row, place: number) => string | number | null;
}

/** What spreadsheets take for the beginning of a formula, or skip before one; also in its full-width forms. */
const formulaStart = /^[=+\-@\t\r\n\0＝＋－＠]/;

const mustBeQuoted = /[",\r\n]/;

/**
 * One cell. Names and titles are other people's words: one that a spreadsheet would run gets a single quote before it
 * (OWASP, "CSV injection"), and PostgreSQL-safe as they are, none holds a NUL. Numbers are our own.
 */
function csvCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = formulaStart.test(value) ? `'${value}` : value;
  return mustBeQuoted.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One record as RFC 4180 has it, with its line end. */
export function csvLine(cells: ReadonlyArray<string | number | null>): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

/** A table's text, piece by piece: its head, then its rows as they come. `mark`: begun with what tells Excel it is UTF-8. */
export async function* csvTexts<Row>(
  columns: ReadonlyArray<CsvColumn<Row>>,
  parts: AsyncIterable<readonly Row[]>,
  mark = false,
): AsyncGenerator<string> {
  yield `${mark ? "\uFEFF" : ""}${csvLine(columns.map(({ name }) => name))}`;
  let place = 0;
  for await (const rows of parts) {
    const lines = rows.map((row) => {
      place += 1;
      return csvLine(columns.map(({ value }) => value(row, place)));
    });
    yield lines.join("");
  }
}
