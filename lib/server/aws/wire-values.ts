import "server-only";

// The SDK checks nothing that AWS sends: a member may be absent, null, blank, a sentinel or of another kind than its
// type says, so everything here takes `unknown`.

/** The text, or null where AWS sent nothing or a blank. */
export function textOrNull(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value : null;
}

/** `KB5034441`; the number comes with the letters, and without them in older answers. */
export function kbIdOrNull(value: unknown): string | null {
  const text = textOrNull(value)?.trim() ?? null;
  return text !== null && /^\d+$/.test(text) ? `KB${text}` : text;
}

/** The count, or null where AWS sent none; it writes -1 for "not provided" and some integers as text. */
export function countOrNull(value: unknown): number | null {
  const count = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof count === "number" && Number.isFinite(count) && count >= 0 ? count : null;
}

/** SSM sends year 1 and days of 1970 where it knows no time; Systems Manager itself began in 2014. */
const firstPossibleMs = Date.UTC(1971, 0, 1);

/**
 * The time in ISO 8601 UTC, or null where AWS knows none. A number too large for a Date becomes an invalid one, which
 * toISOString() would throw on.
 */
export function timeOrNull(value: unknown): string | null {
  if (!(value instanceof Date)) return null;
  const ms = value.getTime();
  return Number.isFinite(ms) && ms >= firstPossibleMs ? value.toISOString() : null;
}

export function booleanOrNull(value: unknown): boolean | null {
  return typeof value === "boolean" ? value : null;
}

/** The CVE ids of DescribeInstancePatches, which sends them as one string with commas between. */
export function cveIdList(value: unknown): readonly string[] {
  const ids = (textOrNull(value) ?? "").split(",").map((id) => id.trim().toUpperCase());
  return [...new Set(ids.filter((id) => id !== ""))];
}

/** An address without query and fragment: an InstallOverrideList can be a presigned URL, whose query is a key. */
export function withoutQuery(value: unknown): string | null {
  return textOrNull(textOrNull(value)?.replace(/[?#].*$/s, ""));
}

/** The rows of a list; the SDK keeps the nulls that a list may hold. */
export function presentRows<Row>(
  list: ReadonlyArray<Row | null> | null | undefined,
): readonly Row[] {
  return (list ?? []).filter((row) => row !== null);
}

/** The texts of a list, without nulls and blanks. */
export function presentTexts(
  list: ReadonlyArray<string | null> | null | undefined,
): readonly string[] {
  return presentRows(list).flatMap((text) => textOrNull(text) ?? []);
}
