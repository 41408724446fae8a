import "server-only";
import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import {
  baselineOwners,
  type PatchBaseline,
  type PatchBaselineIdentity,
} from "@/lib/domain/patch-baseline";
import type { Queryable } from "@/lib/server/store/database";
import { oneOf } from "@/lib/server/store/node-columns";
import { patchBaseline, patchBaselineVersion, source } from "@/lib/server/store/schema";

const words = z.string().nullable();
const texts = z.array(z.string());
const flag = z.boolean().nullable();
const filterGroup = z.object({
  patchFilters: z.array(z.object({ key: z.string(), values: texts })),
});

const versionSchema: z.ZodType<PatchBaseline> = z.object({
  baselineId: z.string(),
  arn: words,
  name: words,
  description: words,
  operatingSystem: words,
  globalFilters: filterGroup,
  approvalRules: z.object({
    patchRules: z.array(
      z.object({
        patchFilterGroup: filterGroup,
        complianceLevel: words,
        approveAfterDays: z.number().nullable(),
        approveUntilDate: words,
        enableNonSecurity: flag,
      }),
    ),
  }),
  approvedPatches: texts,
  approvedPatchesComplianceLevel: words,
  approvedPatchesEnableNonSecurity: flag,
  rejectedPatches: texts,
  rejectedPatchesAction: words,
  patchGroups: texts,
  sources: z.array(z.object({ name: words, products: texts, configuration: words })),
  availableSecurityUpdatesComplianceStatus: words,
  createdDate: words,
  modifiedDate: words,
});

const rawSchema = z.record(z.string(), z.unknown());

/** A baseline as GetPatchBaseline last gave it. `readAt` is ISO 8601 UTC. */
interface StoredVersion {
  readonly baseline: PatchBaseline;
  readonly raw: Readonly<Record<string, unknown>>;
  readonly readAt: string;
}

/** A listed baseline with its newest version; null where only the listing is known. */
export interface StoredBaseline {
  readonly identity: PatchBaselineIdentity;
  readonly version: StoredVersion | null;
}

/** What GetPatchBaseline alone tells of a baseline, as far as lists show it. */
const shownSchema = z.object({
  modifiedDate: words,
  patchGroups: texts,
  approveAfterDays: z.array(z.number().nullable()),
});

/** A baseline as it is listed; `shown` is null where it was not read. */
export interface ListedBaseline {
  readonly sourceNo: number;
  readonly identity: PatchBaselineIdentity;
  readonly shown: z.infer<typeof shownSchema> | null;
}

function toIdentity(row: typeof patchBaseline.$inferSelect): PatchBaselineIdentity {
  const { baselineId, askFor, name, description, operatingSystem, defaultBaseline } = row;
  const owner = oneOf(baselineOwners, row.owner);
  return { baselineId, askFor, owner, name, description, operatingSystem, defaultBaseline };
}

/** The baselines of some sources as their last listing had them. */
export async function listBaselines(
  on: Queryable,
  sourceNos: readonly number[],
): Promise<readonly ListedBaseline[]> {
  const rows = await on
    .select({
      listed: patchBaseline,
      shown: sql`(select jsonb_build_object(
          'modifiedDate', v.baseline -> 'modifiedDate', 'patchGroups', v.baseline -> 'patchGroups',
          'approveAfterDays', jsonb_path_query_array(v.baseline, '$.approvalRules.patchRules[*].approveAfterDays'))
        from patch_baseline_version v
        where v.source_no = patch_baseline.source_no and v.baseline_id = patch_baseline.baseline_id
        order by v.version desc limit 1)`,
    })
    .from(patchBaseline)
    .where(inArray(patchBaseline.sourceNo, [...sourceNos]));
  return rows.map(({ listed, shown }) => ({
    sourceNo: listed.sourceNo,
    identity: toIdentity(listed),
    shown: shownSchema.nullable().parse(shown),
  }));
}

/** A baseline of a source; null where its last listing has none of that id. */
export async function loadBaseline(
  on: Queryable,
  sourceNo: number,
  baselineId: string,
): Promise<StoredBaseline | null> {
  const [row] = await on
    .select({ listed: patchBaseline, version: patchBaselineVersion })
    .from(patchBaseline)
    .leftJoin(
      patchBaselineVersion,
      and(
        eq(patchBaselineVersion.sourceNo, patchBaseline.sourceNo),
        eq(patchBaselineVersion.baselineId, patchBaseline.baselineId),
      ),
    )
    .where(and(eq(patchBaseline.sourceNo, sourceNo), eq(patchBaseline.baselineId, baselineId)))
    .orderBy(desc(patchBaselineVersion.version))
    .limit(1);
  if (row === undefined) return null;
  const { listed, version } = row;
  return {
    identity: toIdentity(listed),
    version: version && {
      baseline: versionSchema.parse(version.baseline),
      raw: rawSchema.parse(version.raw),
      readAt: listed.versionReadAt ?? version.firstReadAt,
    },
  };
}

/** What the last listings of the sources say of one baseline id: an AWS-managed one stands in each of its Region. */
export async function listBaselinesOfId(
  on: Queryable,
  baselineId: string,
): Promise<
  ReadonlyArray<Pick<ListedBaseline, "sourceNo" | "identity"> & { readonly readAt: string | null }>
> {
  const rows = await on
    .select({ listed: patchBaseline, readAt: source.baselinesReadAt })
    .from(patchBaseline)
    .innerJoin(source, eq(source.sourceNo, patchBaseline.sourceNo))
    .where(eq(patchBaseline.baselineId, baselineId));
  return rows.map(({ listed, readAt }) => ({
    sourceNo: listed.sourceNo,
    identity: toIdentity(listed),
    readAt,
  }));
}
