import { deadlines, type Deadline, deadlineWord } from "@/lib/domain/deadline";
import { freshnesses, type Freshness } from "@/lib/domain/freshness";
import {
  operatingSystemWord,
  parseOperatingSystem,
  type OperatingSystem,
} from "@/lib/domain/operating-system";
import { parseBaselineId } from "@/lib/domain/baseline-id";
import { knownPatchState, patchStates, type KnownPatchState } from "@/lib/domain/patch-state";
import { parseAccount, parseRegion } from "@/lib/domain/source";
import { verdicts, type Verdict } from "@/lib/domain/verdict";
import { readDeadlines } from "@/lib/api/deadline-query";
import {
  defaultSize,
  formatListPart,
  listPartNames,
  readListPart,
  type ListPart,
} from "@/lib/api/list-part";
import { foldWord, stateWord } from "@/lib/api/node-patches-query";
import {
  formatList,
  formatQuery,
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
  "deadline",
  "overdue",
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

/** How SSM Agent last answered (AWS's PingStatus); `not-reported` is every other word, and none. */
export const agentFilters = ["online", "connection-lost", "inactive", "not-reported"] as const;

export type AgentFilter = (typeof agentFilters)[number];

/** Whether SSM lists the node, and what EC2 says became of one that it no longer lists. */
export const listingFilters = ["listed", "stopped", "gone", "notListed"] as const;

export type ListingFilter = (typeof listingFilters)[number];

/** The query word of a listing: `not-listed`. */
function listingWord(listing: ListingFilter): string {
  return listing === "notListed" ? "not-listed" : listing;
}

/** An operating system to filter by; `unrecognised` stands for every platform that AWS's words do not name. */
export type SystemFilter = OperatingSystem | "unrecognised";

/** The word of a node without a patch group, and of one that no baseline was used on. */
export const noneWord = "none";

/** What nodes are, whatever their patches: the part of a fleet that is looked at. A null list is no filter. */
export interface FleetPart {
  readonly operatingSystems: readonly SystemFilter[] | null;
  readonly platforms: readonly PlatformFilter[] | null;
  /** Patch group names; `none` is a node without one. */
  readonly groups: readonly string[] | null;
  /** Short ids; `none` is a node without a node patch state. */
  readonly baselines: readonly string[] | null;
  readonly accounts: readonly string[] | null;
  readonly regions: readonly string[] | null;
}

/**
 * Which managed nodes, in which order. A null list is no filter.
 * `q` is found in name, instance id, computer name or IP address.
 */
export interface NodesQuery extends ListPart<NodeColumn>, FleetPart {
  readonly verdicts: readonly Verdict[] | null;
  readonly freshnesses: readonly Freshness[] | null;
  /** How the finding that is due first stands; `unknown`: the node's findings were never read. */
  readonly deadlines: readonly Deadline[] | null;
  /** Nodes with at least one patch in one of these states, by SSM's own counters. */
  readonly states: readonly KnownPatchState[] | null;
  /** Nodes with at least one finding that the vendor calls so, in lower case; `not-reported` is no word. */
  readonly severities: readonly string[] | null;
  readonly agents: readonly AgentFilter[] | null;
  /** Without a list: only nodes that SSM lists. */
  readonly listings: readonly ListingFilter[] | null;
}

export const defaultNodeSort: readonly SortKey<NodeColumn>[] = [
  { column: "priority", descending: false },
];

/** The query word of a verdict: `non-compliant`. */
export function verdictWord(verdict: Verdict): string {
  return verdict === "nonCompliant" ? "non-compliant" : verdict;
}

/** The query word of an operating system: `amazon-linux-2023`, or `unrecognised`. */
export function systemWord(system: SystemFilter | null): string {
  return system === null || system === "unrecognised"
    ? "unrecognised"
    : operatingSystemWord(system);
}

function parseSystem(word: string): SystemFilter | null {
  return word.toLowerCase() === "unrecognised" ? "unrecognised" : parseOperatingSystem(word);
}

/** The query word of AWS's PingStatus. */
export function agentWord(pingStatus: string | null): AgentFilter {
  return oneOf(agentFilters)(pingStatus ?? "") ?? "not-reported";
}

/** The views that a list of nodes is opened with most, beside the verdicts. */
export const quickViews = [
  "overdue",
  "needsReboot",
  "failedInstalls",
  "stale",
  "neverScanned",
] as const;

export type QuickView = (typeof quickViews)[number];

const noQuickFilter = { states: null, freshnesses: null, deadlines: null } as const;

const quickFilters: Record<QuickView, Pick<NodesQuery, keyof typeof noQuickFilter>> = {
  overdue: { ...noQuickFilter, deadlines: ["overdue"] },
  needsReboot: { ...noQuickFilter, states: ["InstalledPendingReboot"] },
  failedInstalls: { ...noQuickFilter, states: ["Failed"] },
  stale: { ...noQuickFilter, freshnesses: ["stale"] },
  neverScanned: { ...noQuickFilter, freshnesses: ["never"] },
};

/** The query of a quick view: the other filters stay, those of another quick view go. */
export function quickViewQuery(query: NodesQuery, view: QuickView): NodesQuery {
  return { ...query, ...quickFilters[view], page: 1 };
}

/** The parameters of a FleetPart. */
export const fleetPartNames = ["os", "platform", "group", "baseline", "account", "region"];

const names = [
  "verdict",
  "freshness",
  "deadline",
  "state",
  "severity",
  "agent",
  "listing",
  ...fleetPartNames,
  ...listPartNames,
];

/** True when an address asks for a view of its own; chat tools add parameters that ask for nothing. */
export function asksForNodes(params: URLSearchParams): boolean {
  return names.some((name) => params.has(name));
}

/** The part of the fleet that an address names. */
export function readFleetPart(reader: QueryReader): FleetPart {
  return {
    operatingSystems: reader.words("os", parseSystem, "Not an operating system AWS knows."),
    platforms: reader.words(
      "platform",
      oneOf(platforms),
      `Not a platform. Known: ${platforms.join(", ")}.`,
    ),
    groups: reader.words("group", (word) => word, ""),
    baselines: reader.words(
      "baseline",
      (word) => (word.toLowerCase() === noneWord ? noneWord : parseBaselineId(word)),
      "Not a baseline id (pb- and 17 hex digits).",
    ),
    accounts: reader.words("account", parseAccount, "Not an account id (12 digits)."),
    regions: reader.words("region", parseRegion, "Not a Region's name."),
  };
}

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
    deadlines: readDeadlines(reader, deadlines),
    states: reader.words(
      "state",
      knownPatchState,
      `Not a patch state. Known: ${patchStates.map(stateWord).join(", ")}.`,
    ),
    severities: reader.words("severity", foldWord, ""),
    agents: reader.words(
      "agent",
      oneOf(agentFilters),
      `Not a state of SSM Agent. Known: ${agentFilters.join(", ")}.`,
    ),
    listings: reader.words(
      "listing",
      oneOf(listingFilters),
      `Not what can become of a node. Known: ${listingFilters.map(listingWord).join(", ")}.`,
    ),
    ...readFleetPart(reader),
    ...readListPart(reader, nodeColumns, defaultNodeSort),
  };
  return reader.result(query);
}

/** The one spelling of a query, defaults left out. */
export function formatNodesQuery(query: NodesQuery): string {
  return formatQuery([
    ["verdict", formatList(query.verdicts?.map(verdictWord))],
    ["freshness", formatList(query.freshnesses)],
    ["deadline", formatList(query.deadlines?.map(deadlineWord))],
    ["state", formatList(query.states?.map(stateWord))],
    ["severity", formatList(query.severities)],
    ["os", formatList(query.operatingSystems?.map(systemWord))],
    ["platform", formatList(query.platforms)],
    ["group", formatList(query.groups)],
    ["baseline", formatList(query.baselines)],
    ["agent", formatList(query.agents)],
    ["account", formatList(query.accounts)],
    ["region", formatList(query.regions)],
    ["listing", formatList(query.listings?.map(listingWord))],
    ...formatListPart(query, defaultNodeSort),
  ]);
}

const noFilters = {
  verdicts: null,
  freshnesses: null,
  deadlines: null,
  states: null,
  severities: null,
  operatingSystems: null,
  platforms: null,
  groups: null,
  baselines: null,
  agents: null,
  accounts: null,
  regions: null,
  listings: null,
  q: "",
} as const;

/** No filter at all: the same rows in the same order for who clears the filters. */
export function withoutFilters({ sort, size }: Pick<NodesQuery, "sort" | "size">): NodesQuery {
  return { ...noFilters, sort, page: 1, size };
}

/** Every node, as the list comes. */
export const everyNode: NodesQuery = {
  ...noFilters,
  sort: defaultNodeSort,
  page: 1,
  size: defaultSize,
};
