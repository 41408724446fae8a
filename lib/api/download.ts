import { formatQuery, oneOf, QueryReader, type Parsed } from "@/lib/api/query-reader";

/** As what a list can be downloaded, whole. */
export const downloadFormats = ["csv", "json"] as const;

export type DownloadFormat = (typeof downloadFormats)[number];

/** What a row of a downloaded list of nodes is: a node, or each of its findings. */
export const downloadRows = ["nodes", "findings"] as const;

export type DownloadRows = (typeof downloadRows)[number];

/** How a list is wanted as a file. */
export interface DownloadQuery {
  readonly format: DownloadFormat;
  /** null: not said. */
  readonly rows: DownloadRows | null;
  /** Whether a CSV begins with the mark that tells Excel it is UTF-8. */
  readonly bom: boolean;
}

/** The parameters of a download; the others are the list's own. */
export const downloadNames = ["format", "rows", "bom"] as const;

/** Parses what a download is asked for; null where the list itself is asked for. */
export function parseDownloadQuery(params: URLSearchParams): Parsed<DownloadQuery | null> {
  const reader = new QueryReader(params);
  const word = <Word extends string>(name: string, known: readonly Word[]): Word | null => {
    const text = reader.text(name);
    const value = text === null ? null : oneOf(known)(text);
    if (text !== null && value === null) {
      reader.refuse(name, text.slice(0, 40), `Not one of ${known.join(", ")}.`);
    }
    return value;
  };
  const format = word("format", downloadFormats);
  const rows = word("rows", downloadRows);
  const bom = reader.yesOrNo("bom");
  if (!params.has("format")) {
    for (const name of ["rows", "bom"]) {
      const value = params.get(name);
      if (value !== null) reader.refuse(name, value, "Only with format=csv or format=json.");
    }
  }
  return reader.result(format === null ? null : { format, rows, bom: bom ?? true });
}

/** The address that downloads a list whole. `search` is the list's own formatted query, without its `?`. */
export function downloadAddress(
  api: string,
  search: string,
  format: DownloadFormat,
  rows: DownloadRows | null = null,
): string {
  const own = new URLSearchParams(search);
  own.delete("page");
  own.delete("size");
  const kept = formatQuery([...own.entries(), ["format", format], ["rows", rows]]);
  return `${api}?${kept}`;
}
