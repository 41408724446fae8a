import "server-only";
import { knownPatchState, patchStates } from "@/lib/domain/patch-state";
import type { Verdict } from "@/lib/domain/verdict";
import type { NodeDetail } from "@/lib/api/node.schema";
import type { SourceStatus } from "@/lib/api/source-status.schema";
import type { CsvColumn } from "@/lib/server/csv";
import { sourceCell } from "@/lib/server/read/whole-list";

/** A row that one node is in. */
export interface OfNode {
  readonly node: NodeDetail;
}

/** What a row says of a patch on a node, in SSM's words. */
export interface ReportedPatch {
  readonly kbId: string;
  readonly title: string | null;
  readonly classification: string | null;
  readonly severity: string | null;
  readonly state: string;
  readonly cveIds: readonly string[];
  readonly installedTime: string | null;
  /** Since when Patchboard has seen it need attention; null where that is not known. */
  readonly firstSeen: string | null;
  /** The last day, of UTC, on which it is in time; null where it has no deadline. */
  readonly dueOn: string | null;
}

/** A node and one patch of it; or, with why, a node of which no patch can be named. */
export interface ReportedRow extends OfNode {
  readonly patch: ReportedPatch | null;
  readonly note: string | null;
}

/** AWS's ComplianceStatus; it has no word for what is not known. */
const statuses: Record<Verdict, string> = {
  compliant: "COMPLIANT",
  nonCompliant: "NON_COMPLIANT",
  unknown: "UNKNOWN",
};

const index: CsvColumn<unknown> = { name: "Index", value: (_, place) => place };

/** A column of AWS's report that no read-only call of SSM's answers: there for who counts columns, and empty. */
const unread = (name: string): CsvColumn<unknown> => ({ name, value: () => null });

const identity: ReadonlyArray<CsvColumn<OfNode>> = [
  { name: "Instance ID", value: ({ node }) => node.instanceId },
  { name: "Instance name", value: ({ node }) => node.name },
];

const address: CsvColumn<OfNode> = { name: "Instance IP", value: ({ node }) => node.ipAddress };

const platform: ReadonlyArray<CsvColumn<OfNode>> = [
  { name: "Platform name", value: ({ node }) => node.platformName },
  { name: "Platform version", value: ({ node }) => node.platformVersion },
  { name: "SSM Agent version", value: ({ node }) => node.agentVersion },
];

const baseline: CsvColumn<OfNode> = {
  name: "Patch baseline",
  value: ({ node }) => node.baselineId,
};

/** Where a row is from and when it was true: ours, after AWS's columns. */
function provenance(sources: readonly SourceStatus[]): ReadonlyArray<CsvColumn<OfNode>> {
  const standing = sourceCell(sources);
  return [
    { name: "Account", value: ({ node }) => node.account },
    { name: "Region", value: ({ node }) => node.region },
    { name: "Scanned (UTC)", value: ({ node }) => node.operationEndTime },
    { name: "Fetched (UTC)", value: ({ node }) => node.readAt },
    { name: "Source status", value: ({ node }) => standing(node) },
  ];
}

const counters = {
  Failed: "failed",
  Missing: "missing",
  InstalledPendingReboot: "installedPendingReboot",
  InstalledRejected: "installedRejected",
  AvailableSecurityUpdate: "availableSecurityUpdate",
  Installed: "installed",
  InstalledOther: "installedOther",
  NotApplicable: "notApplicable",
} as const;

/**
 * A row a node, headed as AWS's patch compliance report (user guide, "Generating .csv patch compliance reports"), then
 * ours. Of AWS's counts by compliance level SSM's calls give only the critical one.
 */
export function nodeReportColumns(
  sources: readonly SourceStatus[],
): ReadonlyArray<CsvColumn<OfNode>> {
  return [
    index,
    ...identity,
    address,
    ...platform,
    baseline,
    { name: "Patch group", value: ({ node }) => node.patchGroup },
    { name: "Compliance status", value: ({ node }) => statuses[node.verdict] },
    unread("Compliance severity"),
    {
      name: "Noncompliant Critical severity patch count",
      value: ({ node }) => node.counts?.criticalNonCompliant ?? null,
    },
    ...["High", "Medium", "Low", "Informational", "Unspecified"].map((level) =>
      unread(`Noncompliant ${level} severity patch count`),
    ),
    ...provenance(sources),
    { name: "Unknown because", value: ({ node }) => node.reason },
    { name: "Freshness", value: ({ node }) => node.freshness },
    { name: "Operation", value: ({ node }) => node.operation },
    ...patchStates.map((state): CsvColumn<OfNode> => ({
      name: `${state} patch count`,
      value: ({ node }) => node.counts?.[counters[state]] ?? null,
    })),
    { name: "Baseline name", value: ({ node }) => node.baselineName },
    { name: "Ping status", value: ({ node }) => node.pingStatus },
    { name: "Computer name", value: ({ node }) => node.computerName },
    { name: "Listing", value: ({ node }) => node.listing },
    { name: "Deadline", value: ({ node }) => node.deadline },
    { name: "Next due (UTC)", value: ({ node }) => node.dueOn },
  ];
}

/** A row a patch on a node, headed as AWS's report of one node's patches, then ours. */
export function patchReportColumns(
  sources: readonly SourceStatus[],
): ReadonlyArray<CsvColumn<ReportedRow>> {
  return [
    index,
    ...identity,
    { name: "Patch name", value: ({ patch }) => patch?.title ?? null },
    { name: "KB ID/Patch ID", value: ({ patch }) => patch?.kbId ?? null },
    {
      name: "Patch state",
      value: ({ patch }) => (patch ? (knownPatchState(patch.state) ?? patch.state) : null),
    },
    { name: "Last report time", value: ({ node }) => node.operationEndTime },
    unread("Compliance level"),
    { name: "Patch severity", value: ({ patch }) => patch?.severity ?? null },
    { name: "Patch classification", value: ({ patch }) => patch?.classification ?? null },
    { name: "CVE ID", value: ({ patch }) => patch?.cveIds.join(",") ?? null },
    baseline,
    address,
    ...platform,
    ...provenance(sources),
    { name: "Patch group", value: ({ node }) => node.patchGroup },
    { name: "Installed (UTC)", value: ({ patch }) => patch?.installedTime ?? null },
    { name: "First seen (UTC)", value: ({ patch }) => patch?.firstSeen ?? null },
    { name: "Due (UTC)", value: ({ patch }) => patch?.dueOn ?? null },
    { name: "Note", value: ({ note }) => note },
  ];
}
