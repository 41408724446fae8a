import type { Facet } from "@/lib/api/facet.schema";
import { notReported } from "@/lib/api/node-patches-query";

/** A facet's values: what is chosen stays in the menu even where nothing matches it any more, or it could not be taken back. */
export function withChosen(facet: Facet, chosen: readonly string[]): Facet {
  const absent = chosen.filter((word) => !facet.some((value) => value.word === word));
  return [
    ...facet,
    ...absent.map((word) => ({ word, label: word === notReported ? null : word, count: 0 })),
  ];
}
