import type { ListedNodeItem } from "@/lib/api/node.schema";
import type { NodeColumn } from "@/lib/api/nodes-query";
import type { SortPhrase } from "@/lib/browser/sort-words";
import type { KnownPatchState } from "@/lib/domain/patch-state";

type Counter = keyof NonNullable<ListedNodeItem["counts"]>;

/** What a number counts: SSM's counter, and where its link leads. */
interface Count {
  readonly counter: Counter;
  /** What the number's link shows on the node's page; null for AWS's own counters, which no list adds up to. */
  readonly state: KnownPatchState | null;
  /** The word that stands behind the number on a narrow screen. */
  readonly unit: string;
}

export interface NodeTableColumn {
  readonly id: string;
  readonly label: string;
  /** null: not sortable. */
  readonly sort: NodeColumn | null;
  /** Numbers and times stand right. */
  readonly numeric?: true;
  /** Shown until somebody chooses otherwise. */
  readonly preset?: true;
  readonly count?: Count;
  /** What it shows of a node beside what every row needs. */
  readonly fields?: ReadonlyArray<keyof ListedNodeItem>;
}

function count(
  id: string,
  label: string,
  sort: NodeColumn | null,
  of: Count,
  preset: { readonly preset?: true } = {},
): NodeTableColumn {
  return { id, label, sort, numeric: true, count: of, ...preset };
}

const shown = { preset: true } as const;

/** Every column of the list, in their order. The first is always there. */
export const nodeTableColumns: readonly NodeTableColumn[] = [
  { id: "name", label: "Node", sort: "name", preset: true, fields: ["failure"] },
  { id: "instance-id", label: "Node ID", sort: "instance-id", preset: true },
  { id: "verdict", label: "Verdict", sort: "verdict", preset: true, fields: ["verdict"] },
  {
    id: "overdue",
    label: "Overdue",
    sort: "overdue",
    numeric: true,
    preset: true,
    fields: ["overdue"],
  },
  count(
    "failed",
    "Failed",
    "failed",
    { counter: "failed", state: "Failed", unit: "failed" },
    shown,
  ),
  count(
    "missing",
    "Missing",
    "missing",
    { counter: "missing", state: "Missing", unit: "missing" },
    shown,
  ),
  count(
    "reboot",
    "Reboot",
    "installed-pending-reboot",
    { counter: "installedPendingReboot", state: "InstalledPendingReboot", unit: "to reboot" },
    shown,
  ),
  count("rejected", "Rejected", "installed-rejected", {
    counter: "installedRejected",
    state: "InstalledRejected",
    unit: "rejected",
  }),
  count("security-update", "Security update", "available-security-update", {
    counter: "availableSecurityUpdate",
    state: "AvailableSecurityUpdate",
    unit: "available",
  }),
  count("installed", "Installed", null, {
    counter: "installed",
    state: "Installed",
    unit: "installed",
  }),
  count("installed-other", "Installed, other", null, {
    counter: "installedOther",
    state: "InstalledOther",
    unit: "installed, other",
  }),
  count("not-applicable", "Not applicable", null, {
    counter: "notApplicable",
    state: "NotApplicable",
    unit: "not applicable",
  }),
  count("critical-non-compliant", "CriticalNonCompliant", null, {
    counter: "criticalNonCompliant",
    state: null,
    unit: "critical non-compliant",
  }),
  count("security-non-compliant", "SecurityNonCompliant", null, {
    counter: "securityNonCompliant",
    state: null,
    unit: "security non-compliant",
  }),
  count("other-non-compliant", "OtherNonCompliant", null, {
    counter: "otherNonCompliant",
    state: null,
    unit: "other non-compliant",
  }),
  { id: "deadline", label: "Next due", sort: "deadline", numeric: true, fields: ["dueOn"] },
  {
    id: "os",
    label: "Operating system",
    sort: "os",
    preset: true,
    fields: ["platformLabel"],
  },
  { id: "group", label: "Patch group", sort: "group", preset: true, fields: ["patchGroup"] },
  {
    id: "baseline",
    label: "Patch baseline",
    sort: "baseline",
    fields: ["baselineId", "baselineName"],
  },
  { id: "source", label: "Source", sort: "account", preset: true },
  { id: "ip", label: "IP address", sort: null, fields: ["ipAddress"] },
  { id: "agent", label: "SSM Agent", sort: null, fields: ["pingStatus"] },
  { id: "operation", label: "Last operation", sort: null, fields: ["operation"] },
  {
    id: "scanned",
    label: "Scanned",
    sort: "operation-end-time",
    numeric: true,
    preset: true,
    fields: ["operationEndTime", "freshness"],
  },
];

/** The ids of the columns to show: those chosen, or those that the list comes with. */
export function shownColumnIds(chosen: readonly string[] | null): readonly string[] {
  return nodeTableColumns
    .filter(({ id, preset }, at) => at === 0 || (chosen?.includes(id) ?? preset === true))
    .map(({ id }) => id);
}

/** Whether columns fit a large screen: as many as the list comes with do. */
export function fitsScreen(ids: readonly string[]): boolean {
  return ids.length <= shownColumnIds(null).length;
}

/** The columns of these ids. */
export function columnsOf(ids: readonly string[]): readonly NodeTableColumn[] {
  return nodeTableColumns.filter(({ id }) => ids.includes(id));
}

const most = { ascending: "fewest first", descending: "most first" };

export const nodeSortPhrases: Record<NodeColumn, SortPhrase> = {
  priority: {
    name: "verdict, critical, high, failed, missing, to reboot, then oldest scan",
    descending: "least urgent first",
  },
  name: { name: "name" },
  "instance-id": { name: "node ID" },
  verdict: { name: "verdict" },
  deadline: { name: "next due", ascending: "first due first", descending: "last due first" },
  overdue: { name: "overdue", ...most },
  failed: { name: "failed", ...most },
  missing: { name: "missing", ...most },
  "installed-pending-reboot": { name: "pending reboot", ...most },
  "installed-rejected": { name: "rejected", ...most },
  "available-security-update": { name: "security updates", ...most },
  os: { name: "operating system" },
  group: { name: "patch group" },
  baseline: { name: "patch baseline" },
  account: { name: "account" },
  region: { name: "Region" },
  "operation-end-time": { name: "scan", ascending: "oldest first", descending: "newest first" },
};
