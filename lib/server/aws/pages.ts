import "server-only";
import { AwsReadError } from "@/lib/server/aws/aws-read-error";
import type { CallSubject } from "@/lib/server/aws/call-subject";
import { refusedPageSize } from "@/lib/server/aws/refused-page-size";

/** What SSM really grants the patch operations, whatever its model says; DescribeInstanceInformation's default is 10. */
export const largestPage = 50;

const mostPages = 10_000;
const mostRestarts = 2;

/** How many rows a page may hold: kept per source and operation, lowered when AWS refuses more. */
export interface PageSize {
  maxResults: number;
}

/** A page as an operation gives it. An absent, null or empty token ends the list; an empty page does not. */
export interface AwsPage<Row> {
  readonly rows: readonly Row[];
  readonly nextToken: string | null | undefined;
}

/** A list that AWS gives in pages. */
export interface Listing<Row> {
  readonly subject: CallSubject;
  readonly pageSize: PageSize;
  readonly readPage: (request: {
    readonly NextToken?: string;
    readonly MaxResults: number;
  }) => Promise<AwsPage<Row>>;
  /** The same for two rows that are one and the same. */
  readonly identityOf: (row: Row) => string;
  /** True where a list may hold two rows that are alike in everything, such as patches without a title. */
  readonly mayRepeat?: boolean;
}

interface PassPage<Row> {
  readonly rows: readonly Row[];
  /** True for the first page after AWS made the listing begin anew. */
  readonly restarted: boolean;
  /** Rows of earlier pages were on it again. */
  readonly overlapped: boolean;
}

/**
 * Pages as they come. AWS's tokens end, lapse and repeat: an invalid one, and one that was given before in the same
 * pass (which would loop for ever), start the listing over, twice at most.
 */
export async function* readPages<Row>(
  listing: Listing<Row>,
): AsyncGenerator<PassPage<Row>, void, undefined> {
  let restarts = 0;
  let pass = newPass(false);
  for (let pages = 0; pages < mostPages; pages += 1) {
    const answer = await readPage(listing, pass.token);
    if (answer === "smallerPages") {
      pass = newPass(pass.restarted || pass.token !== null);
      continue;
    }
    if (answer instanceof AwsReadError) {
      if (restarts === mostRestarts) throw answer;
      restarts += 1;
      pass = newPass(true);
      continue;
    }
    yield { ...newRows(listing, answer.rows, pass.counts), restarted: pass.restarted };
    pass.restarted = false;
    const { nextToken } = answer;
    if (nextToken == null || nextToken === "") return;
    if (!pass.tokens.has(nextToken)) {
      pass.tokens.add(nextToken);
      pass.token = nextToken;
      continue;
    }
    if (restarts === mostRestarts) throw new AwsReadError("listKeptChanging", listing.subject);
    restarts += 1;
    pass = newPass(true);
  }
  throw new AwsReadError("badAnswer", listing.subject);
}

interface Pass {
  token: string | null;
  restarted: boolean;
  readonly tokens: Set<string>;
  /** How often each row has been given in this pass. */
  readonly counts: Map<string, number>;
}

function newPass(restarted: boolean): Pass {
  return { token: null, restarted, tokens: new Set(), counts: new Map() };
}

async function readPage<Row>(
  listing: Listing<Row>,
  token: string | null,
): Promise<AwsPage<Row> | AwsReadError | "smallerPages"> {
  const { pageSize } = listing;
  try {
    return await listing.readPage({
      ...(token === null ? {} : { NextToken: token }),
      MaxResults: pageSize.maxResults,
    });
  } catch (error) {
    if (!(error instanceof AwsReadError)) throw error;
    const allowed = refusedPageSize(error, pageSize.maxResults);
    if (allowed !== null) {
      // A token belongs to the size it was given for, so the listing begins anew.
      pageSize.maxResults = allowed;
      return "smallerPages";
    }
    if (error.code === "listKeptChanging") return error;
    throw error;
  }
}

/**
 * The rows of a page that the pass does not have yet. A list that shifts while it is read gives rows of one page again
 * on a later one: those are dropped. A row that stands twice on the same page is two rows, where a list may repeat
 * itself: AWS said so in one answer.
 */
function newRows<Row>(
  listing: Listing<Row>,
  rows: readonly Row[],
  counts: Map<string, number>,
): { readonly rows: readonly Row[]; readonly overlapped: boolean } {
  const onThisPage = new Map<string, number>();
  const fresh = rows.filter((row) => {
    const identity = listing.identityOf(row);
    const count = listing.mayRepeat === true ? (onThisPage.get(identity) ?? 0) + 1 : 1;
    onThisPage.set(identity, count);
    if (count <= (counts.get(identity) ?? 0)) return false;
    counts.set(identity, count);
    return true;
  });
  return { rows: fresh, overlapped: fresh.length < rows.length };
}
