import "server-only";
import type { SortKey } from "@/lib/api/query-reader";

/** Compares two items for one column: negative when `a` comes first. */
export type Order<Item> = (a: Item, b: Item, descending: boolean) => number;

/** Digits compare as numbers, so that KB890830 stands before KB5077812; the same on every server. */
export const collator = new Intl.Collator("en", { numeric: true });

const turned = (order: number, descending: boolean) => (descending ? -order : order);

/** Orders by a text; items without one come last, whichever way the column is sorted. */
export function byText<Item>(text: (item: Item) => string | null): Order<Item> {
  return (a, b, descending) => {
    const [left, right] = [text(a), text(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    // Most neighbours of a list share their state or severity, and collation is slow.
    return left === right ? 0 : turned(collator.compare(left, right), descending);
  };
}

/** Orders by a number; items without one come last, whichever way the column is sorted. */
export function byNumber<Item>(number: (item: Item) => number | null): Order<Item> {
  return (a, b, descending) => {
    const [left, right] = [number(a), number(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return turned(left - right, descending);
  };
}

/** What is equal in every key stays in the order it came in. */
export const asGiven: Order<unknown> = () => 0;

/** `items` by each key in turn; `last` decides what is still equal, so that pages never overlap. */
export function sortBy<Item, Column extends string>(
  items: readonly Item[],
  keys: readonly SortKey<Column>[],
  orders: Record<Column, Order<Item>>,
  last: Order<Item>,
): readonly Item[] {
  return items.toSorted((a, b) => {
    for (const { column, descending } of keys) {
      const order = orders[column](a, b, descending);
      if (order !== 0) return order;
    }
    return last(a, b, false);
  });
}
