import "server-only";
import { and, count, desc, eq, inArray, max, ne, sql } from "drizzle-orm";
import { sweepCauses, sweepStatuses, type SweepCause, type SweepStatus } from "@/lib/domain/sweep";
import type { Queryable } from "@/lib/server/store/database";
import { oneOf, StoreContentError } from "@/lib/server/store/node-columns";
import { sweep, sweepSource } from "@/lib/server/store/schema";

/** A run over every source. Times are ISO 8601 UTC. */
export interface StoredSweep {
  readonly sweepId: string;
  readonly cause: SweepCause;
  readonly status: SweepStatus;
  readonly requestedAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
}

function toStoredSweep(row: typeof sweep.$inferSelect): StoredSweep {
  return {
    ...row,
    cause: oneOf(sweepCauses, row.cause),
    status: oneOf(sweepStatuses, row.status),
  };
}

/** Stores a run that waits for its turn; one that waits already is given instead. */
export async function saveWaitingSweep(
  transaction: Queryable,
  wanted: { readonly sweepId: string; readonly cause: SweepCause; readonly requestedAt: string },
): Promise<StoredSweep> {
  // Two requests at once must not store two runs.
  await transaction.execute(sql`lock table sweep in share row exclusive mode`);
  const [waiting] = await transaction.select().from(sweep).where(eq(sweep.status, "waiting"));
  if (waiting) return toStoredSweep(waiting);
  const [stored] = await transaction
    .insert(sweep)
    .values({ ...wanted, status: "waiting" })
    .returning();
  if (stored === undefined) throw new StoreContentError("A sweep was not stored.");
  return toStoredSweep(stored);
}

/** The run that waits for its turn, or null. */
export async function loadWaitingSweep(on: Queryable): Promise<StoredSweep | null> {
  const [row] = await on.select().from(sweep).where(eq(sweep.status, "waiting"));
  return row ? toStoredSweep(row) : null;
}

/** Begins a run over some sources. */
export async function startSweep(
  transaction: Queryable,
  sweepId: string,
  sourceNos: readonly number[],
  startedAt: string,
): Promise<void> {
  await transaction
    .update(sweep)
    .set({ status: "running", startedAt })
    .where(eq(sweep.sweepId, sweepId));
  if (sourceNos.length === 0) return;
  await transaction
    .insert(sweepSource)
    .values(sourceNos.map((sourceNo) => ({ sweepId, sourceNo, status: "waiting" })))
    .onConflictDoNothing();
}

/** Ends a run: complete when every source is, failed when none is, else partial. */
export async function endSweep(
  transaction: Queryable,
  sweepId: string,
  endedAt: string,
): Promise<void> {
  await transaction.execute(sql`
    update sweep set ended_at = ${endedAt}, status = (
      select case
        when count(*) filter (where status in ('complete', 'partial')) = 0 then 'failed'
        when count(*) filter (where status <> 'complete') = 0 then 'complete'
        else 'partial' end
      from sweep_source where sweep_id = ${sweepId})
    where sweep_id = ${sweepId}`);
}

/** Ends runs whose sweeper has died, with what they had not finished. Gives how many. */
export async function failRunningSweeps(transaction: Queryable, endedAt: string): Promise<number> {
  const dead = await transaction
    .update(sweep)
    .set({ status: "failed", endedAt })
    .where(eq(sweep.status, "running"))
    .returning({ sweepId: sweep.sweepId });
  const ids = dead.map(({ sweepId }) => sweepId);
  if (ids.length === 0) return 0;
  await transaction
    .update(sweepSource)
    .set({ status: "failed", endedAt })
    .where(
      and(inArray(sweepSource.sweepId, ids), inArray(sweepSource.status, ["waiting", "running"])),
    );
  return ids.length;
}

/** The runs, the newest first. */
export async function listSweeps(
  on: Queryable,
  { page, size }: { readonly page: number; readonly size: number },
): Promise<{ readonly items: readonly StoredSweep[]; readonly total: number }> {
  const rows = await on
    .select()
    .from(sweep)
    .orderBy(desc(sweep.requestedAt), desc(sweep.sweepId))
    .limit(size)
    .offset((page - 1) * size);
  const [counted] = await on.select({ total: count() }).from(sweep);
  return { items: rows.map(toStoredSweep), total: counted?.total ?? 0 };
}

/** What moves when a run begins, ends or is forgotten; null while one waits or runs, whose figures move all the time. */
export async function loadSweepsMark(
  on: Queryable,
): Promise<{ readonly total: number; readonly lastEndedAt: string | null } | null> {
  const [row] = await on
    .select({
      total: count(),
      underWay: sql<number>`count(*) filter (where ${sweep.endedAt} is null)::int`,
      lastEndedAt: max(sweep.endedAt),
    })
    .from(sweep);
  if (row === undefined || row.underWay > 0) return null;
  return { total: row.total, lastEndedAt: row.lastEndedAt };
}

/** One run. */
export async function loadSweep(on: Queryable, sweepId: string): Promise<StoredSweep | null> {
  const [row] = await on.select().from(sweep).where(eq(sweep.sweepId, sweepId));
  return row ? toStoredSweep(row) : null;
}

/** The last run that ended, or runs; null before the first. */
export async function loadLastStartedSweep(on: Queryable): Promise<StoredSweep | null> {
  const [row] = await on
    .select()
    .from(sweep)
    .where(ne(sweep.status, "waiting"))
    .orderBy(desc(sweep.startedAt))
    .limit(1);
  return row ? toStoredSweep(row) : null;
}
