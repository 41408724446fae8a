import "server-only";
import type { ReadFailure } from "@/lib/domain/read-failure";
import { sourceKey, type Source } from "@/lib/domain/source";
import type { SourceStatus } from "@/lib/api/source-status.schema";
import { AwsReadError } from "@/lib/server/aws/aws-read-error";
import type { Viewer } from "@/lib/server/auth/viewer";
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

/** The same, with the reason where the own account could not be learned; null: it is known, or nobody was asked yet. */
export async function sourcesOrFailure(viewer: Viewer): Promise<{
  readonly sources: readonly OpenedSource[];
  readonly failure: ReadFailure | null;
}> {
  const { value, failure } = await openedSources().ask({ waitMs: 0 });
  return {
    sources: (value ?? []).filter(({ source }) => viewer.maySee(source)),
    failure:
      value === null && failure instanceof AwsReadError
        ? { code: failure.code, detail: failure.detail }
        : null,
  };
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

/** How a reading stands: when it last succeeded, whether it goes on, why it failed. */
interface ReadingState {
  readonly readAt: string | null;
  readonly reading: boolean;
  readonly failure: Error | ReadFailure | null;
}

/** How the reading of a source stands, in the words of the contract. */
export function sourceStatus(
  { source, alias, throttling }: OpenedSource,
  state: ReadingState,
): SourceStatus {
  const status = statusWord(state);
  const error = status === "reading" ? throttling.failure() : failureOf(state);
  return { ...source, alias, status, readAt: state.readAt, error };
}

function failureOf({ failure }: ReadingState): SourceStatus["error"] {
  if (failure === null) return null;
  if (failure instanceof Error && !(failure instanceof AwsReadError)) return null;
  return { code: failure.code, detail: failure.detail };
}

function statusWord({ readAt, reading, failure }: ReadingState): SourceStatus["status"] {
  if (failure !== null) return "failed";
  if (readAt !== null) return "read";
  return reading ? "reading" : "neverRead";
}
