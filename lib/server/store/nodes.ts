import "server-only";
import { and, eq, inArray, ne, sql, type SQL } from "drizzle-orm";
import type { InstanceId } from "@/lib/domain/instance-id";
import type { ReadFailure } from "@/lib/domain/read-failure";
import type { Queryable } from "@/lib/server/store/database";
import { saveFindingCounts } from "@/lib/server/store/finding-counts";
import { closeUnknownFindings } from "@/lib/server/store/findings";
import { saveNodeHistory } from "@/lib/server/store/node-history";
import { nodeColumns, toNodeRow, toStateRow, toStoredNode } from "@/lib/server/store/node-columns";
import { managedNode, nodePatch, nodePatchState, source } from "@/lib/server/store/schema";
import { excludedColumns, insertRows } from "@/lib/server/store/save-rows";
import type { NodeListing, NodeToSave, StoredNode } from "@/lib/server/store/stored-node";

/** Nodes with all that is stored of them but their rows. */
export function selectNodes(on: Queryable) {
  return on
    .select({
      node: nodeColumns.node,
      state: nodeColumns.state,
      sourceReadAt: nodeColumns.sourceReadAt,
    })
    .from(managedNode)
    .innerJoin(source, eq(source.sourceNo, managedNode.sourceNo))
    .leftJoin(nodePatchState, eq(nodePatchState.nodeNo, managedNode.nodeNo));
}

async function loadWhere(on: Queryable, where: SQL | undefined): Promise<readonly StoredNode[]> {
  return (await selectNodes(on).where(where)).map(toStoredNode);
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
      eq(nodePatchState.baselineId, baselineId),
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
  const kept = ["sourceNo", "instanceId", "appearedAt", "leftAt"] as const;
  // The day it left stays the day it left.
  const { rows: written } = await transaction.execute<{ nodeNo: number; instanceId: string }>(sql`
    ${insertRows(managedNode, rows)}
    on conflict (source_no, instance_id) do update set ${excludedColumns<typeof managedNode>(rows, kept)},
      left_at = case when excluded.left_at is null then null else coalesce(managed_node.left_at, excluded.left_at) end
    where managed_node.read_at <= excluded.read_at
    returning node_no as "nodeNo", instance_id as "instanceId"`);
  const numbers = new Map(written.map(({ instanceId, nodeNo }) => [instanceId, nodeNo]));
  const saved = nodes.flatMap((node) => {
    const nodeNo = numbers.get(node.instanceId);
    return nodeNo === undefined ? [] : [{ node, nodeNo }];
  });
  await saveStates(transaction, saved, readAt);
  await saveNodeHistory(
    transaction,
    saved.map(({ nodeNo }) => nodeNo),
    readAt,
  );
  return new Map(saved.map(({ node, nodeNo }) => [node.instanceId, nodeNo]));
}

async function saveStates(
  transaction: Queryable,
  saved: ReadonlyArray<{ readonly node: NodeToSave; readonly nodeNo: number }>,
  readAt: string,
): Promise<void> {
  const without = saved.filter(({ node }) => node.patchState === null).map(({ nodeNo }) => nodeNo);
  if (without.length > 0) {
    await transaction.delete(nodePatchState).where(inArray(nodePatchState.nodeNo, without));
    await transaction.delete(nodePatch).where(inArray(nodePatch.nodeNo, without));
    await saveFindingCounts(transaction, without, []);
    await closeUnknownFindings(transaction, without, readAt);
  }
  const states = saved.flatMap(({ node: { patchState, evidence }, nodeNo }) =>
    patchState === null ? [] : [toStateRow(nodeNo, patchState, evidence)],
  );
  if (states.length === 0) return;
  // What saveNodeRows keeps is not among the columns: a new state does not make the rows held those of its operation.
  await transaction.execute(sql`
    ${insertRows(nodePatchState, states)}
    on conflict (node_no) do update set ${excludedColumns<typeof nodePatchState>(states, ["nodeNo"])}`);
}

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
