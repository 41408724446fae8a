import "server-only";
import { sql } from "drizzle-orm";
import { deadlines, type Deadline } from "@/lib/domain/deadline";
import type { Freshness } from "@/lib/domain/freshness";
import { operatingSystems, type OperatingSystem } from "@/lib/domain/operating-system";
import { findingStates, type FindingState } from "@/lib/domain/patch-state";
import type { Verdict } from "@/lib/domain/verdict";
import type { Queryable } from "@/lib/server/store/database";
import {
  countDeadlines,
  countSeverities,
  type SeverityCount,
} from "@/lib/server/store/fleet-findings";
import { countGroups, type Counted } from "@/lib/server/store/fleet-groups";
import { oneOf } from "@/lib/server/store/node-columns";
import { passes, type NodeFilter } from "@/lib/server/store/node-filter";
import { managedNode } from "@/lib/server/store/schema";
import { inSnapshot } from "@/lib/server/store/snapshot";
import { nodeListings } from "@/lib/server/store/stored-node";

/** Nodes of one kind, by verdict. */
export type VerdictCounts = Readonly<Record<Verdict, number>> & { readonly total: number };

/** What SSM's own counters say of a finding state. */
export interface StateCount {
  readonly state: FindingState;
  /** Over the nodes that report the counter; null where none does. */
  readonly patches: number | null;
  /** Nodes with at least one. */
  readonly nodes: number;
  readonly nodesReporting: number;
}

/** Nodes that stand so to their deadline, and the findings of all nodes that do. */
export interface DeadlineCount {
  readonly deadline: Deadline;
  readonly nodes: number;
  /** null where nobody counts them: nothing is soon to be done. */
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

/** The nodes that pass a filter, their findings and what they have in common, all as of one moment. */
export function summariseFleet(on: Queryable, filter: NodeFilter): Promise<FleetSummary> {
  return inSnapshot(on, async (snapshot) => ({
    ...toGroups(
      await countGroups(snapshot, filter),
      await countLeft(snapshot, filter),
      await countDeadlines(snapshot, filter),
    ),
    findingsBySeverity: await countSeverities(snapshot, filter),
  }));
}

type Groups = Omit<FleetSummary, "findingsBySeverity">;

function toGroups(
  groups: readonly Counted[],
  left: Left,
  findings: ReadonlyMap<string, number>,
): Groups {
  const of = (what: string) => groups.filter((row) => row.what === what);
  const [total] = of("total");
  const freshness = (word: Freshness) =>
    of("freshness").reduce((sum, row) => sum + (row.value === word ? totalOf(row) : 0), 0);
  const [counters] = of("states");
  return {
    nodes: { ...(total ? toVerdicts(total) : none), stale: freshness("stale"), ...left },
    findingsByState: findingStates.map((state, at) => {
      const [patches = null, nodes, nodesReporting] = counters?.states?.[at] ?? [];
      return { state, patches, nodes: nodes ?? 0, nodesReporting: nodesReporting ?? 0 };
    }),
    rows: {
      nodesRead: counters?.nodesRead ?? 0,
      nodesWithResults: counters?.nodesWithResults ?? 0,
    },
    byOperatingSystem: of("operatingSystem").map((row) => ({
      operatingSystem: row.value === null ? null : oneOf(operatingSystems, row.value),
      ...toVerdicts(row),
    })),
    byPatchGroup: of("patchGroup").map((row) => ({ patchGroup: row.value, ...toVerdicts(row) })),
    byBaseline: of("baseline").map((row) => ({
      sourceNo: row.sourceNo ?? 0,
      baselineId: row.value,
      name: row.name,
      ...toVerdicts(row),
    })),
    bySource: of("source").map((row) => ({ sourceNo: row.sourceNo ?? 0, ...toVerdicts(row) })),
    byFreshness: {
      fresh: freshness("fresh"),
      ageing: freshness("ageing"),
      stale: freshness("stale"),
      never: freshness("never"),
    },
    deadlines: deadlines.map((deadline) => ({
      deadline,
      nodes: of("deadline").reduce(
        (sum, row) => sum + (row.value === deadline ? totalOf(row) : 0),
        0,
      ),
      findings:
        deadline === "overdue" || deadline === "dueSoon" ? (findings.get(deadline) ?? 0) : null,
    })),
  };
}

const none: VerdictCounts = { total: 0, nonCompliant: 0, unknown: 0, compliant: 0 };

function totalOf({ nonCompliant, unknown, compliant }: Counted): number {
  return nonCompliant + unknown + compliant;
}

function toVerdicts(row: Counted): VerdictCounts {
  const { nonCompliant, unknown, compliant } = row;
  return { total: totalOf(row), nonCompliant, unknown, compliant };
}

interface Left {
  readonly stopped: number;
  readonly gone: number;
  readonly notListed: number;
}

/** Nodes that have left SSM's list and pass every other condition. */
async function countLeft(on: Queryable, filter: NodeFilter): Promise<Left> {
  const { rows } = await on.execute<{ listing: string; nodes: number }>(sql`
    select ${managedNode.listing} as listing, count(*)::int as nodes from ${managedNode}
    where ${passes({ ...filter, listings: nodeListings.filter((each) => each !== "listed") })} group by 1`);
  const of = (listing: keyof Left) => rows.find((row) => row.listing === listing)?.nodes ?? 0;
  return { stopped: of("stopped"), gone: of("gone"), notListed: of("notListed") };
}
