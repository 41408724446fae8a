import "server-only";
import { sql, type SQL } from "drizzle-orm";
import { deadlines, dueSoonDays, type Deadline } from "@/lib/domain/deadline";
import type { Freshness } from "@/lib/domain/freshness";
import { operatingSystems, type OperatingSystem } from "@/lib/domain/operating-system";
import { findingStates, type FindingState } from "@/lib/domain/patch-state";
import { severityRanks, type SeverityRank } from "@/lib/domain/severity";
import { verdicts, type Verdict } from "@/lib/domain/verdict";
import type { Queryable } from "@/lib/server/store/database";
import {
  deadlineOfFinding,
  deadlineOfNode,
  hasDeadlineSql,
  isDueBefore,
} from "@/lib/server/store/deadlines";
import { oneOf } from "@/lib/server/store/node-columns";
import {
  counterOfState,
  freshnessOfNode,
  passes,
  type NodeFilter,
} from "@/lib/server/store/node-filter";
import { managedNode, nodePatchState } from "@/lib/server/store/schema";
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

/** Nodes of one kind by verdict; or, of the row that counts states, what SSM's counters say in the order of `findingStates`. */
interface Counted extends Record<string, unknown> {
  readonly what: string;
  readonly value: string | null;
  readonly sourceNo: number | null;
  readonly name: string | null;
  readonly nonCompliant: number;
  readonly unknown: number;
  readonly compliant: number;
  readonly states: ReadonlyArray<readonly [number | null, number, number]> | null;
  readonly nodesRead: number | null;
  readonly nodesWithResults: number | null;
}

const byVerdict = sql.raw(
  verdicts
    .map((word) => `coalesce(sum(nodes) filter (where verdict = '${word}'), 0)::int as "${word}"`)
    .join(", "),
);

interface Grouping {
  readonly value: SQL;
  readonly sourceNo?: SQL;
  readonly name?: SQL;
  readonly from?: SQL;
  readonly groups?: SQL;
}

function counted(
  what: string,
  {
    value,
    sourceNo = sql`null::int`,
    name = sql`null::text`,
    from = sql`part`,
    groups = sql`2, 3`,
  }: Grouping,
): SQL {
  return sql`select ${sql.raw(`'${what}'`)} as what, ${value} as value, ${sourceNo} as "sourceNo", ${name} as name, ${byVerdict},
      null::int[] as states, null::int as "nodesRead", null::int as "nodesWithResults"
    from ${from} group by ${groups}`;
}

/** Of the counter at `at`: its sum, the nodes with some, the nodes that report it. */
const counterColumns = (at: number) =>
  ["sum", "some", "reporting"].map((name) => sql.raw(`${name}_${at}`));

const countersOfPart = findingStates.flatMap((state, at) => {
  const counter = counterOfState(state);
  const [sum, some, reporting] = counterColumns(at);
  return [
    sql`sum(${counter}) as ${sum}`,
    sql`count(*) filter (where ${counter} > 0) as ${some}`,
    sql`count(${counter}) as ${reporting}`,
  ];
});

const countedStates = sql`select 'states', null, null, null, 0, 0, 0, array[${sql.join(
  findingStates.map(
    (_state, at) =>
      sql`array[${sql.join(
        counterColumns(at).map((column) => sql`sum(${column})`),
        sql`, `,
      )}]`,
  ),
  sql`, `,
)}]::int[], sum(nodes_read)::int, sum(nodes_with_results)::int from part`;

const withState = sql`${managedNode} left join ${nodePatchState} on ${nodePatchState.nodeNo} = ${managedNode.nodeNo}`;

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

async function countGroups(on: Queryable, filter: NodeFilter): Promise<readonly Counted[]> {
  const { rows } = await on.execute<Counted>(sql`
    with part as materialized (
      select ${managedNode.sourceNo}, ${managedNode.verdict}, ${managedNode.operatingSystem}, ${managedNode.patchGroup},
        ${nodePatchState.baselineId}, ${freshnessOfNode(filter)} as freshness,
        ${deadlineOfNode(filter)} as deadline, count(*) as nodes, ${sql.join(countersOfPart, sql`, `)},
        count(*) filter (where ${nodePatchState.rowsScope} is not null) as nodes_read,
        count(${nodePatchState.nodeNo}) as nodes_with_results
      from ${withState} where ${passes(filter)} group by 1, 2, 3, 4, 5, 6, 7
    )
    ${sql.join(
      [
        counted("total", { value: sql`null::text` }),
        counted("operatingSystem", { value: sql`operating_system` }),
        counted("patchGroup", { value: sql`patch_group` }),
        counted("baseline", {
          value: sql`baseline_id`,
          sourceNo: sql`source_no`,
          name: sql`name`,
          from: sql`part left join patch_baseline using (source_no, baseline_id)`,
          groups: sql`2, 3, 4`,
        }),
        counted("source", { value: sql`null::text`, sourceNo: sql`source_no` }),
        counted("freshness", { value: sql`freshness` }),
        counted("deadline", { value: sql`deadline` }),
        countedStates,
      ],
      sql` union all `,
    )}`);
  return rows;
}

/** The findings of the nodes that pass and are overdue or due soon. */
async function countDeadlines(
  on: Queryable,
  filter: NodeFilter,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await on.execute<{ deadline: string; findings: number }>(sql`
    select ${deadlineOfFinding(filter)} as deadline, count(*)::int as findings from finding
    where ${hasDeadlineSql} and ${isDueBefore(sql`${filter.today}::date + ${sql.raw(String(dueSoonDays + 1))}`, filter)}
      and node_no in (select ${managedNode.nodeNo} from ${withState} where ${passes(filter)})
    group by 1`);
  return new Map(rows.map(({ deadline, findings }) => [deadline, findings]));
}

interface Left {
  readonly stopped: number;
  readonly gone: number;
  readonly notListed: number;
}

/** Nodes that have left SSM's list and pass every other condition. */
async function countLeft(on: Queryable, filter: NodeFilter): Promise<Left> {
  const { rows } = await on.execute<{ listing: string; nodes: number }>(sql`
    select ${managedNode.listing} as listing, count(*)::int as nodes from ${withState}
    where ${passes({ ...filter, listings: nodeListings.filter((each) => each !== "listed") })} group by 1`);
  const of = (listing: keyof Left) => rows.find((row) => row.listing === listing)?.nodes ?? 0;
  return { stopped: of("stopped"), gone: of("gone"), notListed: of("notListed") };
}

async function countSeverities(
  on: Queryable,
  filter: NodeFilter,
): Promise<readonly SeverityCount[]> {
  const { rows } = await on.execute<{
    state: string;
    rank: string;
    severity: string | null;
    patches: number;
    nodes: number;
  }>(sql`
    select state, rank, severity, sum(patches)::int as patches, count(*)::int as nodes
    from node_finding_count
    where node_no in (select ${managedNode.nodeNo} from ${withState} where ${passes(filter)})
    group by 1, 2, 3`);
  return rows.map(({ state, rank, severity, patches, nodes }) => ({
    state: oneOf(findingStates, state),
    rank: oneOf(severityRanks, rank),
    severity,
    patches,
    nodes,
  }));
}
