/** A page's parameters as Next gives them. */
export type PageParams = Readonly<Record<string, string | string[] | undefined>>;

/** The same as URLSearchParams, a repeated one repeated, so that pages and API share their parsers. */
export function toSearchParams(params: PageParams): URLSearchParams {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    for (const each of typeof value === "string" ? [value] : (value ?? []))
      search.append(name, each);
  }
  return search;
}
