import "server-only";
import { and, asc, count, desc, eq, inArray, sql } from "drizzle-orm";
import { readFailureCodes, type ReadFailure } from "@/lib/domain/read-failure";
import type { Source } from "@/lib/domain/source";
import { sweepStatuses, type SweepStatus } from "@/lib/domain/sweep";
import type { Queryable } from "@/lib/server/store/database";
import { oneOf } from "@/lib/server/store/node-columns";
import { source, sweepFailure, sweepSource } from "@/lib/server/store/schema";

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

function failureOf(code: string | null, detail: string | null): ReadFailure | null {
  const known = readFailureCodes.find((each) => each === code);
  return known === undefined ? null : { code: known, detail: detail ?? "" };
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
    status: oneOf(sweepStatuses, part.status),
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
    code: oneOf(readFailureCodes, failure.code),
    detail: failure.detail,
    failedAt: failure.failedAt,
  }));
}
