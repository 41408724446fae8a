import "server-only";
import { sql, type SQL } from "drizzle-orm";
import { findingEvents, type FindingEvent } from "@/lib/domain/finding-event";
import type { Patch } from "@/lib/domain/patch";
import { toPatchState } from "@/lib/domain/patch-state";
import type { Queryable } from "@/lib/server/store/database";
import { oneOf } from "@/lib/server/store/node-columns";

/** Findings that were open before a moment, as they stood then: in `finding` where they still do, else in `finding_past`. */
export const findingAsOf = (before: SQL): SQL => sql`(
  select finding.finding_no, finding.node_no, finding.kb_id, finding.first_seen,
    coalesce(past.state, finding.state) as state, coalesce(past.patch_no, finding.patch_no) as patch_no,
    coalesce(past.since, finding.state_since) as state_since
  from finding left join finding_past past on past.finding_no = finding.finding_no and finding.state_since >= ${before}
    and past.since < ${before} and past.until >= ${before}
  where finding.first_seen < ${before} and (finding.resolved_at is null or finding.resolved_at >= ${before}))`;

/** A finding of the past, with what was said of its patch. */
export interface PastFinding extends Patch {
  /** When Patchboard first saw it. */
  readonly firstSeen: string;
}

/** What was open on a node before a moment. Several builds of one KB or package are one finding, told by the worst. */
export async function listFindingsBefore(
  on: Queryable,
  nodeNo: number,
  before: string,
): Promise<readonly PastFinding[]> {
  const { rows } = await on.execute<{
    kbId: string;
    title: string | null;
    classification: string | null;
    severity: string | null;
    state: string;
    cveIds: string[];
    firstSeen: Date | string;
  }>(sql`
    select past.kb_id as "kbId", title, classification, severity, state, cve_ids as "cveIds", first_seen as "firstSeen"
    from ${findingAsOf(sql`${before}::timestamptz`)} past join patch using (patch_no) where node_no = ${nodeNo}`);
  return rows.map(({ firstSeen, state, ...row }) => ({
    ...row,
    state: toPatchState(state),
    installedTime: null,
    firstSeen: new Date(firstSeen).toISOString(),
  }));
}

/** Something that happened to a finding, on the day (UTC) of the reading that saw it. */
export interface FindingEventOfDay {
  readonly day: string;
  readonly event: FindingEvent;
  readonly kbId: string;
  readonly title: string | null;
  /** The state it is in since; of one that is fixed or lost, the last one. */
  readonly state: string;
}

/** Every state that a finding was in, one after another, and its end. */
const eventsOf = (nodeNo: number): SQL => sql`
  state_begun as (
    select finding_no, patch_no, state, since from finding_past where finding_no in (select finding_no from finding where node_no = ${nodeNo})
    union all
    select finding_no, patch_no, state, state_since from finding where node_no = ${nodeNo}
  ),
  told as (
    select finding_no, patch_no, state, since as at,
      row_number() over earlier = 1 as is_first,
      coalesce(bool_or(state = 'Failed') over (partition by finding_no order by since
        rows between unbounded preceding and 1 preceding), false) as has_failed
    from state_begun window earlier as (partition by finding_no order by since)
  ),
  event as (
    select at, patch_no, state, case when is_first then 'appeared' when state <> 'Failed' then 'changed'
      when has_failed then 'failedAgain' else 'failed' end as event
    from told
    union all
    select resolved_at, patch_no, state, case resolution when 'resolved' then 'fixed' else 'lost' end
    from finding where node_no = ${nodeNo} and resolved_at is not null
  )`;

const dayOf = (moment: SQL) => sql`(${moment} at time zone 'UTC')::date`;

/** The days on which something happened to a node, the newest first, and how many they are in all. */
export async function listEventDays(
  on: Queryable,
  nodeNo: number,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ readonly days: readonly string[]; readonly total: number }> {
  const day = sql`day as (
    select ${dayOf(sql`at`)} as day from event union select ${dayOf(sql`since`)} from node_history where node_no = ${nodeNo})`;
  const { rows } = await on.execute<{ day: string }>(sql`
    with ${eventsOf(nodeNo)}, ${day} select day::text as day from day order by 1 desc limit ${limit} offset ${offset}`);
  const counted = await on.execute<{ total: number }>(
    sql`with ${eventsOf(nodeNo)}, ${day} select count(*)::int as total from day`,
  );
  return { days: rows.map((row) => row.day), total: counted.rows[0]?.total ?? 0 };
}

/** What happened to the findings of a node from one day to another, both included. */
export async function listFindingEvents(
  on: Queryable,
  nodeNo: number,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<readonly FindingEventOfDay[]> {
  const { rows } = await on.execute<{
    day: string;
    event: string;
    kbId: string;
    title: string | null;
    state: string;
  }>(sql`
    with ${eventsOf(nodeNo)}
    select ${dayOf(sql`at`)}::text as day, event, kb_id as "kbId", title, state from event join patch using (patch_no)
    where at >= ${from}::date::timestamp at time zone 'UTC'
      and at < (${to}::date + 1)::timestamp at time zone 'UTC'
    order by at desc, event, kb_id collate "C", patch_no`);
  return rows.map((row) => ({ ...row, event: oneOf(findingEvents, row.event) }));
}
