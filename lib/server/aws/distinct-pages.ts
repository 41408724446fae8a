import "server-only";
import { readPages, type Listing } from "@/lib/server/aws/pages";

/**
 * The rows of a list page by page, each identity once over all passes: for lists whose rows may be worked on while the
 * rest is still read. Empty pages are not yielded. Throws as `collectPages` does.
 */
export async function* distinctPages<Row>(
  listing: Listing<Row>,
): AsyncGenerator<readonly Row[], void, undefined> {
  const seen = new Set<string>();
  for await (const page of readPages(listing)) {
    const fresh = page.rows.filter((row) => {
      const identity = listing.identityOf(row);
      return !seen.has(identity) && seen.add(identity);
    });
    if (fresh.length > 0) yield fresh;
  }
}
