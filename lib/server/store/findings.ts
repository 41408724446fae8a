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
  const opened: Array<typeof finding.$inferInsert> = [];
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
      const at = each.seenAt;
      opened.push({ nodeNo: each.nodeNo, patchNo, kbId, state, stateSince: at, firstSeen: at });
    }
  }
  await saveOpened(transaction, opened);
  await saveMoved(transaction, moved);
  await saveClosed(transaction, closed);
}

interface Closed {
  readonly findingNo: number;
  readonly at: string;
}

interface Moved extends Closed {
  readonly state: string;
  readonly patchNo: number;
}

/** Rows a statement: seven parameters each, of at most 65,535. */
const mostRows = 5_000;

async function saveOpened(
  transaction: Queryable,
  opened: ReadonlyArray<typeof finding.$inferInsert>,
): Promise<void> {
  for (let from = 0; from < opened.length; from += mostRows) {
    await transaction.insert(finding).values(opened.slice(from, from + mostRows));
  }
}

async function saveMoved(transaction: Queryable, moved: readonly Moved[]): Promise<void> {
  if (moved.length === 0) return;
  await transaction.execute(sql`
    with moved as (
      select * from unnest(
        ${sql.param(moved.map(({ findingNo }) => findingNo))}::bigint[],
        ${sql.param(moved.map(({ patchNo }) => patchNo))}::int[],
        ${sql.param(moved.map(({ state }) => state))}::text[],
        ${sql.param(moved.map(({ at }) => at))}::timestamptz[]
      ) as moved (finding_no, patch_no, state, at)
    ),
    past as (
      insert into finding_past (finding_no, patch_no, state, since, until)
      select finding_no, finding.patch_no, finding.state, state_since, at from finding join moved using (finding_no)
      where finding.state <> moved.state and state_since < at
    )
    update finding set patch_no = moved.patch_no, state = moved.state,
      state_since = case when finding.state = moved.state then finding.state_since else moved.at end
    from moved where finding.finding_no = moved.finding_no`);
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
