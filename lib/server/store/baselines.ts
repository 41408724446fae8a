import "server-only";
import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { PatchBaseline, PatchBaselineIdentity } from "@/lib/domain/patch-baseline";
import type { Queryable } from "@/lib/server/store/database";
import { orderKey } from "@/lib/server/store/order-key";
import {
  managedNode,
  patchBaseline,
  patchBaselineVersion,
  source,
} from "@/lib/server/store/schema";
import { updatedColumns } from "@/lib/server/store/updated-columns";

/** Keeps the source's listing of baselines, whole: one that is no longer listed goes, with its versions. */
export async function saveBaselines(
  transaction: Queryable,
  sourceNo: number,
  listed: readonly PatchBaselineIdentity[],
  readAt: string,
): Promise<void> {
  const ids = listed.map(({ baselineId }) => baselineId);
  await transaction.execute(sql`
    delete from patch_baseline where source_no = ${sourceNo}
      and not (baseline_id = any(${sql.param(ids)}::text[]))`);
  if (listed.length > 0) {
    await transaction
      .insert(patchBaseline)
      .values(
        listed.map((identity) => ({
          ...identity,
          nameOrder: identity.name === null ? null : orderKey(identity.name),
          sourceNo,
          readAt,
        })),
      )
      .onConflictDoUpdate({
        target: [patchBaseline.sourceNo, patchBaseline.baselineId],
        set: updatedColumns(patchBaseline, ["sourceNo", "baselineId", "versionReadAt"]),
        setWhere: sql`(patch_baseline.ask_for, patch_baseline.owner, patch_baseline.name, patch_baseline.description,
            patch_baseline.operating_system, patch_baseline.default_baseline)
          is distinct from (excluded.ask_for, excluded.owner, excluded.name, excluded.description,
            excluded.operating_system, excluded.default_baseline)`,
      });
  }
  await transaction
    .update(source)
    .set({ baselinesReadAt: readAt })
    .where(eq(source.sourceNo, sourceNo));
}

/** A baseline as GetPatchBaseline gives it: in our words, and under AWS's own names. */
interface ReadVersion {
  readonly baseline: PatchBaseline;
  readonly raw: unknown;
}

/** Keeps listed baselines as GetPatchBaseline gave them: a new version of each that differs from its last one. */
export async function saveBaselineVersions(
  transaction: Queryable,
  sourceNo: number,
  versions: readonly ReadVersion[],
  readAt: string,
): Promise<void> {
  for (const version of versions) await saveVersion(transaction, sourceNo, version, readAt);
  const ids = versions.map(({ baseline }) => baseline.baselineId);
  if (ids.length === 0) return;
  await transaction
    .update(patchBaseline)
    .set({ versionReadAt: readAt })
    .where(and(eq(patchBaseline.sourceNo, sourceNo), inArray(patchBaseline.baselineId, ids)));
}

async function saveVersion(
  transaction: Queryable,
  sourceNo: number,
  { baseline, raw }: ReadVersion,
  readAt: string,
): Promise<void> {
  const { baselineId } = baseline;
  const [last] = await transaction
    .select({
      version: patchBaselineVersion.version,
      isSame: sql<boolean>`${patchBaselineVersion.baseline} = ${JSON.stringify(baseline)}::jsonb`,
    })
    .from(patchBaselineVersion)
    .where(
      and(
        eq(patchBaselineVersion.sourceNo, sourceNo),
        eq(patchBaselineVersion.baselineId, baselineId),
      ),
    )
    .orderBy(desc(patchBaselineVersion.version))
    .limit(1);
  if (last?.isSame) return;
  await transaction.insert(patchBaselineVersion).values({
    sourceNo,
    baselineId,
    version: (last?.version ?? 0) + 1,
    baseline,
    raw,
    firstReadAt: readAt,
  });
}

/** The short ids of the baselines that nodes of a source say they used. */
export async function listBaselinesUsed(
  on: Queryable,
  sourceNo: number,
): Promise<readonly string[]> {
  const rows = await on
    .selectDistinct({ baselineId: managedNode.baselineId })
    .from(managedNode)
    .where(eq(managedNode.sourceNo, sourceNo));
  return rows.flatMap(({ baselineId }) => baselineId ?? []);
}

/** What a baseline is called; null where it has no name or is not stored. */
export async function loadBaselineName(
  on: Queryable,
  sourceNo: number,
  baselineId: string,
): Promise<string | null> {
  const [row] = await on
    .select({ name: patchBaseline.name })
    .from(patchBaseline)
    .where(and(eq(patchBaseline.sourceNo, sourceNo), eq(patchBaseline.baselineId, baselineId)));
  return row?.name ?? null;
}

/** How many listed nodes used a baseline last, and how many of those are non-compliant. */
export interface BaselineUse {
  readonly sourceNo: number;
  readonly baselineId: string;
  readonly nodes: number;
  readonly nonCompliant: number;
}

/** The use of each baseline that a listed node of the sources used last. */
export async function listBaselineUse(
  on: Queryable,
  sourceNos: readonly number[],
): Promise<readonly BaselineUse[]> {
  const rows = await on
    .select({
      sourceNo: managedNode.sourceNo,
      baselineId: managedNode.baselineId,
      nodes: sql<number>`count(*)::int`,
      nonCompliant: sql<number>`(count(*) filter (where ${managedNode.verdict} = 'nonCompliant'))::int`,
    })
    .from(managedNode)
    .where(and(inArray(managedNode.sourceNo, [...sourceNos]), eq(managedNode.listing, "listed")))
    .groupBy(managedNode.sourceNo, managedNode.baselineId);
  return rows.flatMap(({ baselineId, ...use }) =>
    baselineId === null ? [] : [{ ...use, baselineId }],
  );
}
