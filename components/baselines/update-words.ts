import { filterValueLabel } from "@/lib/domain/patch-filter-words";

function nameOf(key: "PRODUCT" | "CLASSIFICATION", word: string): string {
  const label = filterValueLabel(key, word);
  return label.charAt(0).toUpperCase() + label.slice(1);
}

/** A product as a person writes it: AWS has it in one word. */
export function productWords(product: string): string {
  return nameOf("PRODUCT", product);
}

/** A Windows classification as a person writes it: AWS has it in one word. */
export function classificationWords(classification: string): string {
  return nameOf("CLASSIFICATION", classification);
}
