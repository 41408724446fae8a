/** A share in percent with one decimal, cut and never rounded up: `100 %` is all of them, `0 %` none. */
export function formatShare(part: number, whole: number): string {
  const tenths = Math.floor((1_000 * part) / whole);
  if (part === whole) return "100\u00a0%";
  if (part === 0) return "0\u00a0%";
  if (tenths === 0) return "<\u00a00.1\u00a0%";
  if (1_000 * part > 999 * whole) return ">\u00a099.9\u00a0%";
  return `${(tenths / 10).toFixed(1)}\u00a0%`;
}
