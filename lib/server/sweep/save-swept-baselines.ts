import "server-only";
import type { ReadFailure } from "@/lib/domain/read-failure";
import type { PatchBaselineIdentity } from "@/lib/domain/patch-baseline";
import { AwsReadError } from "@/lib/server/aws/aws-read-error";
import type { PatchBaselineAnswer } from "@/lib/server/aws/get-patch-baseline";
import { log } from "@/lib/server/log";
import {
  listBaselinesUsed,
  saveBaselines,
  saveBaselineVersions,
} from "@/lib/server/store/baselines";
import { saveBaselinesFailure } from "@/lib/server/store/sources";
import type { OpenedSource } from "@/lib/server/sweep/opened-sources";
import type { SweptBaselines } from "@/lib/server/sweep/sweep-baselines";
import type { SourceSweep } from "@/lib/server/sweep/sweep-source";

/** What was read of some baselines, and why one could not be. */
interface ReadBaselines {
  readonly answers: readonly PatchBaselineAnswer[];
  readonly failure: ReadFailure | null;
}

type Writing = Pick<SourceSweep, "clock" | "database" | "write">;

async function readEach(
  { clients }: OpenedSource,
  { get }: SweptBaselines,
  baselineIds: readonly string[],
): Promise<ReadBaselines> {
  const answers: PatchBaselineAnswer[] = [];
  let failure: ReadFailure | null = null;
  await Promise.all(
    baselineIds.map(async (baselineId) => {
      try {
        const answer = await get(baselineId);
        if (answer !== "noSuchBaseline") answers.push(answer);
      } catch (error) {
        if (!(error instanceof AwsReadError)) throw error;
        log().warn({ event: "baselineUnread", source: clients.source, baselineId, error });
        failure ??= { code: error.code, detail: error.detail };
      }
    }),
  );
  return { answers, failure };
}

async function usedBy(
  { sourceNo }: OpenedSource,
  { database }: Writing,
  listed: readonly PatchBaselineIdentity[],
): Promise<readonly string[]> {
  const used = new Set(await listBaselinesUsed(database, sourceNo));
  return listed.flatMap(({ baselineId }) => (used.has(baselineId) ? [baselineId] : []));
}

/**
 * Keeps the source's baselines: the listing, and a version of each own one and each that a node used before this sweep.
 * One that cannot be read costs its version, and the source says why; so does a listing that cannot be read. Gives the
 * ids that were read; null without a listing.
 */
export async function saveSweptBaselines(
  opened: OpenedSource,
  writing: Writing,
  baselines: SweptBaselines,
): Promise<ReadonlySet<string> | null> {
  const { clients, sourceNo } = opened;
  try {
    const listed = await baselines.listed;
    const own = listed.filter(({ owner }) => owner === "self").map(({ baselineId }) => baselineId);
    const wanted = new Set([...own, ...(await usedBy(opened, writing, listed))]);
    const { answers, failure } = await readEach(opened, baselines, [...wanted]);
    const now = writing.clock().toISOString();
    await writing.write(async (transaction) => {
      await saveBaselines(transaction, sourceNo, listed, now);
      await saveBaselineVersions(transaction, sourceNo, answers, now);
      await saveBaselinesFailure(transaction, sourceNo, failure, true);
    });
    return wanted;
  } catch (error) {
    if (!(error instanceof AwsReadError)) throw error;
    log().warn({ event: "baselinesUnread", source: clients.source, code: error.code, error });
    await writing.write((transaction) => saveBaselinesFailure(transaction, sourceNo, error, false));
    return null;
  }
}

/** Keeps a version of each baseline that a node of this sweep is the first to have used. */
export async function saveNewlyUsedBaselines(
  opened: OpenedSource,
  writing: Writing,
  baselines: SweptBaselines,
  known: ReadonlySet<string> | null,
): Promise<void> {
  if (known === null) return;
  const used = await usedBy(opened, writing, await baselines.listed);
  const wanted = used.filter((baselineId) => !known.has(baselineId));
  if (wanted.length === 0) return;
  const { answers, failure } = await readEach(opened, baselines, wanted);
  const now = writing.clock().toISOString();
  await writing.write(async (transaction) => {
    await saveBaselineVersions(transaction, opened.sourceNo, answers, now);
    if (failure !== null) await saveBaselinesFailure(transaction, opened.sourceNo, failure, true);
  });
}
