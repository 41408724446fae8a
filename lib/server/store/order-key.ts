import "server-only";

const longestNumber = 15;

/**
 * A text to sort by, byte by byte and the same on every engine: case and accents aside, numbers by value, so that
 * KB890830 stands before KB5077812.
 */
export function orderKey(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, "").padStart(longestNumber, "0"));
}
