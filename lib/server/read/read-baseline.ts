import "server-only";
import type { ReadFailure } from "@/lib/domain/read-failure";
import type { Source } from "@/lib/domain/source";
import type { BaselineDetail } from "@/lib/api/baseline.schema";
import type { Viewer } from "@/lib/server/auth/viewer";
import { ProblemError } from "@/lib/server/problem-error";
import { toBaselineDetail, type NodesUsing } from "@/lib/server/read/baseline-facts";
import { askBaseline, type ReadBaseline } from "@/lib/server/read/kept-baselines";
import type { Kept } from "@/lib/server/kept-reading";
import { answered } from "@/lib/server/read/answered";
import { readSources, type SourceReading } from "@/lib/server/read/source-readings";
import { sourceFor, sourceStatus } from "@/lib/server/read/sources";
import { loadNodesUsing } from "@/lib/server/store/nodes";
import { store } from "@/lib/server/store/store";
import type { OpenedSource } from "@/lib/server/sweep/opened-sources";
import type { Patience } from "@/lib/server/settled-within";

/** The problem of a baseline that SSM does not know in that account and Region. */
export function noSuchBaseline({ source }: OpenedSource, baselineId: string): ProblemError {
  return new ProblemError(
    "notFound",
    `AWS Systems Manager knows no patch baseline ${baselineId} in account ${source.account}, ${source.region}.`,
    [
      {
        name: "baselineId",
        value: baselineId,
        reason: "Not a patch baseline of this account and Region.",
      },
    ],
  );
}

/** The baseline that was read. Throws ProblemError `notFound`, or why SSM could not be read. */
export function baselineOf(
  opened: OpenedSource,
  baselineId: string,
  reading: Kept<ReadBaseline | "noSuchBaseline">,
): ReadBaseline {
  const value = answered(reading, opened.throttling);
  if (value === "noSuchBaseline") throw noSuchBaseline(opened, baselineId);
  return value;
}

async function nodesUsing(
  opened: OpenedSource,
  nodeSource: SourceReading | undefined,
  baselineId: string,
): Promise<NodesUsing> {
  const never = { readAt: null, reading: false, failure: null };
  const status = nodeSource?.status ?? sourceStatus(opened, never);
  if (status.readAt === null) return { nodes: null, status };
  const { database } = await store();
  return { nodes: await loadNodesUsing(database, opened.sourceNo, baselineId), status };
}

/** Why a baseline that the sweeps keep was not among those that were read the last time; null: it was. */
function failureOf(source: SourceReading | undefined, readAt: string | null): ReadFailure | null {
  if (source === undefined || readAt === null) return null;
  const { baselinesFailure, baselinesListed, baselinesReadAt } = source.state;
  const isOlder = !baselinesListed || readAt < (baselinesReadAt ?? "");
  return isOlder ? baselinesFailure : null;
}

/**
 * One baseline, own or AWS's, by its short id, with the nodes that used it; those are waited for as long as `patience`
 * allows and are null when it ends or they can't be read. Throws ProblemError `notFound`, or AwsReadError when the
 * baseline itself can't be read.
 */
export async function readBaseline(
  viewer: Viewer,
  source: Source,
  baselineId: string,
  patience: Patience,
): Promise<BaselineDetail> {
  const opened = await sourceFor(viewer, source);
  const { database } = await store();
  const [reading, [nodeSource]] = await Promise.all([
    askBaseline(database, opened, baselineId, patience),
    readSources([opened], patience),
  ]);
  const read = baselineOf(opened, baselineId, reading);
  const using = await nodesUsing(opened, nodeSource, baselineId);
  const failure = reading.failure ?? failureOf(nodeSource, reading.readAt);
  return toBaselineDetail(opened, read, sourceStatus(opened, { ...reading, failure }), using);
}
