import { parseSweepId } from "@/lib/domain/sweep-id";
import { formatQuery, QueryReader, type Parsed } from "@/lib/api/query-reader";

/** Which of the sweeps, the newest first. */
export interface SweepsQuery {
  /** From 1. */
  readonly page: number;
  readonly size: number;
}

/** What the page shows: some of the sweeps, and the one that is opened. */
export interface SweepsView extends SweepsQuery {
  readonly sweepId: string | null;
}

const defaultSize = 50;

function readPart(reader: QueryReader): SweepsQuery {
  return {
    page: reader.integer("page", 1, 1_000_000, 1),
    size: reader.integer("size", 1, 500, defaultSize),
  };
}

/** Parses the parameters of the API's list; names it does not know are refused. */
export function parseSweepsQuery(params: URLSearchParams): Parsed<SweepsQuery> {
  const reader = new QueryReader(params);
  reader.allowOnly(["page", "size"]);
  return reader.result(readPart(reader));
}

/** Parses the parameters of the page. */
export function parseSweepsView(params: URLSearchParams): Parsed<SweepsView> {
  const reader = new QueryReader(params);
  const opened = reader.words("sweep", parseSweepId, "Not the id of a sweep.");
  return reader.result({ ...readPart(reader), sweepId: opened?.[0] ?? null });
}

function partsOf({ page, size }: SweepsQuery): ReadonlyArray<readonly [string, string | null]> {
  return [
    ["page", page === 1 ? null : String(page)],
    ["size", size === defaultSize ? null : String(size)],
  ];
}

/** The one spelling of a query, defaults left out. */
export function formatSweepsQuery(query: SweepsQuery): string {
  return formatQuery(partsOf(query));
}

/** The one spelling of a view of the page, defaults left out. */
export function formatSweepsView(view: SweepsView): string {
  return formatQuery([["sweep", view.sweepId], ...partsOf(view)]);
}
