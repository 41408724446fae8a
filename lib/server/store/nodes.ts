import "server-only";
import { and, eq, inArray, ne, sql, type SQL } from "drizzle-orm";
import type { InstanceId } from "@/lib/domain/instance-id";
import type { ReadFailure } from "@/lib/domain/read-failure";
import type { Queryable } from "@/lib/server/store/database";
import { saveFindingCounts } from "@/lib/server/store/finding-counts";
import { closeUnknownFindings } from "@/lib/server/store/findings";
import { saveNodeHistory } from "@/lib/server/store/node-history";
import { toNodeRow } from "@/lib/server/store/node-columns";
import { managedNode, nodePatch } from "@/lib/server/store/schema";
import { excludedColumns, insertRows } from "@/lib/server/store/save-rows";
import { loadStoredNodes } from "@/lib/server/store/stored-node-columns";
import type { NodeListing, NodeToSave, StoredNode } from "@/lib/server/store/stored-node";

function loadWhere(on: Queryable, where: SQL = sql`true`): Promise<readonly StoredNode[]> {
  return loadStoredNodes(on, sql`where ${where}`);
}

/** Nodes by their numbers, those of them that are stored. */
export async function loadNodesByNumber(
  on: Queryable,
  nodeNos: readonly number[],
): Promise<ReadonlyMap<number, StoredNode>> {
  const nodes = await loadWhere(on, inArray(managedNode.nodeNo, [...nodeNos]));
  return new Map(nodes.map((node) => [node.nodeNo, node]));
}

/** The nodes of a source among some ids. */
export function loadNodes(
  on: Queryable,
  sourceNo: number,
  instanceIds: readonly InstanceId[],
): Promise<readonly StoredNode[]> {
  return loadWhere(
    on,
    and(eq(managedNode.sourceNo, sourceNo), inArray(managedNode.instanceId, [...instanceIds])),
  );
}

/** Every node of a source, also those that have left SSM's list. */
export function loadNodesOfSource(on: Queryable, sourceNo: number): Promise<readonly StoredNode[]> {
  return loadWhere(on, eq(managedNode.sourceNo, sourceNo));
}

/** The listed nodes of a source that used a baseline last, in their own word. */
export function loadNodesUsing(
  on: Queryable,
  sourceNo: number,
  baselineId: string,
): Promise<readonly StoredNode[]> {
  return loadWhere(
    on,
    and(
      eq(managedNode.sourceNo, sourceNo),
      eq(managedNode.listing, "listed"),
      eq(managedNode.baselineId, baselineId),
    ),
  );
}

/** The sources that store a node of this id: a hybrid id may stand in several Regions. */
export async function listSourcesOfNode(
  on: Queryable,
  instanceId: InstanceId,
): Promise<readonly number[]> {
  const rows = await on
    .select({ sourceNo: managedNode.sourceNo })
    .from(managedNode)
    .where(eq(managedNode.instanceId, instanceId));
  return rows.map(({ sourceNo }) => sourceNo);
}

/**
 * Saves what was read of nodes at `readAt`, each whole; a node that was read later than that is left as it is. Gives
 * the numbers of those written. A node whose patch state SSM no longer has loses its counts and its rows.
 */
export async function saveNodes(
  transaction: Queryable,
  sourceNo: number,
  nodes: readonly NodeToSave[],
  readAt: string,
): Promise<ReadonlyMap<InstanceId, number>> {
  if (nodes.length === 0) return new Map();
  const rows = nodes.map((node) => toNodeRow(sourceNo, node, readAt));
  // What saveNodeRows keeps stays: a new state does not make the rows held those of its operation.
  const kept = [
    "sourceNo",
    "instanceId",
    "appearedAt",
    "leftAt",
    "criticalFindings",
    "importantFindings",
  ] as const;
  // The day it left stays the day it left.
  const { rows: written } = await transaction.execute<{ nodeNo: number; instanceId: string }>(sql`
    ${insertRows(managedNode, rows)}
    on conflict (source_no, instance_id) do update set ${excludedColumns<typeof managedNode>(rows, kept)},
      left_at = case when excluded.left_at is null then null else coalesce(managed_node.left_at, excluded.left_at) end,
      critical_findings = case when excluded.has_result then coalesce(managed_node.critical_findings, 0) end,
      important_findings = case when excluded.has_result then coalesce(managed_node.important_findings, 0) end
    where managed_node.read_at <= excluded.read_at
    returning node_no as "nodeNo", instance_id as "instanceId"`);
  const numbers = new Map(written.map(({ instanceId, nodeNo }) => [instanceId, nodeNo]));
  const saved = nodes.flatMap((node) => {
    const nodeNo = numbers.get(node.instanceId);
    return nodeNo === undefined ? [] : [{ node, nodeNo }];
  });
  await dropRows(
    transaction,
    saved.filter(({ node }) => node.patchState === null).map(({ nodeNo }) => nodeNo),
    readAt,
  );
  await saveNodeHistory(
    transaction,
    saved.map(({ nodeNo }) => nodeNo),
    readAt,
  );
  return new Map(saved.map(({ node, nodeNo }) => [node.instanceId, nodeNo]));
}

/** Without a patch state there are no rows, and what they said is unknown. */
async function dropRows(
  transaction: Queryable,
  nodeNos: readonly number[],
  readAt: string,
): Promise<void> {
  if (nodeNos.length === 0) return;
  const are = inArray(managedNode.nodeNo, [...nodeNos]);
  await transaction.update(managedNode).set(noRows).where(are);
  await transaction.delete(nodePatch).where(inArray(nodePatch.nodeNo, [...nodeNos]));
  await saveFindingCounts(transaction, nodeNos, []);
  await closeUnknownFindings(transaction, nodeNos, readAt);
}

const noRows = {
  rowsScope: null,
  rowsOperationEndTime: null,
  rowsReadAt: null,
  rowsDiffer: false,
  rowsLackCveIds: false,
  criticalSince: null,
  highSince: null,
  mediumSince: null,
  lowSince: null,
  unratedSince: null,
} satisfies Partial<typeof managedNode.$inferInsert>;

/** Keeps why nodes could not be read, beside what is stored of them. */
export async function saveNodeFailures(
  transaction: Queryable,
  sourceNo: number,
  failures: ReadonlyArray<ReadFailure & { readonly instanceId: InstanceId }>,
): Promise<void> {
  if (failures.length === 0) return;
  await transaction.execute(sql`
    update managed_node set failure_code = failed.code, failure_detail = failed.detail
    from unnest(
      ${sql.param(failures.map(({ instanceId }) => instanceId))}::text[],
      ${sql.param(failures.map(({ code }) => code))}::text[],
      ${sql.param(failures.map(({ detail }) => detail))}::text[]
    ) as failed (instance_id, code, detail)
    where managed_node.source_no = ${sourceNo} and managed_node.instance_id = failed.instance_id`);
}

/** Nodes of a source that are stored as listed and are not among those a whole listing has found. */
export function loadNodesMissingFrom(
  on: Queryable,
  sourceNo: number,
  listed: readonly InstanceId[],
): Promise<readonly StoredNode[]> {
  return loadWhere(
    on,
    and(
      eq(managedNode.sourceNo, sourceNo),
      eq(managedNode.listing, "listed"),
      listed.length === 0
        ? undefined
        : sql`not (${managedNode.instanceId} = any(${sql.param([...listed])}::text[]))`,
    ),
  );
}

/** Nodes of a source that had left SSM's list before, to be asked about again. */
export function loadNodesThatLeft(on: Queryable, sourceNo: number): Promise<readonly StoredNode[]> {
  return loadWhere(on, and(eq(managedNode.sourceNo, sourceNo), ne(managedNode.listing, "listed")));
}

/** Says what became of nodes that have left SSM's list; the day they left stays the first. */
export async function saveNodeListings(
  transaction: Queryable,
  listings: ReadonlyMap<number, NodeListing>,
  at: string,
): Promise<void> {
  for (const [nodeNo, listing] of listings) {
    await transaction
      .update(managedNode)
      .set({ listing, leftAt: sql`coalesce(${managedNode.leftAt}, ${at})` })
      .where(and(eq(managedNode.nodeNo, nodeNo), ne(managedNode.listing, listing)));
  }
  await saveNodeHistory(transaction, [...listings.keys()], at);
}

/** Deletes nodes that left before a moment, with all their rows. Gives how many. */
export async function deleteNodesThatLeftBefore(
  transaction: Queryable,
  sourceNo: number,
  before: string,
): Promise<number> {
  const deleted = await transaction
    .delete(managedNode)
    .where(
      and(
        eq(managedNode.sourceNo, sourceNo),
        ne(managedNode.listing, "listed"),
        sql`${managedNode.leftAt} < ${before}`,
      ),
    )
    .returning({ nodeNo: managedNode.nodeNo });
  return deleted.length;
}
