/** Epoch seconds of 18:00 UTC on the second Tuesday of a month; `monthIndex` counts months from January 1970. */
export function patchTuesday(monthIndex: number): number {
  const year = 1970 + Math.floor(monthIndex / 12);
  const month = monthIndex % 12;
  const firstWeekday = new Date(Date.UTC(year, month, 1)).getUTCDay();
  const day = 8 + ((9 - firstWeekday) % 7);
  return Date.UTC(year, month, day, 18) / 1000;
}

/** Months from January 1970 to the month that holds this moment. */
export function monthIndexOf(epochSeconds: number): number {
  const date = new Date(epochSeconds * 1000);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}

/** `2026-11`, as Windows update titles begin. */
export function monthLabel(monthIndex: number): string {
  return `${1970 + Math.floor(monthIndex / 12)}-${String((monthIndex % 12) + 1).padStart(2, "0")}`;
}
