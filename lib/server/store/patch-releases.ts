import "server-only";
import { and, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { OperatingSystem } from "@/lib/domain/operating-system";
import type { Queryable } from "@/lib/server/store/database";
import { saveOldestClocks } from "@/lib/server/store/oldest-clocks";
import { patchRelease } from "@/lib/server/store/schema";

/** What AWS dates: a KB or package of an operating system. */
export interface Releasable {
  readonly operatingSystem: OperatingSystem | null;
  readonly kbId: string;
}

export function releaseKey({ operatingSystem, kbId }: Releasable): string {
  return `${operatingSystem ?? ""} ${kbId}`;
}

/** The operating systems whose release dates Patchboard asks AWS for: it gives none of most others. */
const releasedSystem = "WINDOWS" satisfies OperatingSystem;

/** When patches were released, ISO 8601 UTC by `releaseKey`, of those that AWS has dated. */
export async function loadReleases(
  on: Queryable,
  patches: readonly Releasable[],
): Promise<ReadonlyMap<string, string>> {
  const kbIds = new Set(
    patches.flatMap(({ operatingSystem, kbId }) =>
      operatingSystem === releasedSystem ? [kbId] : [],
    ),
  );
  if (kbIds.size === 0) return new Map();
  const rows = await on
    .select({ kbId: patchRelease.kbId, releasedAt: patchRelease.releasedAt })
    .from(patchRelease)
    .where(
      and(
        eq(patchRelease.operatingSystem, releasedSystem),
        inArray(patchRelease.kbId, [...kbIds]),
        isNotNull(patchRelease.releasedAt),
      ),
    );
  return new Map(
    rows.flatMap(({ kbId, releasedAt }) =>
      releasedAt === null
        ? []
        : [[releaseKey({ operatingSystem: releasedSystem, kbId }), releasedAt] as const],
    ),
  );
}

/** KBs among a source's open findings that AWS has not dated and was not asked about since a moment; up to `limit`. */
export async function listUndatedKbIds(
  on: Queryable,
  sourceNo: number,
  askedBefore: string,
  limit: number,
): Promise<readonly string[]> {
  const { rows } = await on.execute<{ kbId: string }>(sql`
    select distinct finding.kb_id as "kbId" from finding join managed_node using (node_no)
    where source_no = ${sourceNo} and operating_system = ${releasedSystem} and resolved_at is null
      and clock = 'firstSeen' and finding.kb_id like 'KB%'
      and not exists (select from patch_release known where known.operating_system = ${releasedSystem}
        and known.kb_id = finding.kb_id and (released_at is not null or asked_at >= ${askedBefore}::timestamptz))
    order by 1 limit ${limit}`);
  return rows.map(({ kbId }) => kbId);
}

/** Keeps what AWS says of the release of some KBs; null: it gives no date. */
export async function saveReleases(
  transaction: Queryable,
  releases: ReadonlyMap<string, string | null>,
  askedAt: string,
): Promise<void> {
  // In one order: two sources may ask about the same KBs at once.
  const sorted = [...releases].toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (sorted.length === 0) return;
  await transaction
    .insert(patchRelease)
    .values(
      sorted.map(([kbId, releasedAt]) => ({
        operatingSystem: releasedSystem,
        kbId,
        releasedAt,
        askedAt,
      })),
    )
    .onConflictDoUpdate({
      target: [patchRelease.operatingSystem, patchRelease.kbId],
      set: {
        releasedAt: sql`coalesce(excluded.released_at, ${patchRelease.releasedAt})`,
        askedAt: sql`excluded.asked_at`,
      },
    });
}

/** Lets the deadlines of a source's open findings count from the release, where that is known by now. Gives how many moved. */
export async function countFromReleases(transaction: Queryable, sourceNo: number): Promise<number> {
  const { rows } = await transaction.execute<{ nodeNo: number }>(sql`
    update finding set clock = 'released', clock_day = (released_at at time zone 'UTC')::date
    from managed_node node, patch_release known
    where node.node_no = finding.node_no and node.source_no = ${sourceNo} and node.operating_system = ${releasedSystem}
      and known.operating_system = ${releasedSystem} and known.kb_id = finding.kb_id and released_at is not null
      and finding.resolved_at is null and finding.clock = 'firstSeen'
    returning finding.node_no as "nodeNo"`);
  if (rows.length > 0)
    await saveOldestClocks(transaction, [...new Set(rows.map(({ nodeNo }) => nodeNo))]);
  return rows.length;
}
