const integers = new Intl.NumberFormat("en");

/** A count in full: `2,063`. */
export function formatCount(count: number): string {
  return integers.format(count);
}

/** A count with its word, which never parts from it at the end of a line: `1 patch`, `2,063 patches`. */
export function countOf(count: number, one: string, many: string): string {
  return `${formatCount(count)}\u00a0${count === 1 ? one : many}`;
}
