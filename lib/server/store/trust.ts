import "server-only";
import { sql } from "drizzle-orm";
import { freshnesses, type Freshness } from "@/lib/domain/freshness";
import { findingStates } from "@/lib/domain/patch-state";
import { verdicts, type Verdict } from "@/lib/domain/verdict";
import type { Queryable } from "@/lib/server/store/database";
import { oneOf } from "@/lib/server/store/node-columns";
import {
  agentAnswers,
  agentOfNode,
  freshnessOfNode,
  hasState,
  passes,
  type AgentAnswer,
  type NodeFilter,
} from "@/lib/server/store/node-filter";
import { managedNode } from "@/lib/server/store/schema";

/** Nodes that are alike in all that decides how far their verdict can be trusted. */
export interface TrustCount {
  readonly agent: AgentAnswer;
  readonly freshness: Freshness;
  readonly verdict: Verdict;
  /** Whether SSM counts a finding on them. */
  readonly hasFindings: boolean;
  readonly nodes: number;
}

/** The nodes that pass a filter by agent, freshness, verdict and findings, for any step over those to be added up. */
export async function countTrust(
  on: Queryable,
  filter: NodeFilter,
): Promise<readonly TrustCount[]> {
  const hasOne = sql.join(findingStates.map(hasState), sql` or `);
  const { rows } = await on.execute<{
    agent: string;
    freshness: string;
    verdict: string;
    hasFindings: boolean;
    nodes: number;
  }>(sql`
    select ${agentOfNode} as agent, ${freshnessOfNode(filter)} as freshness, ${managedNode.verdict} as verdict,
      coalesce(${hasOne}, false) as "hasFindings", count(*)::int as nodes
    from ${managedNode}
    where ${passes(filter)} group by 1, 2, 3, 4`);
  return rows.map(({ agent, freshness, verdict, ...row }) => ({
    agent: oneOf(agentAnswers, agent),
    freshness: oneOf(freshnesses, freshness),
    verdict: oneOf(verdicts, verdict),
    ...row,
  }));
}
