import type { SortKey } from "@/lib/api/query-reader";

/** How a column is called inside a sentence, and what comes first each way: `newest first`. */
export interface SortPhrase {
  readonly name: string;
  readonly ascending?: string;
  readonly descending?: string;
}

/** The order of a list in words: `Sorted by state, then severity, then KB`. */
export function sortWords<Column extends string>(
  sort: readonly SortKey<Column>[],
  phrases: Record<Column, SortPhrase>,
): string {
  const keys = sort.map(({ column, descending }) => {
    const { name, ascending, descending: reversed = "reversed" } = phrases[column];
    const direction = descending ? reversed : ascending;
    return direction === undefined ? name : `${name} (${direction})`;
  });
  return `Sorted by ${keys.join(", then ")}`;
}
