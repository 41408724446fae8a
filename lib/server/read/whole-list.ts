import "server-only";
import type { SourceStatus } from "@/lib/api/source-status.schema";
import type { CsvColumn } from "@/lib/server/csv";
import type { ListedSource } from "@/lib/server/read/node-list-from-store";
import { ProblemError } from "@/lib/server/problem-error";

/** Every row of a list under its filters, in its order: what a file of it is made of. */
export interface WholeList<Row> {
  /** What the file is called before its date. */
  readonly name: string;
  readonly columns: ReadonlyArray<CsvColumn<Row>>;
  /** The rows, some at a time. Which rows there are was settled when the list was asked for. */
  readonly parts: AsyncIterable<readonly Row[]>;
  /** The list's total; null where a row is less than an item of it. */
  readonly total: number | null;
  /** The oldest reading in it. */
  readonly asOf: string;
  /** How the reading of each source of the list stands. */
  readonly sources: readonly SourceStatus[];
}

/** Rows that are loaded together. */
const partSize = 500;

/** The rows of `places`, loaded a few hundred at a time, and no sooner than they are asked for. */
export async function* inParts<Place, Row>(
  places: readonly Place[],
  load: (some: readonly Place[]) => Promise<readonly Row[]> | readonly Row[],
  size = partSize,
): AsyncGenerator<readonly Row[]> {
  for (let from = 0; from < places.length; from += size) {
    yield await load(places.slice(from, from + size));
  }
}

/** More than any list has of what is counted up from rows: KBs and packages, CVEs, groups. One page holds them all. */
export const wholePage = { page: 1, size: 1_000_000 } as const;

interface AskedSources {
  readonly accounts: readonly string[] | null;
  readonly regions: readonly string[] | null;
}

function isAsked(
  { account, region }: { readonly account: string; readonly region: string },
  { accounts, regions }: AskedSources,
): boolean {
  return (accounts?.includes(account) ?? true) && (regions?.includes(region) ?? true);
}

/** The numbers of the sources that a view counts. */
export function sourceNosOf(
  sources: readonly ListedSource[],
  asked: AskedSources,
): readonly number[] {
  return sources.flatMap(({ sourceNo, status }) => (isAsked(status, asked) ? [sourceNo] : []));
}

/**
 * The sources that a list is about, and its oldest reading. Throws ProblemError while nothing of them has been read: a
 * file without rows would say that there is nothing.
 */
export function readSourcesOf(
  sources: readonly SourceStatus[],
  asked: AskedSources = { accounts: null, regions: null },
): Pick<WholeList<unknown>, "asOf" | "sources"> {
  const named = sources.filter((source) => isAsked(source, asked));
  // A view of no source of ours is empty, as its list is; what it was read from is the rest.
  const used = named.length === 0 ? sources : named;
  const [asOf] = used.flatMap(({ readAt }) => readAt ?? []).toSorted();
  if (asOf !== undefined) return { asOf, sources: used };
  const [error] = used.flatMap((source) => source.error ?? []);
  throw error ? new ProblemError(error.code, error.detail) : notReadYet("Nothing of this list");
}

/** For what nobody has read yet, and no fault keeps from being read. */
export function notReadYet(what: string): ProblemError {
  return new ProblemError(
    "awsTimeout",
    `${what} has been read from SSM yet: ask again in a while.`,
  );
}

/** Half a list is no list: for one whose rows are still on their way from SSM. */
export function stillRead(what: string): ProblemError {
  return new ProblemError("awsTimeout", `${what} are still being read: ask again in a while.`);
}

/** How the reading of a row's source stands, for a cell: `read`, or `failed` with the code of the reason. */
export function sourceCell(
  sources: readonly SourceStatus[],
): (row: { readonly account: string; readonly region: string }) => string | null {
  const words = new Map(
    sources.map(({ account, region, status, error }) => [
      `${account}/${region}`,
      error === null ? status : `${status}: ${error.code}`,
    ]),
  );
  return ({ account, region }) => words.get(`${account}/${region}`) ?? null;
}
