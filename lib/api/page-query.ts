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

/** A segment of a page's address in plain text: Next gives it as it stands in the address. */
export function pageSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    // A percent sign that begins no escape stands for itself.
    if (error instanceof URIError) return segment;
    throw error;
  }
}
