import { formatSort, type QueryReader, type SortKey } from "@/lib/api/query-reader";

/** What every list can be asked besides its filters. */
export interface ListPart<Column extends string> {
  /** Text to find; empty: no text filter. */
  readonly q: string;
  readonly sort: readonly SortKey<Column>[];
  /** From 1. */
  readonly page: number;
  readonly size: number;
}

/** The parameters of every list, for the API to refuse others. */
export const listPartNames = ["q", "sort", "page", "size"];

export const defaultSize = 50;

/** Text, sort, page and size as they stand in an address. */
export function readListPart<Column extends string>(
  reader: QueryReader,
  columns: readonly Column[],
  defaultSort: readonly SortKey<Column>[],
): ListPart<Column> {
  return {
    q: reader.text("q") ?? "",
    sort: reader.sort(columns, defaultSort),
    page: reader.integer("page", 1, 1_000_000, 1),
    size: reader.integer("size", 1, 500, defaultSize),
  };
}

/** Text, sort, page and size for `formatQuery`, defaults left out. */
export function formatListPart<Column extends string>(
  { q, sort, page, size }: ListPart<Column>,
  defaultSort: readonly SortKey<Column>[],
): ReadonlyArray<readonly [string, string | null]> {
  return [
    ["q", q],
    ["sort", formatSort(sort, defaultSort)],
    ["page", page === 1 ? null : String(page)],
    ["size", size === defaultSize ? null : String(size)],
  ];
}
