import { freshnesses, type Freshness } from "@/lib/domain/freshness";
import {
  operatingSystemWord,
  parseOperatingSystem,
  type OperatingSystem,
} from "@/lib/domain/operating-system";
import { parseBaselineId } from "@/lib/domain/baseline-id";
import { parseAccount, parseRegion } from "@/lib/domain/source";
import { verdicts, type Verdict } from "@/lib/domain/verdict";
import {
  formatList,
  formatQuery,
  formatSort,
  oneOf,
  QueryReader,
  type Parsed,
  type SortKey,
} from "@/lib/api/query-reader";

export const nodeColumns = [
  "priority",
  "name",
  "instance-id",
  "verdict",
  "failed",
  "missing",
  "installed-pending-reboot",
  "installed-rejected",
  "available-security-update",
  "os",
  "group",
  "baseline",
  "account",
  "region",
  "operation-end-time",
] as const;

export type NodeColumn = (typeof nodeColumns)[number];

export const platforms = ["windows", "linux", "macos"] as const;

export type PlatformFilter = (typeof platforms)[number];

/** Which managed nodes, in which order. A null list is no filter. */
export interface NodesQuery {
  readonly verdicts: readonly Verdict[] | null;
  readonly freshnesses: readonly Freshness[] | null;
  readonly operatingSystems: readonly OperatingSystem[] | null;
  readonly platforms: readonly PlatformFilter[] | null;
  /** Patch group names; `none` is a node without one. */
  readonly groups: readonly string[] | null;
  readonly baselines: readonly string[] | null;
  readonly accounts: readonly string[] | null;
  readonly regions: readonly string[] | null;
  /** Text to find in name, instance id, computer name or IP address; empty: no text filter. */
  readonly q: string;
  readonly sort: readonly SortKey<NodeColumn>[];
  readonly page: number;
  readonly size: number;
}

export const defaultNodeSort: readonly SortKey<NodeColumn>[] = [
  { column: "priority", descending: false },
];

/** The query word of a verdict: `non-compliant`. */
export function verdictWord(verdict: Verdict): string {
  return verdict === "nonCompliant" ? "non-compliant" : verdict;
}

const names = [
  "verdict",
  "freshness",
  "os",
  "platform",
  "group",
  "baseline",
  "account",
  "region",
  "q",
  "sort",
  "page",
  "size",
];

/** Parses the parameters of the node list; `strict` also refuses names it does not know. */
export function parseNodesQuery(params: URLSearchParams, strict: boolean): Parsed<NodesQuery> {
  const reader = new QueryReader(params);
  if (strict) reader.allowOnly(names);
  const query: NodesQuery = {
    verdicts: reader.words(
      "verdict",
      oneOf(verdicts),
      `Not a verdict. Known: ${verdicts.map(verdictWord).join(", ")}.`,
    ),
    freshnesses: reader.words(
      "freshness",
      oneOf(freshnesses),
      `Not a freshness. Known: ${freshnesses.join(", ")}.`,
    ),
    operatingSystems: reader.words(
      "os",
      parseOperatingSystem,
      "Not an operating system AWS knows.",
    ),
    platforms: reader.words(
      "platform",
      oneOf(platforms),
      `Not a platform. Known: ${platforms.join(", ")}.`,
    ),
    groups: reader.words("group", (word) => word, ""),
    baselines: reader.words(
      "baseline",
      parseBaselineId,
      "Not a baseline id (pb- and 17 hex digits).",
    ),
    accounts: reader.words("account", parseAccount, "Not an account id (12 digits)."),
    regions: reader.words("region", parseRegion, "Not a Region's name."),
    q: reader.text("q") ?? "",
    sort: reader.sort(nodeColumns, defaultNodeSort),
    page: reader.integer("page", 1, 1_000_000, 1),
    size: reader.integer("size", 1, 500, 50),
  };
  return reader.result(query);
}

/** The one spelling of a query, defaults left out. */
export function formatNodesQuery(query: NodesQuery): string {
  return formatQuery([
    ["verdict", formatList(query.verdicts?.map(verdictWord))],
    ["freshness", formatList(query.freshnesses)],
    ["os", formatList(query.operatingSystems?.map(operatingSystemWord))],
    ["platform", formatList(query.platforms)],
    ["group", formatList(query.groups)],
    ["baseline", formatList(query.baselines)],
    ["account", formatList(query.accounts)],
    ["region", formatList(query.regions)],
    ["q", query.q],
    ["sort", formatSort(query.sort, defaultNodeSort)],
    ["page", query.page === 1 ? null : String(query.page)],
    ["size", query.size === 50 ? null : String(query.size)],
  ]);
}
