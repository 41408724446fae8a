import "server-only";
import { csvTexts } from "@/lib/server/csv";
import type { WholeList } from "@/lib/server/read/whole-list";

/** The records of a text as the grammar of RFC 4180 reads them. */
export function csvRecords(text: string): string[][] {
  const records: string[][] = [];
  let cells: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (let match = cell.exec(text); match !== null; match = cell.exec(text)) {
    const [, quoted, plain = "", end] = match;
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === "\r\n") {
      records.push(cells);
      cells = [];
    }
  }
  return records;
}

/** The whole text of a list's CSV, without the mark before it. */
export async function fileTextOf<Row>({ columns, parts }: WholeList<Row>): Promise<string> {
  let text = "";
  for await (const each of csvTexts(columns, parts)) text += each;
  return text;
}
