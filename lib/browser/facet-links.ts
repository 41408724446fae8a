import type { Facet } from "@/lib/api/facet.schema";
import { withChosen } from "./with-chosen";

/** A value to filter by, as a link that adds it, or takes it back. */
interface FacetLink {
  readonly word: string;
  readonly label: string;
  readonly count: number;
  readonly chosen: boolean;
  readonly href: string;
}

/** The values of a facet as links; what is chosen stays among them even where nothing has it any more. */
export function facetLinks(
  facet: Facet,
  chosen: readonly string[],
  labelOf: (word: string, label: string | null) => string,
  hrefOf: (words: readonly string[] | null) => string,
): FacetLink[] {
  return withChosen(facet, chosen).map(({ word, label, count }) => {
    const isChosen = chosen.includes(word);
    const words = isChosen ? chosen.filter((each) => each !== word) : [...chosen, word];
    return {
      word,
      label: labelOf(word, label),
      count,
      chosen: isChosen,
      href: hrefOf(words.length === 0 ? null : words),
    };
  });
}

/** A vendor's word in a menu. */
export function vendorWord(word: string, label: string | null): string {
  return label ?? (word === "not-reported" ? "Not reported" : word);
}
