import "server-only";
import { and, inArray, isNull, sql } from "drizzle-orm";
import { patchStateRank, toPatchState } from "@/lib/domain/patch-state";
import type { Queryable } from "@/lib/server/store/database";
import { finding } from "@/lib/server/store/schema";

/** The findings of a node as they were seen at a moment. */
export interface FindingsSeen {
  readonly nodeNo: number;
  readonly seenAt: string;
  readonly findings: ReadonlyArray<{
    readonly patchNo: number;
    readonly kbId: string;
    readonly state: string;
  }>;
}

/** One row per KB or package: of several builds the worst state speaks. */
function worstByKbId({ findings }: FindingsSeen): Map<string, FindingsSeen["findings"][number]> {
  const worst = new Map<string, FindingsSeen["findings"][number]>();
  for (const each of findings) {
    const known = worst.get(each.kbId);
    const isWorse =
      known === undefined ||
      patchStateRank(toPatchState(each.state)) < patchStateRank(toPatchState(known.state));
    if (isWorse) worst.set(each.kbId, each);
  }
  return worst;
}

/**
 * Opens what is new, moves what has another state, closes what is seen no more. A finding that goes from Missing to
 * Failed and back is one: it keeps the day it was first seen.
 */
export async function saveFindings(
  transaction: Queryable,
  seen: readonly FindingsSeen[],
): Promise<void> {
  if (seen.length === 0) return;
  const open = await transaction
    .select({
      findingNo: finding.findingNo,
      nodeNo: finding.nodeNo,
      kbId: finding.kbId,
      state: finding.state,
      patchNo: finding.patchNo,
    })
    .from(finding)
    .where(
      and(
        inArray(
          finding.nodeNo,
          seen.map(({ nodeNo }) => nodeNo),
        ),
        isNull(finding.resolvedAt),
      ),
    );
  const openByNode = new Map<number, typeof open>();
  for (const each of open) {
    openByNode.set(each.nodeNo, [...(openByNode.get(each.nodeNo) ?? []), each]);
  }
  const opened: Opened[] = [];
  const moved: Moved[] = [];
  const closed: Closed[] = [];
  for (const each of seen) {
    const now = worstByKbId(each);
    for (const known of openByNode.get(each.nodeNo) ?? []) {
      const still = now.get(known.kbId);
      now.delete(known.kbId);
      const { findingNo } = known;
      if (still === undefined) closed.push({ findingNo, at: each.seenAt });
      else if (still.state !== known.state || still.patchNo !== known.patchNo) {
        moved.push({ findingNo, state: still.state, patchNo: still.patchNo, at: each.seenAt });
      }
    }
    for (const { kbId, patchNo, state } of now.values()) {
      opened.push({ nodeNo: each.nodeNo, patchNo, kbId, state, at: each.seenAt });
    }
  }
  await saveOpened(transaction, opened);
  await saveMoved(transaction, moved);
  await saveClosed(transaction, closed);
}

interface Opened {
  readonly nodeNo: number;
  readonly patchNo: number;
  readonly kbId: string;
  readonly state: string;
  readonly at: string;
}

interface Closed {
  readonly findingNo: number;
  readonly at: string;
}

interface Moved extends Closed {
  readonly state: string;
  readonly patchNo: number;
}

async function saveOpened(transaction: Queryable, opened: readonly Opened[]): Promise<void> {
  if (opened.length === 0) return;
  const column = <Value>(of: (each: Opened) => Value) => sql.param(opened.map(of));
  await transaction.execute(sql`
    insert into finding (node_no, patch_no, kb_id, state, state_since, first_seen)
    select node_no, patch_no, kb_id, state, at, at from unnest(
      ${column(({ nodeNo }) => nodeNo)}::int[],
      ${column(({ patchNo }) => patchNo)}::int[],
      ${column(({ kbId }) => kbId)}::text[],
      ${column(({ state }) => state)}::text[],
      ${column(({ at }) => at)}::timestamptz[]
    ) as opened (node_no, patch_no, kb_id, state, at)`);
}

async function saveMoved(transaction: Queryable, moved: readonly Moved[]): Promise<void> {
  if (moved.length === 0) return;
  await transaction.execute(sql`
    update finding set patch_no = moved.patch_no, state = moved.state,
      state_since = case when finding.state = moved.state then finding.state_since else moved.at end
    from unnest(
      ${sql.param(moved.map(({ findingNo }) => findingNo))}::bigint[],
      ${sql.param(moved.map(({ patchNo }) => patchNo))}::int[],
      ${sql.param(moved.map(({ state }) => state))}::text[],
      ${sql.param(moved.map(({ at }) => at))}::timestamptz[]
    ) as moved (finding_no, patch_no, state, at)
    where finding.finding_no = moved.finding_no`);
}

async function saveClosed(transaction: Queryable, closed: readonly Closed[]): Promise<void> {
  if (closed.length === 0) return;
  await transaction.execute(sql`
    update finding set resolved_at = closed.at, resolution = 'resolved'
    from unnest(
      ${sql.param(closed.map(({ findingNo }) => findingNo))}::bigint[],
      ${sql.param(closed.map(({ at }) => at))}::timestamptz[]
    ) as closed (finding_no, at)
    where finding.finding_no = closed.finding_no`);
}

/** Closes the findings of nodes that SSM no longer has results of: whether they were resolved, nobody knows. */
export async function closeUnknownFindings(
  transaction: Queryable,
  nodeNos: readonly number[],
  at: string,
): Promise<void> {
  await transaction
    .update(finding)
    .set({ resolvedAt: at, resolution: "unknown" })
    .where(and(inArray(finding.nodeNo, [...nodeNos]), isNull(finding.resolvedAt)));
}
