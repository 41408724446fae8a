import "server-only";
import { and, asc, count, desc, eq, inArray, max, ne, sql } from "drizzle-orm";
import { readFailureCodes, type ReadFailure } from "@/lib/domain/read-failure";
import type { Source } from "@/lib/domain/source";
import type { SweepCause, SweepStatus } from "@/lib/domain/sweep";
import { sweepCauses, sweepStatuses } from "@/lib/domain/sweep";
import type { Queryable } from "@/lib/server/store/database";
import { StoreContentError } from "@/lib/server/store/node-columns";
import { source, sweep, sweepFailure, sweepSource } from "@/lib/server/store/schema";

/** A run over every source. Times are ISO 8601 UTC. */
export interface StoredSweep {
  readonly sweepId: string;
  readonly cause: SweepCause;
  readonly status: SweepStatus;
  readonly requestedAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
}

/** One source's part of a run. */
export interface StoredSweepSource extends Source {
  readonly sourceNo: number;
  readonly status: SweepStatus;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly nodesDone: number;
  /** null until the whole list has been read. */
  readonly nodesTotal: number | null;
  readonly calls: number;
  readonly throttled: number;
  readonly failure: ReadFailure | null;
  /** How many nodes could not be read. */
  readonly nodesFailed: number;
}

/** What could not be read in a run: a node, or with `instanceId` null the source. */
export interface StoredSweepFailure extends ReadFailure, Source {
  readonly instanceId: string | null;
  readonly failedAt: string;
}

function word<Word extends string>(words: readonly Word[], text: string): Word {
  const known = words.find((each) => each === text);
  if (known === undefined) throw new StoreContentError(`The store says "${text}" of a sweep.`);
  return known;
}

function failureOf(code: string | null, detail: string | null): ReadFailure | null {
  const known = readFailureCodes.find((each) => each === code);
  return known === undefined ? null : { code: known, detail: detail ?? "" };
}

function toStoredSweep(row: typeof sweep.$inferSelect): StoredSweep {
  return {
    ...row,
    cause: word(sweepCauses, row.cause),
    status: word(sweepStatuses, row.status),
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

/** How one source's part of a run stands. */
export async function saveSweepSource(
  transaction: Queryable,
  sweepId: string,
  sourceNo: number,
  progress: Partial<
    Pick<
      typeof sweepSource.$inferInsert,
      | "startedAt"
      | "endedAt"
      | "nodesDone"
      | "nodesTotal"
      | "calls"
      | "throttled"
      | "failureCode"
      | "failureDetail"
    >
  > & { readonly status: SweepStatus },
): Promise<void> {
  await transaction
    .update(sweepSource)
    .set(progress)
    .where(and(eq(sweepSource.sweepId, sweepId), eq(sweepSource.sourceNo, sourceNo)));
}

/** Keeps what could not be read. */
export async function saveSweepFailures(
  transaction: Queryable,
  sweepId: string,
  sourceNo: number,
  failures: ReadonlyArray<ReadFailure & { readonly instanceId: string | null }>,
  failedAt: string,
): Promise<void> {
  if (failures.length === 0) return;
  await transaction
    .insert(sweepFailure)
    .values(failures.map((failure) => ({ ...failure, sweepId, sourceNo, failedAt })));
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

/** The parts of some runs, source by source. */
export async function listSweepSources(
  on: Queryable,
  sweepIds: readonly string[],
): Promise<ReadonlyArray<StoredSweepSource & { readonly sweepId: string }>> {
  if (sweepIds.length === 0) return [];
  const rows = await on
    .select({
      part: sweepSource,
      account: source.account,
      region: source.region,
      nodesFailed: sql<number>`(select count(*)::int from sweep_failure f
        where f.sweep_id = ${sweepSource.sweepId} and f.source_no = ${sweepSource.sourceNo}
          and f.instance_id is not null)`,
    })
    .from(sweepSource)
    .innerJoin(source, eq(source.sourceNo, sweepSource.sourceNo))
    .where(inArray(sweepSource.sweepId, [...sweepIds]))
    .orderBy(asc(source.account), asc(source.region));
  return rows.map(({ part, account, region, nodesFailed }) => ({
    sweepId: part.sweepId,
    sourceNo: part.sourceNo,
    account,
    region,
    status: word(sweepStatuses, part.status),
    startedAt: part.startedAt,
    endedAt: part.endedAt,
    nodesDone: part.nodesDone,
    nodesTotal: part.nodesTotal,
    calls: part.calls,
    throttled: part.throttled,
    failure: failureOf(part.failureCode, part.failureDetail),
    nodesFailed,
  }));
}

function failuresOf(sweepId: string, sourceNos?: readonly number[]) {
  return and(
    eq(sweepFailure.sweepId, sweepId),
    sourceNos === undefined ? undefined : inArray(sweepFailure.sourceNo, [...sourceNos]),
  );
}

/** How many failures of some sources a run has kept. */
export async function countSweepFailures(
  on: Queryable,
  sweepId: string,
  sourceNos: readonly number[],
): Promise<number> {
  const [counted] = await on
    .select({ total: count() })
    .from(sweepFailure)
    .where(failuresOf(sweepId, sourceNos));
  return counted?.total ?? 0;
}

/** What could not be read in a run, of some sources or of every one, the newest first, up to `limit`. */
export async function listSweepFailures(
  on: Queryable,
  sweepId: string,
  limit: number,
  sourceNos?: readonly number[],
): Promise<readonly StoredSweepFailure[]> {
  const rows = await on
    .select({ failure: sweepFailure, account: source.account, region: source.region })
    .from(sweepFailure)
    .innerJoin(source, eq(source.sourceNo, sweepFailure.sourceNo))
    .where(failuresOf(sweepId, sourceNos))
    .orderBy(desc(sweepFailure.sweepFailureNo))
    .limit(limit);
  return rows.map(({ failure, account, region }) => ({
    account,
    region,
    instanceId: failure.instanceId,
    code: word(readFailureCodes, failure.code),
    detail: failure.detail,
    failedAt: failure.failedAt,
  }));
}
