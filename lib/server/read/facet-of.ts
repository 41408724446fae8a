import "server-only";
import type { Facet } from "@/lib/api/facet.schema";
import { foldWord } from "@/lib/api/node-patches-query";
import { collator } from "@/lib/server/read/order";

/** The values of one column with how many items have each, most frequent first. */
export function facetOf<Item>(
  items: readonly Item[],
  wordOf: (item: Item) => string | null,
  fold: (label: string | null) => string = foldWord,
): Facet {
  const facet = new Map<string, { word: string; label: string | null; count: number }>();
  for (const item of items) {
    const label = wordOf(item);
    const word = fold(label);
    const entry = facet.get(word) ?? { word, label, count: 0 };
    entry.count += 1;
    facet.set(word, entry);
  }
  return [...facet.values()].toSorted(
    (a, b) => b.count - a.count || collator.compare(a.word, b.word),
  );
}
