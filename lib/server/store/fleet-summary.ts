import "server-only";
import { deadlines, type Deadline } from "@/lib/domain/deadline";
import type { Freshness } from "@/lib/domain/freshness";
import type { OperatingSystem } from "@/lib/domain/operating-system";
import { findingStates, type FindingState } from "@/lib/domain/patch-state";
import type { SeverityRank } from "@/lib/domain/severity";
import type { Verdict } from "@/lib/domain/verdict";
import type { AlikeNodes, CounterSum } from "@/lib/server/store/alike-nodes";
import { isOfPart, type PartSelection } from "@/lib/server/store/alike-nodes-filter";
import { countVerdicts, grouped, sumOf } from "@/lib/server/store/alike-sums";
import type { PartFindings } from "@/lib/server/store/part-findings";
import type { NodeListing } from "@/lib/server/store/stored-node";

/** Nodes of one kind, by verdict. */
export type VerdictCounts = Readonly<Record<Verdict, number>> & { readonly total: number };

/** What SSM's own counters say of a finding state. */
export interface StateCount extends CounterSum {
  readonly state: FindingState;
}

/** Findings among the rows held, by state and the vendor's word as it came; null where nothing was said. */
export interface SeverityCount {
  readonly state: FindingState;
  readonly rank: SeverityRank;
  readonly severity: string | null;
  readonly patches: number;
  readonly nodes: number;
}

/** Nodes that stand so to their deadline, and the findings of all nodes that do. */
export interface DeadlineCount {
  readonly deadline: Deadline;
  readonly nodes: number;
  /** null for the other standings, whose findings nobody counts: no page shows them. */
  readonly findings: number | null;
}

/** The fleet in numbers. Nodes that have left SSM's list are beside the others, in no other number. */
export interface FleetSummary {
  readonly nodes: VerdictCounts & {
    readonly stale: number;
    readonly stopped: number;
    readonly gone: number;
    /** Left SSM's list, and nobody may say whether they are stopped or gone. */
    readonly notListed: number;
  };
  readonly findingsByState: readonly StateCount[];
  readonly findingsBySeverity: readonly SeverityCount[];
  /** Nodes whose rows are held, and so are in `findingsBySeverity`, of those with results. */
  readonly rows: { readonly nodesRead: number; readonly nodesWithResults: number };
  readonly byOperatingSystem: ReadonlyArray<
    VerdictCounts & { readonly operatingSystem: OperatingSystem | null }
  >;
  readonly byPatchGroup: ReadonlyArray<VerdictCounts & { readonly patchGroup: string | null }>;
  readonly byBaseline: ReadonlyArray<
    VerdictCounts & {
      readonly sourceNo: number;
      readonly baselineId: string | null;
      readonly name: string | null;
    }
  >;
  readonly bySource: ReadonlyArray<VerdictCounts & { readonly sourceNo: number }>;
  readonly byFreshness: Readonly<Record<Freshness, number>>;
  readonly deadlines: readonly DeadlineCount[];
}

/** A part of the fleet in numbers, out of all its nodes and findings as counted at one moment. */
export function summariseFleet(
  every: readonly AlikeNodes[],
  findings: PartFindings,
  asked: PartSelection,
): FleetSummary {
  const isOf = isOfPart(asked);
  const known = every.filter(isOf);
  const of = (listing: NodeListing) => known.filter((each) => each.listing === listing);
  const nodes = of("listed");
  const byFreshness = countFreshness(nodes);
  return {
    nodes: {
      ...toVerdicts(nodes),
      stale: byFreshness.stale,
      stopped: sumOf(of("stopped")),
      gone: sumOf(of("gone")),
      notListed: sumOf(of("notListed")),
    },
    findingsByState: findingStates.map((state, at) => ({
      state,
      ...sumCounters(nodes.flatMap(({ counters }) => counters[at] ?? [])),
    })),
    findingsBySeverity: sumSeverities(findings.severities.filter(isOf)),
    rows: {
      nodesRead: nodes.reduce((sum, each) => sum + each.nodesRead, 0),
      nodesWithResults: nodes.reduce((sum, each) => sum + each.nodesWithResults, 0),
    },
    byOperatingSystem: [...grouped(nodes, ({ part }) => part.operatingSystem)].map(
      ([operatingSystem, some]) => ({ operatingSystem, ...toVerdicts(some) }),
    ),
    byPatchGroup: [...grouped(nodes, ({ part }) => part.patchGroup)].map(([patchGroup, some]) => ({
      patchGroup,
      ...toVerdicts(some),
    })),
    byBaseline: [...grouped(nodes, ({ part }) => part.sourceNo)].flatMap(([sourceNo, ofSource]) =>
      [...grouped(ofSource, ({ part }) => part.baselineId)].map(([baselineId, some]) => ({
        sourceNo,
        baselineId,
        name: some[0]?.baselineName ?? null,
        ...toVerdicts(some),
      })),
    ),
    bySource: [...grouped(nodes, ({ part }) => part.sourceNo)].map(([sourceNo, some]) => ({
      sourceNo,
      ...toVerdicts(some),
    })),
    byFreshness,
    deadlines: deadlines.map((deadline) => ({
      deadline,
      nodes: sumOf(nodes.filter((each) => each.deadline === deadline)),
      findings: countDue(findings.due.filter(isOf), deadline),
    })),
  };
}

function toVerdicts(nodes: readonly AlikeNodes[]): VerdictCounts {
  return { total: sumOf(nodes), ...countVerdicts(nodes) };
}

function countFreshness(nodes: readonly AlikeNodes[]): Readonly<Record<Freshness, number>> {
  const counts: Record<Freshness, number> = { fresh: 0, ageing: 0, stale: 0, never: 0 };
  for (const { freshness, nodes: some } of nodes) counts[freshness] += some;
  return counts;
}

function sumCounters(sums: readonly CounterSum[]): CounterSum {
  const reported = sums.flatMap(({ patches }) => patches ?? []);
  const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);
  return {
    patches: reported.length === 0 ? null : sum(reported),
    nodes: sum(sums.map((each) => each.nodes)),
    nodesReporting: sum(sums.map((each) => each.nodesReporting)),
  };
}

function sumSeverities(parts: PartFindings["severities"]): readonly SeverityCount[] {
  const sums = new Map<string, SeverityCount>();
  for (const { state, rank, severity, patches, nodes } of parts) {
    const key = JSON.stringify([state, rank, severity]);
    const known = sums.get(key) ?? { patches: 0, nodes: 0 };
    sums.set(key, {
      state,
      rank,
      severity,
      patches: known.patches + patches,
      nodes: known.nodes + nodes,
    });
  }
  return [...sums.values()];
}

/** null for the other standings, whose findings no page counts. */
function countDue(parts: PartFindings["due"], deadline: Deadline): number | null {
  if (deadline !== "overdue" && deadline !== "dueSoon") return null;
  return parts.reduce((sum, each) => sum + each[deadline], 0);
}
