import { formatList, formatQuery } from "@/lib/api/query-reader";
import { parseAccount, parseRegion } from "@/lib/domain/source";

/** The accounts and Regions that a page is narrowed to; empty is all of them. */
export interface Scope {
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
}

/** No narrowing. */
export const everySource: Scope = { accounts: [], regions: [] };

function words(text: string | null, parse: (word: string) => string | null): readonly string[] {
  return (text ?? "").split(",").flatMap((word) => parse(word.trim()) ?? []);
}

/** The scope in an address; what is no account and no Region is the page's business to refuse. */
export function scopeOf(search: Pick<URLSearchParams, "get">): Scope {
  return {
    accounts: words(search.get("account"), parseAccount),
    regions: words(search.get("region"), parseRegion),
  };
}

/** A query with the scope after it, for the page of one thing: the lists that one goes back to are narrowed to it. */
export function withScope(search: string, { accounts, regions }: Scope): string {
  const scope = formatQuery([
    ["account", formatList(accounts)],
    ["region", formatList(regions)],
  ]);
  return [search, scope].filter(Boolean).join("&");
}

/** The address of a list, narrowed to a scope; `search` is what it asks for otherwise. */
export function withinScope<Page extends string>(
  page: Page,
  { accounts, regions }: Scope,
  search = "",
): Page | `${Page}?${string}` {
  const params = new URLSearchParams(search);
  // Another scope is another list: it starts at its first page.
  for (const name of ["account", "region", "page"]) params.delete(name);
  const query = formatQuery([
    ...params,
    ["account", formatList(accounts)],
    ["region", formatList(regions)],
  ]);
  return query === "" ? page : `${page}?${query}`;
}

/** `chosen` with `word` added, or taken back; every one of `all` is the same as none. */
export function toggled(
  chosen: readonly string[],
  word: string,
  all: readonly string[],
): readonly string[] {
  const next = chosen.includes(word) ? chosen.filter((each) => each !== word) : [...chosen, word];
  return all.every((each) => next.includes(each)) ? [] : next;
}
