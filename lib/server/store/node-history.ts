import "server-only";
import { sql } from "drizzle-orm";
import type { InstanceId } from "@/lib/domain/instance-id";
import type { FindingState } from "@/lib/domain/patch-state";
import { verdicts, unknownReasons, type UnknownReason, type Verdict } from "@/lib/domain/verdict";
import type { Queryable } from "@/lib/server/store/database";
import { oneOf } from "@/lib/server/store/node-columns";
import { nodeListings, type NodeListing } from "@/lib/server/store/stored-node";

/** What makes a row of its own: all of these the same, it is the same row. */
const told = `listing, verdict, reason, patch_group, baseline_id, failed, missing, installed_pending_reboot,
  installed_rejected, available_security_update`;

const columnsOf = (table: string) => sql.raw(told.replaceAll(/\w+/g, `${table}.$&`));

/**
 * Notes what nodes are by now, after they were saved: a row where something of them is otherwise than before, or where
 * an Install has ended since; else only when the last operation ended. Part of the transaction that saves them.
 */
export async function saveNodeHistory(
  transaction: Queryable,
  nodeNos: readonly number[],
  readAt: string,
): Promise<void> {
  if (nodeNos.length === 0) return;
  await transaction.execute(sql`
    with present as (
      select node_no, listing, verdict, reason, patch_group, baseline_id, failed, missing, installed_pending_reboot,
        installed_rejected, available_security_update, operation, operation_end_time
      from managed_node
      where node_no = any(${sql.param([...nodeNos])}::int[])
    ),
    same as (
      select present.node_no, before.since, present.operation_end_time
      from present join lateral (
        select * from node_history where node_history.node_no = present.node_no order by since desc limit 1) before on true
      where (${columnsOf("present")}) is not distinct from (${columnsOf("before")})
        and (present.operation is distinct from 'Install'
          or present.operation_end_time is not distinct from before.last_operation_end_time)
    ),
    moved as (
      update node_history set last_operation_end_time = same.operation_end_time, operations = operations + 1
      from same where node_history.node_no = same.node_no and node_history.since = same.since
        and node_history.last_operation_end_time is distinct from same.operation_end_time
    )
    insert into node_history (node_no, since, ${sql.raw(told)}, operation, operation_end_time,
      last_operation_end_time, operations)
    select node_no, ${readAt}::timestamptz, ${sql.raw(told)}, operation, operation_end_time, operation_end_time,
      case when operation_end_time is null then 0 else 1 end
    from present where node_no not in (select node_no from same)
    on conflict (node_no, since) do nothing`);
}

/** What a node was from a reading on. Times are ISO 8601 UTC. */
export interface PastNode {
  readonly since: string;
  readonly listing: NodeListing;
  readonly verdict: Verdict;
  readonly reason: UnknownReason | null;
  readonly patchGroup: string | null;
  readonly baselineId: string | null;
  /** SSM's counters; null where it gave none. */
  readonly countsByState: Readonly<Record<FindingState, number | null>>;
  /** What left it so; null without a result. */
  readonly operation: string | null;
  readonly operationEndTime: string | null;
  /** When the last operation ended that changed nothing of it. */
  readonly lastOperationEndTime: string | null;
  readonly operations: number;
}

interface PastRow extends Record<string, unknown> {
  since: Date | string;
  listing: string;
  verdict: string;
  reason: string | null;
  patchGroup: string | null;
  baselineId: string | null;
  failed: number | null;
  missing: number | null;
  installedPendingReboot: number | null;
  installedRejected: number | null;
  availableSecurityUpdate: number | null;
  operation: string | null;
  operationEndTime: Date | string | null;
  lastOperationEndTime: Date | string | null;
  operations: number;
}

const pastColumns =
  sql.raw(`since, listing, verdict, reason, patch_group as "patchGroup", baseline_id as "baselineId", failed,
  missing, installed_pending_reboot as "installedPendingReboot", installed_rejected as "installedRejected",
  available_security_update as "availableSecurityUpdate", operation, operation_end_time as "operationEndTime",
  last_operation_end_time as "lastOperationEndTime", operations`);

function isoOf(moment: Date | string | null): string | null {
  return moment === null ? null : new Date(moment).toISOString();
}

function toPastNode(row: PastRow): PastNode {
  return {
    since: new Date(row.since).toISOString(),
    listing: oneOf(nodeListings, row.listing),
    verdict: oneOf(verdicts, row.verdict),
    reason: row.reason === null ? null : oneOf(unknownReasons, row.reason),
    patchGroup: row.patchGroup,
    baselineId: row.baselineId,
    countsByState: {
      Failed: row.failed,
      Missing: row.missing,
      InstalledPendingReboot: row.installedPendingReboot,
      InstalledRejected: row.installedRejected,
      AvailableSecurityUpdate: row.availableSecurityUpdate,
    },
    operation: row.operation,
    operationEndTime: isoOf(row.operationEndTime),
    lastOperationEndTime: isoOf(row.lastOperationEndTime),
    operations: row.operations,
  };
}

/** The number of a stored node; null where none is stored. */
export async function loadNodeNo(
  on: Queryable,
  sourceNo: number,
  instanceId: InstanceId,
): Promise<number | null> {
  const { rows } = await on.execute<{ nodeNo: number }>(sql`
    select node_no as "nodeNo" from managed_node where source_no = ${sourceNo} and instance_id = ${instanceId}`);
  return rows[0]?.nodeNo ?? null;
}

/** What a node was at the last reading before a moment; null before its history begins. */
export async function loadNodeBefore(
  on: Queryable,
  nodeNo: number,
  before: string,
): Promise<PastNode | null> {
  const { rows } = await on.execute<PastRow>(sql`
    select ${pastColumns} from node_history where node_no = ${nodeNo} and since < ${before}::timestamptz
    order by since desc limit 1`);
  return rows[0] === undefined ? null : toPastNode(rows[0]);
}

/** When a node's history begins; null without one. */
export async function loadHistoryBegin(on: Queryable, nodeNo: number): Promise<string | null> {
  const { rows } = await on.execute<{ since: Date | string | null }>(
    sql`select min(since) as since from node_history where node_no = ${nodeNo}`,
  );
  return isoOf(rows[0]?.since ?? null);
}

/** What a node has been: every row, the newest first. */
export async function listNodeHistory(on: Queryable, nodeNo: number): Promise<readonly PastNode[]> {
  const { rows } = await on.execute<PastRow>(sql`
    select ${pastColumns} from node_history where node_no = ${nodeNo} order by since desc`);
  return rows.map(toPastNode);
}

/** How long the past of nodes and findings is kept. */
const keptDays = 400;

/**
 * Forgets what is older than histories are kept: findings that were resolved by then, and what nodes were before the
 * last row of that time. Part of the transaction that says the source has been read to its end.
 */
export async function forgetOldHistory(
  transaction: Queryable,
  sourceNo: number,
  readAt: string,
): Promise<void> {
  const cut = sql`${readAt}::timestamptz - make_interval(days => ${keptDays}::int)`;
  await transaction.execute(sql`
    delete from finding using managed_node node
    where finding.node_no = node.node_no and source_no = ${sourceNo} and resolved_at < ${cut}`);
  await transaction.execute(sql`
    delete from node_history old using managed_node node
    where old.node_no = node.node_no and source_no = ${sourceNo} and since < ${cut}
      and exists (select from node_history newer
        where newer.node_no = old.node_no and newer.since > old.since and newer.since <= ${cut})`);
}
