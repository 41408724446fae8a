import "server-only";
import { sql, type SQL } from "drizzle-orm";
import { operatingSystems, type OperatingSystem } from "@/lib/domain/operating-system";
import type { Queryable } from "@/lib/server/store/database";
import { oneOf } from "@/lib/server/store/node-columns";
import { inSnapshot } from "@/lib/server/store/snapshot";
import { nodeListings, type NodeListing } from "@/lib/server/store/stored-node";

/** What can happen to findings. `failed`: an install of it failed since for the first time; `failedAgain`: not the first. */
export const findingChanges = [
  "fixed",
  "failed",
  "failedAgain",
  "newlyMissing",
  "pendingReboot",
] as const;

export type FindingChange = (typeof findingChanges)[number];

/** One patch to which the same has happened on some nodes. */
export interface ChangedPatch {
  readonly change: FindingChange;
  readonly operatingSystem: OperatingSystem | null;
  readonly kbId: string;
  readonly nodes: number;
  /** One of the nodes: all of them where `nodes` is 1. */
  readonly node: ChangedNode;
  /** When the last of it was read. */
  readonly at: string;
}

interface ChangedNode {
  readonly sourceNo: number;
  readonly instanceId: string;
  readonly name: string;
}

/** A node that SSM lists for the first time, or no longer. */
export interface MovedNode extends ChangedNode {
  readonly listing: NodeListing;
  readonly at: string;
}

/** What has changed since a moment, by what Patchboard read. */
export interface Changes {
  /**
   * The moment itself, or where a source was read for the first time after it, the end of that reading: the latest of
   * such. null where no source has been read to its end yet, so that nothing can be said.
   */
  readonly since: string | null;
  readonly findings: Readonly<
    Record<FindingChange, { readonly findings: number; readonly nodes: number }>
  >;
  readonly nodesAppeared: number;
  readonly nodesLeft: number;
  /** The worst first, and of these the newest. */
  readonly patches: readonly ChangedPatch[];
  readonly appeared: readonly MovedNode[];
  readonly left: readonly MovedNode[];
}

/** Since when, in which sources, and how many rows of each kind. */
export interface ChangesSince {
  readonly sourceNos: readonly number[];
  readonly since: string;
  readonly limit: number;
}

/**
 * What has changed in some sources since a moment. What the first reading of a source finds is no change, and neither
 * are the findings of a node that has only just appeared: the node itself is.
 */
export function listChanges(on: Queryable, asked: ChangesSince): Promise<Changes> {
  return inSnapshot(on, async (snapshot) => ({
    since: await loadSince(snapshot, asked),
    findings: await countFindings(snapshot, asked),
    ...(await countMoved(snapshot, asked)),
    patches: await listPatches(snapshot, asked),
    appeared: await listMoved(snapshot, asked, appeared, sql`appeared_at`),
    left: await listMoved(snapshot, asked, left, sql`left_at`),
  }));
}

/** `base`: each source with the moment from which its changes count; one that has never been whole has none. */
const base = ({ sourceNos, since }: ChangesSince): SQL => sql`base as (
  select source_no, greatest(whole_since, ${since}::timestamptz) as since from source
  where source_no = any(${sql.param([...sourceNos])}::int[]) and whole_since is not null)`;

/**
 * `change`: what has happened to findings of listed nodes. The two halves are looked up by an index each, from the
 * moment that was asked for on; a source's own moment is never before it.
 */
const change = (asked: ChangesSince): SQL => sql`${base(asked)}, change as (
  select case state when 'Failed' then case when exists (select from finding_past past
        where past.finding_no = finding.finding_no and past.state = 'Failed') then 'failedAgain' else 'failed' end when 'InstalledPendingReboot' then 'pendingReboot'
      else 'newlyMissing' end as change, state_since as at, node_no, kb_id, source_no, instance_id, name, operating_system
  from finding join managed_node using (node_no) join base using (source_no)
  where resolved_at is null and listing = 'listed' and state_since > ${asked.since}::timestamptz
    and state_since > since and (appeared_at is null or appeared_at <= since)
    and (state in ('Failed', 'InstalledPendingReboot') or (state = 'Missing' and first_seen > since))
  union all
  select 'fixed', resolved_at, node_no, kb_id, source_no, instance_id, name, operating_system
  from finding join managed_node using (node_no) join base using (source_no)
  where resolved_at > ${asked.since}::timestamptz and resolved_at > since and resolution = 'resolved' and listing = 'listed')`;

async function loadSince(on: Queryable, asked: ChangesSince): Promise<string | null> {
  const { rows } = await on.execute<{ since: Date | string | null }>(
    sql`with ${base(asked)} select max(since) as since from base`,
  );
  return isoOf(rows[0]?.since ?? null);
}

function isoOf(moment: Date | string | null): string | null {
  return moment === null ? null : new Date(moment).toISOString();
}

async function countFindings(on: Queryable, asked: ChangesSince): Promise<Changes["findings"]> {
  const { rows } = await on.execute<{ change: string; findings: number; nodes: number }>(sql`
    with ${change(asked)}
    select change, count(*)::int as findings, count(distinct node_no)::int as nodes from change group by 1`);
  const of = (word: FindingChange) => {
    const row = rows.find((each) => each.change === word);
    return { findings: row?.findings ?? 0, nodes: row?.nodes ?? 0 };
  };
  return {
    fixed: of("fixed"),
    failed: of("failed"),
    failedAgain: of("failedAgain"),
    newlyMissing: of("newlyMissing"),
    pendingReboot: of("pendingReboot"),
  };
}

/** What somebody must look at comes before what has mended itself. */
const ranks: Readonly<Record<FindingChange, number>> = {
  failedAgain: 0,
  failed: 1,
  newlyMissing: 2,
  pendingReboot: 3,
  fixed: 4,
};
const badness = sql.raw(
  `case change ${findingChanges.map((word) => `when '${word}' then ${ranks[word]}`).join(" ")} end`,
);

async function listPatches(on: Queryable, asked: ChangesSince): Promise<Changes["patches"]> {
  const { rows } = await on.execute<{
    change: string;
    operatingSystem: string | null;
    kbId: string;
    nodes: number;
    at: Date | string;
    sourceNo: number;
    instanceId: string;
    name: string;
  }>(sql`
    with ${change(asked)}
    select change, operating_system as "operatingSystem", kb_id as "kbId", count(*)::int as nodes, max(at) as at,
      (array_agg(source_no order by at desc, node_no))[1] as "sourceNo",
      (array_agg(instance_id order by at desc, node_no))[1] as "instanceId",
      (array_agg(name order by at desc, node_no))[1] as name
    from change group by 1, 2, 3
    order by ${badness}, max(at) desc, count(*) desc, kb_id collate "C", 1, 2 limit ${asked.limit}`);
  return rows.map(({ change: word, operatingSystem, kbId, nodes, at, ...node }) => ({
    change: oneOf(findingChanges, word),
    operatingSystem: operatingSystem === null ? null : oneOf(operatingSystems, operatingSystem),
    kbId,
    nodes,
    node,
    at: new Date(at).toISOString(),
  }));
}

/** A node that was there when its source was first read to the end has not appeared. */
const appeared = sql`listing = 'listed' and appeared_at > since`;
const left = sql`listing <> 'listed' and left_at > since`;

async function countMoved(on: Queryable, asked: ChangesSince) {
  const { rows } = await on.execute<{ appeared: number; left: number }>(sql`
    with ${base(asked)}
    select count(*) filter (where ${appeared})::int as appeared, count(*) filter (where ${left})::int as left
    from managed_node join base using (source_no)`);
  return { nodesAppeared: rows[0]?.appeared ?? 0, nodesLeft: rows[0]?.left ?? 0 };
}

async function listMoved(
  on: Queryable,
  asked: ChangesSince,
  moved: SQL,
  at: SQL,
): Promise<readonly MovedNode[]> {
  const { rows } = await on.execute<{
    sourceNo: number;
    instanceId: string;
    name: string;
    listing: string;
    at: Date | string;
  }>(sql`
    with ${base(asked)}
    select source_no as "sourceNo", instance_id as "instanceId", name, listing, ${at} as at
    from managed_node join base using (source_no) where ${moved}
    order by ${at} desc, name_order, node_no limit ${asked.limit}`);
  return rows.map((row) => ({
    ...row,
    listing: oneOf(nodeListings, row.listing),
    at: new Date(row.at).toISOString(),
  }));
}
