import "server-only";
import { eq, inArray, sql } from "drizzle-orm";
import { readFailureCodes, type ReadFailure } from "@/lib/domain/read-failure";
import type { Source } from "@/lib/domain/source";
import type { Queryable } from "@/lib/server/store/database";
import { limiterRate, source } from "@/lib/server/store/schema";
import { updatedColumns } from "@/lib/server/store/updated-columns";

/** What is stored of a source itself. Times are ISO 8601 UTC. */
export interface StoredSource extends Source {
  readonly sourceNo: number;
  /** Moves with every change of what is stored of the source. */
  readonly generation: number;
  /** When the last sweep that listed every node began; null before the first. */
  readonly readAt: string | null;
  /** When its baselines were last listed; null before the first time. */
  readonly baselinesReadAt: string | null;
  /** Why not all of its baselines could be read the last time; null when they could. */
  readonly baselinesFailure: ReadFailure | null;
  /** False where not even their list could be read. */
  readonly baselinesListed: boolean;
  /** Why the last sweep did not get to its end; null when it did. */
  readonly failure: ReadFailure | null;
}

function toFailure(code: string | null, detail: string | null): ReadFailure | null {
  const known = readFailureCodes.find((each) => each === code);
  return known === undefined ? null : { code: known, detail: detail ?? "" };
}

function toStoredSource(row: typeof source.$inferSelect): StoredSource {
  return {
    sourceNo: row.sourceNo,
    account: row.account,
    region: row.region,
    generation: row.generation,
    readAt: row.readAt,
    baselinesReadAt: row.baselinesReadAt,
    baselinesFailure: toFailure(row.baselinesFailureCode, row.baselinesFailureDetail),
    baselinesListed: row.baselinesListed,
    failure: toFailure(row.failureCode, row.failureDetail),
  };
}

/** Makes sure that sources are stored; gives them as they are, in the order asked for. */
export async function saveSources(
  on: Queryable,
  sources: readonly Source[],
): Promise<readonly StoredSource[]> {
  if (sources.length === 0) return [];
  const rows = sources.map(({ account, region }) => ({ account, region }));
  await on.insert(source).values(rows).onConflictDoNothing();
  const stored = await listSources(on);
  return sources.flatMap(
    (each) =>
      stored.find(({ account, region }) => account === each.account && region === each.region) ??
      [],
  );
}

/** Every source that is or was configured. */
export async function listSources(on: Queryable): Promise<readonly StoredSource[]> {
  return (await on.select().from(source)).map(toStoredSource);
}

/** One source by its number. */
export async function loadSource(on: Queryable, sourceNo: number): Promise<StoredSource | null> {
  const [row] = await on.select().from(source).where(eq(source.sourceNo, sourceNo));
  return row ? toStoredSource(row) : null;
}

/** The generation of each of some sources, as pairs with its number: while they stay the same, so does what is stored. */
export async function loadGenerations(
  on: Queryable,
  sourceNos: readonly number[],
): Promise<ReadonlyArray<readonly [sourceNo: number, generation: number]>> {
  const rows = await on
    .select({ sourceNo: source.sourceNo, generation: source.generation })
    .from(source)
    .where(inArray(source.sourceNo, [...sourceNos]))
    .orderBy(source.sourceNo);
  return rows.map(({ sourceNo, generation }) => [sourceNo, generation]);
}

/** Says that something stored of a source has changed: answers made before are no longer current. */
export async function touchSources(
  transaction: Queryable,
  sourceNos: readonly number[],
): Promise<void> {
  await transaction
    .update(source)
    .set({ generation: sql`${source.generation} + 1` })
    .where(inArray(source.sourceNo, [...sourceNos]));
}

/** Every node of the source was listed by a sweep that began at `readAt` and has come to its end at `endedAt`. */
export async function saveSourceRead(
  transaction: Queryable,
  sourceNo: number,
  readAt: string,
  endedAt: string,
): Promise<void> {
  await transaction
    .update(source)
    .set({
      readAt,
      wholeSince: sql`coalesce(${source.wholeSince}, ${endedAt}::timestamptz)`,
      failureCode: null,
      failureDetail: null,
      failedAt: null,
      generation: sql`${source.generation} + 1`,
    })
    .where(eq(source.sourceNo, sourceNo));
}

/** The source could not be read: what is stored of it stays, with its age and this reason. */
export async function saveSourceFailure(
  transaction: Queryable,
  sourceNo: number,
  failure: ReadFailure,
  failedAt: string,
): Promise<void> {
  await transaction
    .update(source)
    .set({
      failureCode: failure.code,
      failureDetail: failure.detail,
      failedAt,
      generation: sql`${source.generation} + 1`,
    })
    .where(eq(source.sourceNo, sourceNo));
}

/** Why not all of the source's baselines could be read, and whether they could be listed; null: all were read. */
export async function saveBaselinesFailure(
  transaction: Queryable,
  sourceNo: number,
  failure: ReadFailure | null,
  baselinesListed: boolean,
): Promise<void> {
  await transaction
    .update(source)
    .set({
      baselinesFailureCode: failure?.code ?? null,
      baselinesFailureDetail: failure?.detail ?? null,
      baselinesListed,
      generation: sql`${source.generation} + 1`,
    })
    .where(eq(source.sourceNo, sourceNo));
}

/** What a limiter has learned of an operation. */
export interface StoredRate {
  readonly ratePerSecond: number;
  readonly learned: boolean;
}

/** What the limiters of a source have learned, by operation. */
export async function loadRates(
  on: Queryable,
  sourceNo: number,
): Promise<Readonly<Record<string, StoredRate>>> {
  const rows = await on.select().from(limiterRate).where(eq(limiterRate.sourceNo, sourceNo));
  return Object.fromEntries(
    rows.map(({ operation, ratePerSecond, learned }) => [operation, { ratePerSecond, learned }]),
  );
}

/** Remembers what the limiters of a source have learned. */
export async function saveRates(
  on: Queryable,
  sourceNo: number,
  rates: Readonly<Record<string, StoredRate>>,
): Promise<void> {
  const rows = Object.entries(rates).map(([operation, rate]) => ({ sourceNo, operation, ...rate }));
  if (rows.length === 0) return;
  await on
    .insert(limiterRate)
    .values(rows)
    .onConflictDoUpdate({
      target: [limiterRate.sourceNo, limiterRate.operation],
      set: updatedColumns(limiterRate, ["sourceNo", "operation"]),
    });
}

/** How the reading of a source stands. */
export interface SourceState extends StoredSource {
  /** A sweep that includes the source runs, or waits for its turn. */
  readonly isReading: boolean;
}

/** How the reading of some sources stands, in the order asked for. */
export async function loadSourceStates(
  on: Queryable,
  sourceNos: readonly number[],
): Promise<readonly SourceState[]> {
  const rows = await on
    .select({
      source,
      isReading: sql<boolean>`exists (select from sweep where status = 'waiting') or exists (
        select from sweep_source part where part.source_no = ${source.sourceNo}
          and part.status in ('waiting', 'running'))`,
    })
    .from(source)
    .where(inArray(source.sourceNo, [...sourceNos]));
  const states = new Map(
    rows.map((row) => [
      row.source.sourceNo,
      { ...toStoredSource(row.source), isReading: row.isReading },
    ]),
  );
  return sourceNos.flatMap((sourceNo) => states.get(sourceNo) ?? []);
}
