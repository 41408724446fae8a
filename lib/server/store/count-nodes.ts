import "server-only";
import type { Deadline } from "@/lib/domain/deadline";
import type { Freshness } from "@/lib/domain/freshness";
import type { OperatingSystem } from "@/lib/domain/operating-system";
import type { Verdict } from "@/lib/domain/verdict";
import type { AlikeNodes } from "@/lib/server/store/alike-nodes";
import { passesAlike, type AlikeDimension } from "@/lib/server/store/alike-nodes-filter";
import { countVerdicts, grouped, sumOf } from "@/lib/server/store/alike-sums";
import { listingsOf, type AgentAnswer, type NodeFilter } from "@/lib/server/store/node-filter";

/** A value that nodes have, and how many have it. */
export interface ValueCount<Value> {
  readonly value: Value;
  readonly count: number;
}

/** The values of each thing to filter by, with the nodes that pass every condition but the one on it. Unordered. */
export interface NodeFacetCounts {
  readonly operatingSystem: ReadonlyArray<ValueCount<OperatingSystem | null>>;
  readonly patchGroup: ReadonlyArray<ValueCount<string | null>>;
  readonly baseline: ReadonlyArray<ValueCount<string | null> & { readonly name: string | null }>;
  readonly account: ReadonlyArray<ValueCount<string>>;
  readonly region: ReadonlyArray<ValueCount<string>>;
  readonly freshness: ReadonlyArray<ValueCount<Freshness>>;
  readonly deadline: ReadonlyArray<ValueCount<Deadline>>;
  readonly agent: ReadonlyArray<ValueCount<AgentAnswer>>;
}

/** The numbers around a list of nodes: each is the total of the list that its link leads to. */
export interface NodeCounts {
  readonly total: number;
  /** In scope, before any condition. */
  readonly totalManaged: number;
  /** Under every condition but the one on the verdict. */
  readonly byVerdict: Readonly<Record<Verdict, number>>;
  readonly facets: NodeFacetCounts;
  /** Under every condition but those on state, freshness and deadline. */
  readonly byQuickView: {
    readonly overdue: number;
    readonly needsReboot: number;
    readonly failedInstalls: number;
    readonly stale: number;
    readonly neverScanned: number;
  };
  /** Under every condition but those on verdict and operating system. */
  readonly verdictsByOperatingSystem: ReadonlyArray<{
    readonly operatingSystem: OperatingSystem | null;
    readonly byVerdict: Readonly<Record<Verdict, number>>;
  }>;
}

/** Nodes of some sources, counted together. */
export interface CountedNodes {
  /** All of them. */
  readonly every: readonly AlikeNodes[];
  /** Those that pass what only each node by itself can be asked: `passesAlone`. */
  readonly asked: readonly AlikeNodes[];
}

/** Every number around the list of nodes that pass `filter`. */
export function countNodes({ every, asked }: CountedNodes, filter: NodeFilter): NodeCounts {
  const passing = (...free: readonly AlikeDimension[]) =>
    asked.filter(passesAlike(filter, ...free));
  const quick = passing("state", "freshness", "deadline");
  const listings = listingsOf(filter);
  return {
    total: sumOf(passing()),
    totalManaged: sumOf(every.filter(({ listing }) => listings.includes(listing))),
    byVerdict: countVerdicts(passing("verdict")),
    facets: {
      operatingSystem: countBy(passing("operatingSystem"), ({ part }) => part.operatingSystem),
      patchGroup: countBy(passing("patchGroup"), ({ part }) => part.patchGroup),
      baseline: countBaselines(passing("baseline")),
      account: countBy(passing("account"), ({ part }) => part.account),
      region: countBy(passing("region"), ({ part }) => part.region),
      freshness: countBy(passing("freshness"), (each) => each.freshness),
      deadline: countBy(passing("deadline"), (each) => each.deadline),
      agent: countBy(passing("agent"), (each) => each.agent),
    },
    byQuickView: {
      overdue: sumOf(quick.filter(({ deadline }) => deadline === "overdue")),
      needsReboot: sumOf(quick.filter(({ states }) => states.includes("InstalledPendingReboot"))),
      failedInstalls: sumOf(quick.filter(({ states }) => states.includes("Failed"))),
      stale: sumOf(quick.filter(({ freshness }) => freshness === "stale")),
      neverScanned: sumOf(quick.filter(({ freshness }) => freshness === "never")),
    },
    verdictsByOperatingSystem: [
      ...grouped(passing("operatingSystem", "verdict"), ({ part }) => part.operatingSystem),
    ].map(([operatingSystem, nodes]) => ({ operatingSystem, byVerdict: countVerdicts(nodes) })),
  };
}

function countBy<Value>(
  nodes: readonly AlikeNodes[],
  value: (nodes: AlikeNodes) => Value,
): ReadonlyArray<ValueCount<Value>> {
  return [...grouped(nodes, value)].map(([of, some]) => ({ value: of, count: sumOf(some) }));
}

/** A baseline of several sources has one name of theirs. */
function countBaselines(nodes: readonly AlikeNodes[]): NodeFacetCounts["baseline"] {
  return [...grouped(nodes, ({ part }) => part.baselineId)].map(([value, some]) => ({
    value,
    name: some.flatMap(({ baselineName }) => baselineName ?? []).toSorted()[0] ?? null,
    count: sumOf(some),
  }));
}
