import "server-only";
import { and, inArray, isNull, sql } from "drizzle-orm";
import { clockStart } from "@/lib/domain/deadline";
import type { OperatingSystem } from "@/lib/domain/operating-system";
import { patchStateRank, toPatchState } from "@/lib/domain/patch-state";
import { severityRanks, type SeverityRank } from "@/lib/domain/severity";
import type { Queryable } from "@/lib/server/store/database";
import { loadReleases, releaseKey } from "@/lib/server/store/patch-releases";
import { finding } from "@/lib/server/store/schema";

/** The findings of a node as they were seen at a moment. */
export interface FindingsSeen {
  readonly nodeNo: number;
  readonly operatingSystem: OperatingSystem | null;
  readonly seenAt: string;
  readonly findings: ReadonlyArray<{
    readonly patchNo: number;
    readonly kbId: string;
    readonly state: string;
    readonly rank: SeverityRank;
  }>;
}

/** What tells the worst of several builds. */
type Ranked = Pick<FindingsSeen["findings"][number], "kbId" | "state" | "rank">;

/** Worst first. */
function order({ state, rank }: Ranked): number {
  return patchStateRank(toPatchState(state)) * severityRanks.length + severityRanks.indexOf(rank);
}

/** One row per KB or package: of several builds the worst state speaks, and of these the worst severity. */
export function worstByKbId<Finding extends Ranked>(
  findings: readonly Finding[],
): Map<string, Finding> {
  const worst = new Map<string, Finding>();
  for (const each of findings) {
    const known = worst.get(each.kbId);
    if (known === undefined || order(each) < order(known)) worst.set(each.kbId, each);
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
    const now = worstByKbId(each.findings);
    for (const known of openByNode.get(each.nodeNo) ?? []) {
      const still = now.get(known.kbId);
      now.delete(known.kbId);
      const { findingNo } = known;
      if (still === undefined) closed.push({ findingNo, at: each.seenAt });
      else if (still.state !== known.state || still.patchNo !== known.patchNo) {
        const { state, patchNo, rank } = still;
        moved.push({ findingNo, state, patchNo, rank, at: each.seenAt });
      }
    }
    const { nodeNo, operatingSystem, seenAt: at } = each;
    for (const still of now.values()) opened.push({ nodeNo, operatingSystem, at, ...still });
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
  readonly rank: SeverityRank;
}

interface Opened extends Omit<Moved, "findingNo"> {
  readonly nodeNo: number;
  readonly operatingSystem: OperatingSystem | null;
  readonly kbId: string;
}

/** Rows a statement: nine parameters each, of at most 65,535. */
const mostRows = 5_000;

async function saveOpened(transaction: Queryable, opened: readonly Opened[]): Promise<void> {
  if (opened.length === 0) return;
  const releases = await loadReleases(transaction, opened);
  const rows = opened.map(({ operatingSystem, at, ...row }) => {
    const released = releases.get(releaseKey({ operatingSystem, kbId: row.kbId })) ?? null;
    const { clock, day } = clockStart(at, released);
    return { ...row, stateSince: at, firstSeen: at, clock, clockDay: day };
  });
  for (let from = 0; from < rows.length; from += mostRows) {
    await transaction.insert(finding).values(rows.slice(from, from + mostRows));
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
        ${sql.param(moved.map(({ rank }) => rank))}::text[],
        ${sql.param(moved.map(({ at }) => at))}::timestamptz[]
      ) as moved (finding_no, patch_no, state, rank, at)
    ),
    past as (
      insert into finding_past (finding_no, patch_no, state, since, until)
      select finding_no, finding.patch_no, finding.state, state_since, at from finding join moved using (finding_no)
      where finding.state <> moved.state and state_since < at
    )
    update finding set patch_no = moved.patch_no, state = moved.state, rank = moved.rank,
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
