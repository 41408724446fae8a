import "server-only";
import type { Facet } from "@/lib/api/facet.schema";
import { foldWord } from "@/lib/api/node-patches-query";
import { collator } from "@/lib/server/read/order";

/** Counted values as a facet, most frequent first; spellings of one word are one value. */
export function toWordFacet(
  values: ReadonlyArray<{ readonly value: string | null; readonly count: number }>,
  wordOf: (value: string | null) => string = foldWord,
): Facet {
  const byWord = new Map<string, Facet[number]>();
  for (const { value, count } of values) {
    const word = wordOf(value);
    const known = byWord.get(word);
    const label = known?.label ?? (value?.trim() === "" ? null : value);
    byWord.set(word, { word, label, count: count + (known?.count ?? 0) });
  }
  return [...byWord.values()].toSorted(
    (a, b) => b.count - a.count || collator.compare(a.word, b.word),
  );
}
