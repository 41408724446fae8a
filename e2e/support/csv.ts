/** A record under the names of its columns. */
export type CsvRow = Readonly<Record<string, string>>;

/** The rows of a text of comma-separated values (RFC 4180), which may begin with a byte order mark. */
export function csvRows(text: string): readonly CsvRow[] {
  const records: string[][] = [];
  let cells: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  const bare = text.replace(/^\uFEFF/, "");
  for (let match = cell.exec(bare); match !== null; match = cell.exec(bare)) {
    const [, quoted, plain = "", end] = match;
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === "\r\n") {
      records.push(cells);
      cells = [];
    }
  }
  const [head = [], ...rows] = records;
  return rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at] ?? ""])));
}
