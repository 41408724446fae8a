import "server-only";
import { readPages, type Listing, type PageSize } from "@/lib/server/aws/pages";
import { smallestPage } from "@/lib/server/aws/refused-page-size";

/**
 * All rows of a list, those of the last pass only: rows that an abandoned pass read are not among them, so nothing is
 * there twice and nothing in two states. `onPage` is told the rows so far; they fall back when AWS makes the list begin
 * anew. Throws AwsReadError, `listKeptChanging` when three passes were not enough.
 */
export async function collectPages<Row>(
  listing: Listing<Row>,
  onPage?: (rowsSoFar: readonly Row[]) => void,
): Promise<readonly Row[]> {
  const first = await collectOnce(listing, onPage);
  if (!first.overlapped || listing.mayRepeat !== true) return first.rows;
  const second = await collectOnce({ ...listing, pageSize: otherPageSize(listing.pageSize) });
  return withRepeats(second.rows, first.rows, listing.identityOf);
}

async function collectOnce<Row>(
  listing: Listing<Row>,
  onPage?: (rowsSoFar: readonly Row[]) => void,
): Promise<{ readonly rows: readonly Row[]; readonly overlapped: boolean }> {
  let rows: Row[] = [];
  let overlapped = false;
  for await (const page of readPages(listing)) {
    if (page.restarted) [rows, overlapped] = [[], false];
    rows.push(...page.rows);
    overlapped ||= page.overlapped;
    onPage?.(rows);
  }
  return { rows, overlapped };
}

/**
 * A size that puts the page breaks elsewhere. A dropped row may have been a true repetition with a page break between
 * the two: read again in other pages, the two stand on one page, and an overlap still does not.
 */
function otherPageSize({ maxResults }: PageSize): PageSize {
  return { maxResults: Math.max(smallestPage, maxResults - 7) };
}

/** `rows`, each as often as it was on one page of either reading. */
function withRepeats<Row>(
  rows: readonly Row[],
  earlier: readonly Row[],
  identityOf: (row: Row) => string,
): readonly Row[] {
  const missing = new Map<string, number>();
  for (const row of earlier) missing.set(identityOf(row), (missing.get(identityOf(row)) ?? 0) + 1);
  for (const row of rows) missing.set(identityOf(row), (missing.get(identityOf(row)) ?? 0) - 1);
  return rows.flatMap((row) => {
    const repeats = Math.max(0, missing.get(identityOf(row)) ?? 0);
    missing.delete(identityOf(row));
    return Array.from({ length: repeats + 1 }, () => row);
  });
}
