import { parseAccount, parseRegion } from "@/lib/domain/source";
import { formatList, formatQuery, QueryReader, type Parsed } from "@/lib/api/query-reader";

/** How far back the history goes. */
export const historyRanges = ["30d", "90d", "1y"] as const;

export type HistoryRange = (typeof historyRanges)[number];

export const defaultRange: HistoryRange = "90d";

/** How many days a range is, today among them. */
export const rangeDays: Record<HistoryRange, number> = { "30d": 30, "90d": 90, "1y": 365 };

/** Which accounts and Regions the fleet's numbers are of, and how far back. A null list is no filter. */
export interface OverviewQuery {
  readonly accounts: readonly string[] | null;
  readonly regions: readonly string[] | null;
  readonly range: HistoryRange;
}

/** The same of some patch groups; `none` is nodes without one. */
export interface HistoryQuery extends OverviewQuery {
  readonly groups: readonly string[] | null;
}

function readOverview(reader: QueryReader): OverviewQuery {
  return {
    accounts: reader.words("account", parseAccount, "Not an account id (12 digits)."),
    regions: reader.words("region", parseRegion, "Not a Region's name."),
    range: readRange(reader),
  };
}

function readRange(reader: QueryReader): HistoryRange {
  const ranges = reader.words(
    "range",
    (word) => historyRanges.find((known) => known === word.toLowerCase()) ?? null,
    `Not a range. Known: ${historyRanges.join(", ")}.`,
  );
  if (ranges !== null && ranges.length > 1) {
    reader.refuse("range", ranges.join(","), "One range at a time.");
  }
  return ranges?.[0] ?? defaultRange;
}

/** Parses the parameters of the overview; a page ignores names that it does not know. */
export function parseOverviewQuery(params: URLSearchParams): Parsed<OverviewQuery> {
  const reader = new QueryReader(params);
  return reader.result(readOverview(reader));
}

/** Parses the parameters of the history; the API refuses names that it does not know. */
export function parseHistoryQuery(params: URLSearchParams): Parsed<HistoryQuery> {
  const reader = new QueryReader(params);
  reader.allowOnly(["account", "region", "group", "range"]);
  const groups = reader.words("group", (word) => word, "");
  return reader.result({ ...readOverview(reader), groups });
}

/** Parses the parameters of a patch's rollout; the API refuses names that it does not know. */
export function parseRolloutQuery(params: URLSearchParams): Parsed<OverviewQuery> {
  const reader = new QueryReader(params);
  reader.allowOnly(["account", "region", "range"]);
  return reader.result(readOverview(reader));
}

/** The one spelling of a query, defaults left out. */
export function formatOverviewQuery({ accounts, regions, range }: OverviewQuery): string {
  return formatQuery([
    ["account", formatList(accounts)],
    ["region", formatList(regions)],
    ["range", range === defaultRange ? null : range],
  ]);
}
