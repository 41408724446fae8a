import "server-only";
import { eq, sql } from "drizzle-orm";
import type { OperatingSystem } from "@/lib/domain/operating-system";
import type { Patch } from "@/lib/domain/patch";
import { isFindingState, toPatchState } from "@/lib/domain/patch-state";
import { severityRank, type SeverityRank } from "@/lib/domain/severity";
import type { Queryable } from "@/lib/server/store/database";
import {
  findingCountsOf,
  saveFindingCounts,
  type FindingCount,
} from "@/lib/server/store/finding-counts";
import { saveFindings } from "@/lib/server/store/findings";
import { saveOldestClocks } from "@/lib/server/store/oldest-clocks";
import { patchDigest, savePatches } from "@/lib/server/store/patches";
import { nodePatch, patch } from "@/lib/server/store/schema";
import type { HeldRows } from "@/lib/server/store/stored-node";

/** A node's rows as they were read. */
export interface RowsToSave extends HeldRows {
  readonly nodeNo: number;
  readonly operatingSystem: OperatingSystem | null;
  readonly patches: readonly Patch[];
}

interface NumberedRow {
  readonly nodeNo: number;
  readonly patchNo: number;
  readonly ordinal: number;
  readonly state: string;
  readonly installedTime: string | null;
  readonly kbId: string;
  readonly rank: SeverityRank;
}

/**
 * Replaces the rows of nodes by what was read of them, and opens, changes and closes their findings. Nothing is
 * written for a row that has not changed. Part of the transaction that saves the nodes themselves.
 */
export async function saveNodeRows(
  transaction: Queryable,
  read: readonly RowsToSave[],
): Promise<void> {
  if (read.length === 0) return;
  const numbered = await numberRows(transaction, read);
  const rows = numbered.flatMap((each) => each.rows);
  const nodeNos = read.map(({ nodeNo }) => nodeNo);
  await replaceRows(transaction, nodeNos, rows);
  await saveFindings(
    transaction,
    numbered.map(({ of, rows: own }) => ({
      nodeNo: of.nodeNo,
      operatingSystem: of.operatingSystem,
      seenAt: of.readAt,
      findings: own.filter(({ state }) => isFindingState(toPatchState(state))),
    })),
  );
  await saveOldestClocks(transaction, nodeNos);
  const counts = read.flatMap(findingCountsOf);
  await saveFindingCounts(transaction, nodeNos, counts);
  await saveWhatIsHeld(transaction, read, counts);
}

/** Says of each node which rows are held, and what they count. */
async function saveWhatIsHeld(
  transaction: Queryable,
  read: readonly RowsToSave[],
  counts: readonly FindingCount[],
): Promise<void> {
  const ranked = (nodeNo: number, rank: SeverityRank) =>
    counts
      .filter((each) => each.nodeNo === nodeNo && each.rank === rank)
      .reduce((sum, each) => sum + each.patches, 0);
  const column = <Value>(of: (row: RowsToSave) => Value) => sql.param(read.map(of));
  await transaction.execute(sql`
    update managed_node set rows_scope = held.scope, rows_operation_end_time = held.ended, rows_read_at = held.read_at,
      rows_differ = held.differ, rows_lack_cve_ids = held.lack_cve_ids, critical_findings = held.critical,
      important_findings = held.important
    from unnest(
      ${column(({ nodeNo }) => nodeNo)}::int[],
      ${column(({ scope }) => scope)}::text[],
      ${column(({ operationEndTime }) => operationEndTime)}::timestamptz[],
      ${column(({ readAt }) => readAt)}::timestamptz[],
      ${column(({ differ }) => differ)}::boolean[],
      ${column(({ patches }) => lackCveIds(patches))}::boolean[],
      ${column(({ nodeNo }) => ranked(nodeNo, "critical"))}::int[],
      ${column(({ nodeNo }) => ranked(nodeNo, "high"))}::int[]
    ) as held (node_no, scope, ended, read_at, differ, lack_cve_ids, critical, important)
    where managed_node.node_no = held.node_no`);
}

/** Whether CVE ids are absent where some are to be expected; only Missing and Failed rows ever carry any. */
function lackCveIds(patches: readonly Patch[]): boolean {
  const waiting = patches.filter(({ state }) => state === "Missing" || state === "Failed");
  return (
    waiting.some(({ classification }) => /security/i.test(classification ?? "")) &&
    waiting.every(({ cveIds }) => cveIds.length === 0)
  );
}

async function numberRows(
  transaction: Queryable,
  read: readonly RowsToSave[],
): Promise<ReadonlyArray<{ readonly of: RowsToSave; readonly rows: readonly NumberedRow[] }>> {
  const digested = read.map((of) => ({
    of,
    patches: of.patches.map((each) => ({
      ...each,
      operatingSystem: of.operatingSystem,
      digest: patchDigest(of.operatingSystem, each),
    })),
  }));
  const numbers = await savePatches(
    transaction,
    digested.flatMap(({ patches }) => patches),
  );
  return digested.map(({ of, patches }) => {
    const ordinals = new Map<number, number>();
    const rows = patches.flatMap(({ digest, state, installedTime, kbId, severity }) => {
      const patchNo = numbers.get(digest);
      if (patchNo === undefined) return [];
      const ordinal = (ordinals.get(patchNo) ?? 0) + 1;
      ordinals.set(patchNo, ordinal);
      const rank = severityRank(severity, of.operatingSystem);
      return [{ nodeNo: of.nodeNo, patchNo, ordinal, state, installedTime, kbId, rank }];
    });
    return { of, rows };
  });
}

async function replaceRows(
  transaction: Queryable,
  nodeNos: readonly number[],
  rows: readonly NumberedRow[],
): Promise<void> {
  const column = <Value>(of: (row: NumberedRow) => Value) => sql.param(rows.map(of));
  const incoming = sql`unnest(
    ${column(({ nodeNo }) => nodeNo)}::int[],
    ${column(({ patchNo }) => patchNo)}::int[],
    ${column(({ ordinal }) => ordinal)}::smallint[],
    ${column(({ state }) => state)}::text[],
    ${column(({ installedTime }) => installedTime)}::timestamptz[]
  ) as incoming (node_no, patch_no, ordinal, state, installed_time)`;
  await transaction.execute(sql`
    delete from node_patch held where held.node_no = any(${sql.param([...nodeNos])}::int[])
      and not exists (select from ${incoming} where incoming.node_no = held.node_no
        and incoming.patch_no = held.patch_no and incoming.ordinal = held.ordinal)`);
  if (rows.length === 0) return;
  await transaction.execute(sql`
    insert into node_patch as held (node_no, patch_no, ordinal, state, installed_time)
    select * from ${incoming}
    on conflict (node_no, patch_no, ordinal) do update
      set state = excluded.state, installed_time = excluded.installed_time
      where (held.state, held.installed_time) is distinct from (excluded.state, excluded.installed_time)`);
}

/** The rows held of a node, in the order of their content. */
export async function loadNodeRows(on: Queryable, nodeNo: number): Promise<readonly Patch[]> {
  const rows = await on
    .select({
      kbId: patch.kbId,
      title: patch.title,
      classification: patch.classification,
      severity: patch.severity,
      state: nodePatch.state,
      installedTime: nodePatch.installedTime,
      cveIds: patch.cveIds,
    })
    .from(nodePatch)
    .innerJoin(patch, eq(patch.patchNo, nodePatch.patchNo))
    .where(eq(nodePatch.nodeNo, nodeNo));
  return rows;
}
