import { QueryReader, type Parsed } from "@/lib/api/query-reader";

/** A day of the past in an address, and what else the address asks for. */
export interface AsOf {
  /** `2026-11-20`, a day of UTC; null: now. */
  readonly day: string | null;
  readonly rest: URLSearchParams;
}

const dayForm = /^\d{4}-\d{2}-\d{2}$/;

/** True for a day that the calendar has. */
function isDay(text: string): boolean {
  if (!dayForm.test(text)) return false;
  const moment = new Date(`${text}T00:00:00.000Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}

/** Takes `as-of` out of the parameters. Whether there is anything to show of the day is for the server to say. */
export function parseAsOf(params: URLSearchParams): Parsed<AsOf> {
  const reader = new QueryReader(params);
  const text = reader.text("as-of");
  if (text !== null && !isDay(text)) {
    reader.refuse("as-of", text, "Not a day of the calendar. A day is written like 2026-11-20.");
  }
  const rest = new URLSearchParams(params);
  rest.delete("as-of");
  return reader.result({ day: text, rest });
}

/** A query with the day before it. */
export function withAsOf(day: string, search: string): string {
  return search === "" ? `as-of=${day}` : `as-of=${day}&${search}`;
}
