import "server-only";
import { sql } from "drizzle-orm";
import { deadlines, type Deadline } from "@/lib/domain/deadline";
import { freshnesses, type Freshness } from "@/lib/domain/freshness";
import { operatingSystems, type OperatingSystem } from "@/lib/domain/operating-system";
import { findingStates, patchStates, type KnownPatchState } from "@/lib/domain/patch-state";
import { verdicts, type Verdict } from "@/lib/domain/verdict";
import type { Queryable } from "@/lib/server/store/database";
import { deadlineOfNode } from "@/lib/server/store/deadlines";
import { oneOf } from "@/lib/server/store/node-columns";
import {
  agentAnswers,
  agentOfNode,
  counterOfState,
  freshnessOfNode,
  hasState,
  isOfSources,
  passesAlone,
  type AgentAnswer,
  type NodeBounds,
  type NodeFilter,
} from "@/lib/server/store/node-filter";
import { managedNode } from "@/lib/server/store/schema";
import { nodeListings, type NodeListing } from "@/lib/server/store/stored-node";

/** What nodes are, whatever their patches. */
export interface NodePart {
  readonly sourceNo: number;
  readonly account: string;
  readonly region: string;
  readonly operatingSystem: OperatingSystem | null;
  /** AWS's PlatformType, in lower case. */
  readonly platform: string | null;
  readonly patchGroup: string | null;
  readonly baselineId: string | null;
}

/** What SSM's own counters of one finding state say of some nodes. */
export interface CounterSum {
  /** Over the nodes that report the counter; null where none does. */
  readonly patches: number | null;
  /** Nodes with at least one. */
  readonly nodes: number;
  readonly nodesReporting: number;
}

/** Nodes that are alike in all that nodes are counted by, and how many they are. */
export interface AlikeNodes {
  readonly part: NodePart;
  readonly baselineName: string | null;
  readonly listing: NodeListing;
  readonly verdict: Verdict;
  readonly freshness: Freshness;
  readonly deadline: Deadline;
  readonly agent: AgentAnswer;
  /** Each has at least one patch in these states, by SSM's own counters, and none in the others. */
  readonly states: readonly KnownPatchState[];
  readonly nodes: number;
  readonly nodesWithResults: number;
  /** Nodes whose rows are held. */
  readonly nodesRead: number;
  /** In the order of `findingStates`. */
  readonly counters: readonly CounterSum[];
}

/** The columns of a NodePart, over `managed_node`. */
export const partColumns = sql`${managedNode.sourceNo}, ${managedNode.operatingSystem}, ${managedNode.platformType},
  ${managedNode.patchGroup}, ${managedNode.baselineId}`;

/** Those columns as a row of an answer has them; `join source` gives account and region. */
export interface PartRow extends Record<string, unknown> {
  readonly source_no: number;
  readonly account: string;
  readonly region: string;
  readonly operating_system: string | null;
  readonly platform_type: string | null;
  readonly patch_group: string | null;
  readonly baseline_id: string | null;
}

/** A NodePart out of its columns. */
export function toNodePart(row: PartRow): NodePart {
  const system = row.operating_system;
  return {
    sourceNo: row.source_no,
    account: row.account,
    region: row.region,
    operatingSystem: system === null ? null : oneOf(operatingSystems, system),
    platform: row.platform_type?.toLowerCase() ?? null,
    patchGroup: row.patch_group,
    baselineId: row.baseline_id,
  };
}

interface Row extends PartRow {
  readonly name: string | null;
  readonly listing: string;
  readonly verdict: string;
  readonly freshness: string;
  readonly deadline: string;
  readonly agent: string;
  readonly states: number;
  readonly nodes: number;
  readonly with_results: number;
  readonly are_read: number;
  readonly counters: ReadonlyArray<number | null>;
}

const bitOf = (state: KnownPatchState) => 2 ** patchStates.indexOf(state);

/** A bit for each state that the node has a patch in. */
const statesOfNode = sql.join(
  patchStates.map(
    (state) => sql`case when ${hasState(state)} then ${sql.raw(String(bitOf(state)))} else 0 end`,
  ),
  sql` + `,
);

/** Of each finding state's counter: its sum, and how many nodes report it. How many have some follows from `states`. */
const counters = sql.join(
  findingStates.flatMap((state) => {
    const counter = counterOfState(state);
    return [sql`sum(${counter})`, sql`count(${counter})`];
  }),
  sql`, `,
);

/** Whose nodes, as of when; and those conditions that only each node by itself can be asked. */
export type AlikeScope = NodeBounds & Pick<NodeFilter, "sourceNos" | "q" | "severities">;

/** The nodes of some sources, also those that SSM no longer lists, by all that they are counted by: one pass over them. */
export async function loadAlikeNodes(
  on: Queryable,
  scope: AlikeScope,
): Promise<readonly AlikeNodes[]> {
  const { rows } = await on.execute<Row>(sql`
    with alike as (
      select ${partColumns}, ${managedNode.listing}, ${managedNode.verdict}, ${freshnessOfNode(scope)} as freshness,
        ${deadlineOfNode(scope)} as deadline, ${agentOfNode} as agent, ${statesOfNode} as states, count(*)::int as nodes,
        (count(*) filter (where ${managedNode.hasResult}))::int as with_results, count(${managedNode.rowsScope})::int as are_read,
        array[${counters}]::int[] as counters
      from ${managedNode} where ${isOfSources(scope)} and ${passesAlone(scope)}
      group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
    )
    select alike.*, account, region, name
    from alike join source using (source_no) left join patch_baseline using (source_no, baseline_id)`);
  return rows.map(toAlikeNodes);
}

function toAlikeNodes(row: Row): AlikeNodes {
  return {
    part: toNodePart(row),
    baselineName: row.name,
    listing: oneOf(nodeListings, row.listing),
    verdict: oneOf(verdicts, row.verdict),
    freshness: oneOf(freshnesses, row.freshness),
    deadline: oneOf(deadlines, row.deadline),
    agent: oneOf(agentAnswers, row.agent),
    states: patchStates.filter((state) => (row.states & bitOf(state)) !== 0),
    nodes: row.nodes,
    nodesWithResults: row.with_results,
    nodesRead: row.are_read,
    counters: findingStates.map((state, at) => ({
      patches: row.counters[2 * at] ?? null,
      nodes: (row.states & bitOf(state)) === 0 ? 0 : row.nodes,
      nodesReporting: row.counters[2 * at + 1] ?? 0,
    })),
  };
}
