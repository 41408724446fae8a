import type { SortKey } from "@/lib/api/query-reader";

/**
 * The order after a click on a column's head: its natural direction, the other one, then the list's own order again.
 * `add` keeps the other keys (shift-click).
 */
export function nextSort<Column extends string>(
  sort: readonly SortKey<Column>[],
  column: Column,
  descendingFirst: boolean,
  otherwise: readonly SortKey<Column>[],
  add = false,
): readonly SortKey<Column>[] {
  const current = sortedBy(sort, column, otherwise);
  const rest = add && !isSame(sort, otherwise) ? sort.filter((key) => key.column !== column) : [];
  if (current === null) return [...rest, { column, descending: descendingFirst }];
  if (current === (descendingFirst ? "desc" : "asc")) {
    return [...rest, { column, descending: !descendingFirst }];
  }
  return rest.length > 0 ? rest : otherwise;
}

/** Which way a column is sorted, or null. The list's own order is marked on its first column only. */
export function sortedBy<Column extends string>(
  sort: readonly SortKey<Column>[],
  column: Column,
  otherwise: readonly SortKey<Column>[],
): "asc" | "desc" | null {
  if (isSame(sort, otherwise) && otherwise[0]?.column !== column) return null;
  const key = sort.find((candidate) => candidate.column === column);
  if (key === undefined) return null;
  return key.descending ? "desc" : "asc";
}

function isSame<Column extends string>(
  sort: readonly SortKey<Column>[],
  other: readonly SortKey<Column>[],
): boolean {
  return (
    sort.length === other.length &&
    sort.every(({ column, descending }, i) => {
      const match = other[i];
      return column === match?.column && descending === match.descending;
    })
  );
}
