import "server-only";
import { sql, type SQL } from "drizzle-orm";
import type { OperatingSystem } from "@/lib/domain/operating-system";
import { findingStates, type FindingState } from "@/lib/domain/patch-state";
import type { Queryable } from "@/lib/server/store/database";

/** How far one KB or package had come by the end of a day (UTC), in nodes. */
export interface RolloutDay {
  /** `2026-11-21` */
  readonly day: string;
  /** Nodes on which it needed attention, by the state it was in. */
  readonly nodesByState: Readonly<Record<FindingState, number>>;
  /** Nodes on which it had needed attention before, and no longer did. */
  readonly nodesFixed: number;
}

/** Which KB or package, in which sources, from one day to another, both included. */
export interface Rollout {
  readonly operatingSystem: OperatingSystem | null;
  readonly kbId: string;
  readonly sourceNos: readonly number[];
  readonly from: string;
  readonly to: string;
}

const byState: SQL = sql.raw(
  findingStates
    .map((state) => `count(*) filter (where is_open and state = '${state}')::int as "${state}"`)
    .join(", "),
);

/**
 * The days of a rollout on which at least one of the sources was read, the oldest first; the others are gaps. A node
 * that SSM no longer lists counts up to the day it left, for as long as it is kept.
 */
export async function listRolloutDays(
  on: Queryable,
  { operatingSystem, kbId, sourceNos, from, to }: Rollout,
): Promise<readonly RolloutDay[]> {
  const { rows } = await on.execute<
    Record<FindingState, number> & { day: string; nodesFixed: number }
  >(sql`
    with day as (
      select distinct day, (day + 1)::timestamp at time zone 'UTC' as ends from compliance_day
      where source_no = any(${sql.param([...sourceNos])}::int[]) and patch_group is null
        and day between ${from}::date and ${to}::date
    ),
    episode as (
      select finding_no, node_no, state, state_since, first_seen, resolved_at from finding join managed_node using (node_no)
      where kb_id = ${kbId} and operating_system is not distinct from ${operatingSystem}
        and source_no = any(${sql.param([...sourceNos])}::int[])
    ),
    -- When they were none of the listed nodes: they are counted nowhere then.
    away as (
      select * from (
        select node_no, since, listing, lead(since) over (partition by node_no order by since) as until
        from node_history where node_no in (select node_no from episode)) spell
      where listing <> 'listed'
    ),
    on_day as (
      -- A node may have had several episodes: the one that is open speaks, else that it had one.
      select distinct on (day, node_no) day, node_no, resolved_at is null or resolved_at >= ends as is_open,
        case when episode.state_since < ends then episode.state else coalesce(past.state, episode.state) end as state
      from day join episode on first_seen < ends and not exists (select from away
          where away.node_no = episode.node_no and away.since < ends and (away.until is null or away.until >= ends))
        left join finding_past past on past.finding_no = episode.finding_no and past.since < ends and past.until >= ends
      order by day, node_no, first_seen desc
    )
    select day.day::text as day, ${byState}, count(*) filter (where not is_open)::int as "nodesFixed"
    from day left join on_day using (day) group by 1 order by 1`);
  return rows.map(({ day, nodesFixed, ...nodesByState }) => ({ day, nodesFixed, nodesByState }));
}
