import "server-only";
import { sourceKey, type Source } from "@/lib/domain/source";
import type { SourceStatus } from "@/lib/api/source-status.schema";
import { AwsReadError } from "@/lib/server/aws/aws-read-error";
import type { Viewer } from "@/lib/server/auth/viewer";
import type { Kept } from "@/lib/server/kept-reading";
import { ProblemError } from "@/lib/server/problem-error";
import { answered } from "@/lib/server/read/answered";
import { apiPatience } from "@/lib/server/read/waiting";
import { openedSources, ownAccount, type OpenedSource } from "@/lib/server/sweep/opened-sources";

/** Every source the viewer may see. Throws AwsReadError while the own account cannot be learned. */
export async function sourcesFor(viewer: Viewer): Promise<readonly OpenedSource[]> {
  const opened = answered(await openedSources().ask(apiPatience), ownAccount());
  return opened.filter(({ source }) => viewer.maySee(source));
}

/** The sources as far as they are known at this moment, without waiting for AWS: none while the own account is learned. */
export async function sourcesSoFar(viewer: Viewer): Promise<readonly OpenedSource[]> {
  const { value } = await openedSources().ask({ waitMs: 0 });
  return (value ?? []).filter(({ source }) => viewer.maySee(source));
}

/** One source. A source that is not configured, or not this viewer's, is a 404 in the same words. */
export async function sourceFor(viewer: Viewer, source: Source): Promise<OpenedSource> {
  const opened = (await sourcesFor(viewer)).find(
    (candidate) => sourceKey(candidate.source) === sourceKey(source),
  );
  if (opened) return opened;
  throw new ProblemError(
    "notFound",
    `Patchboard doesn't read account ${source.account} in ${source.region}.`,
    [
      {
        name: "account/region",
        value: sourceKey(source),
        reason: "Not a source that is read here.",
      },
    ],
  );
}

/** How the reading of a source stands, in the words of the contract. */
export function sourceStatus(
  { source, alias, throttling }: OpenedSource,
  kept: Pick<Kept<unknown>, "readAt" | "reading" | "failure">,
): SourceStatus {
  const status = statusWord(kept);
  const error = status === "reading" ? throttling.failure() : failureOf(kept);
  return { ...source, alias, status, readAt: kept.readAt, error };
}

function failureOf({ failure }: Pick<Kept<unknown>, "failure">): SourceStatus["error"] {
  return failure instanceof AwsReadError ? { code: failure.code, detail: failure.detail } : null;
}

function statusWord({
  readAt,
  reading,
  failure,
}: Pick<Kept<unknown>, "readAt" | "reading" | "failure">): SourceStatus["status"] {
  if (failure !== null) return "failed";
  if (readAt !== null) return "read";
  return reading ? "reading" : "neverRead";
}
