import "server-only";
import { sql, type SQL } from "drizzle-orm";
import { deadlines, type Deadline } from "@/lib/domain/deadline";
import { freshnesses, type Freshness } from "@/lib/domain/freshness";
import { operatingSystems, type OperatingSystem } from "@/lib/domain/operating-system";
import { verdicts, type Verdict } from "@/lib/domain/verdict";
import type { Queryable } from "@/lib/server/store/database";
import { deadlineOfNode } from "@/lib/server/store/deadlines";
import { oneOf } from "@/lib/server/store/node-columns";
import {
  agentAnswers,
  agentOfNode,
  freshnessOfNode,
  hasState,
  isInScope,
  missedConditions,
  type AgentAnswer,
  type NodeDimension,
  type NodeFilter,
} from "@/lib/server/store/node-filter";
import { managedNode } from "@/lib/server/store/schema";

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

interface Counted extends Record<string, unknown> {
  readonly what: string;
  readonly value: string | null;
  readonly detail: string | null;
  readonly nodes: number;
}

/** What the rows of `part` are counted by. */
interface Grouping {
  readonly value: SQL;
  readonly where: SQL;
  readonly from?: SQL;
  /** One more thing to group by, or to say of the group. */
  readonly detail?: SQL;
  readonly groups?: SQL;
}

function counted(
  what: string,
  { value, where, from = sql`part`, detail = sql`null::text`, groups = sql`2` }: Grouping,
): SQL {
  return sql`select ${sql.raw(`'${what}'`)} as what, ${value} as value, ${detail} as detail, sum(nodes)::int as nodes
    from ${from} where ${where} group by ${groups}`;
}

function one(what: string, where: SQL): SQL {
  return sql`select ${sql.raw(`'${what}'`)}, null, null, coalesce(sum(nodes), 0)::int from part where ${where}`;
}

const withSource = sql`part join source using (source_no)`;
const withBaseline = sql`part left join patch_baseline using (source_no, baseline_id)`;

/** Every number around the list of nodes that pass `filter`, in one statement. */
export async function countNodes(on: Queryable, filter: NodeFilter): Promise<NodeCounts> {
  const { missed, passesBut } = missedConditions(filter);
  const facet = (dimension: NodeDimension, value: SQL, more: Partial<Grouping> = {}) =>
    counted(dimension, { value, where: passesBut(dimension), ...more });
  const quick = passesBut("state", "freshness", "deadline");
  const counts = [
    facet("verdict", sql`verdict`),
    facet("operatingSystem", sql`operating_system`),
    facet("patchGroup", sql`patch_group`),
    facet("baseline", sql`baseline_id`, { from: withBaseline, detail: sql`min(name)` }),
    facet("account", sql`account`, { from: withSource }),
    facet("region", sql`region`, { from: withSource }),
    facet("freshness", sql`freshness`),
    facet("deadline", sql`deadline`),
    facet("agent", sql`agent`),
    counted("verdictsByOperatingSystem", {
      value: sql`operating_system`,
      where: passesBut("operatingSystem", "verdict"),
      detail: sql`verdict`,
      groups: sql`2, 3`,
    }),
    one("total", passesBut()),
    one("totalManaged", sql`true`),
    one("overdue", sql`${quick} and deadline = 'overdue'`),
    one("needsReboot", sql`${quick} and needs_reboot`),
    one("failedInstalls", sql`${quick} and has_failed`),
    one("stale", sql`${quick} and freshness = 'stale'`),
    one("neverScanned", sql`${quick} and freshness = 'never'`),
  ];
  // Nodes that are alike in all that is counted are one row of `part`.
  const { rows } = await on.execute<Counted>(sql`
    with part as materialized (
      select ${managedNode.sourceNo}, ${managedNode.verdict}, ${managedNode.operatingSystem}, ${managedNode.patchGroup},
        ${managedNode.baselineId}, ${freshnessOfNode(filter)} as freshness, ${agentOfNode} as agent,
        ${deadlineOfNode(filter)} as deadline,
        coalesce(${hasState("InstalledPendingReboot")}, false) as needs_reboot,
        coalesce(${hasState("Failed")}, false) as has_failed,
        ${missed} as missed, count(*) as nodes
      from ${managedNode}
      where ${isInScope(filter)}
      group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
    )
    ${sql.join(counts, sql` union all `)}`);
  return toNodeCounts(rows);
}

const operatingSystemOf = (value: string | null) =>
  value === null ? null : oneOf(operatingSystems, value);

function toNodeCounts(rows: readonly Counted[]): NodeCounts {
  const of = (what: string) => rows.filter((row) => row.what === what);
  const number = (what: string) => of(what)[0]?.nodes ?? 0;
  const facet = <Value>(what: string, parse: (value: string | null) => Value) =>
    of(what).map(({ value, nodes }) => ({ value: parse(value), count: nodes }));
  const text = (value: string | null) => value ?? "";
  const bySystem = of("verdictsByOperatingSystem");
  return {
    total: number("total"),
    totalManaged: number("totalManaged"),
    byVerdict: toVerdicts(of("verdict").map(({ value, nodes }) => ({ verdict: value, nodes }))),
    facets: {
      operatingSystem: facet("operatingSystem", operatingSystemOf),
      patchGroup: facet("patchGroup", (value) => value),
      baseline: of("baseline").map(({ value, detail, nodes }) => ({
        value,
        name: detail,
        count: nodes,
      })),
      account: facet("account", text),
      region: facet("region", text),
      freshness: facet("freshness", (value) => oneOf(freshnesses, text(value))),
      deadline: facet("deadline", (value) => oneOf(deadlines, text(value))),
      agent: facet("agent", (value) => oneOf(agentAnswers, text(value))),
    },
    byQuickView: {
      overdue: number("overdue"),
      needsReboot: number("needsReboot"),
      failedInstalls: number("failedInstalls"),
      stale: number("stale"),
      neverScanned: number("neverScanned"),
    },
    verdictsByOperatingSystem: [...new Set(bySystem.map(({ value }) => value))].map((system) => ({
      operatingSystem: operatingSystemOf(system),
      byVerdict: toVerdicts(
        bySystem.flatMap(({ value, detail, nodes }) =>
          value === system ? { verdict: detail, nodes } : [],
        ),
      ),
    })),
  };
}

function toVerdicts(
  counts: ReadonlyArray<{ readonly verdict: string | null; readonly nodes: number }>,
): Record<Verdict, number> {
  const sums: Record<Verdict, number> = { nonCompliant: 0, unknown: 0, compliant: 0 };
  for (const { verdict, nodes } of counts) sums[oneOf(verdicts, verdict ?? "")] += nodes;
  return sums;
}
