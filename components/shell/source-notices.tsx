import { Notice } from "@/components/ui/notice";
import { TimeAgo } from "@/components/ui/time-ago";
import { isPassing } from "@/lib/api/problem-code";
import type { SourceStatus } from "@/lib/api/source-status.schema";
import { problemAdvice } from "@/lib/browser/problem-advice";
import { RefreshWhileReading } from "@/lib/browser/refresh-while-reading";
import { sourceWords } from "@/lib/domain/source-words";

interface SourceNoticesProps {
  /** What the page lists of the sources: `nodes`. */
  readonly what: string;
  readonly sources: readonly SourceStatus[];
  /** What the nodes are missing from. */
  readonly place?: string;
  readonly nowMs: number;
}

/** How long AWS is given before it is asked again. */
const retryMs = 15_000;

interface FailureProps {
  readonly what: string;
  readonly source: SourceStatus;
  readonly place: string;
  readonly nowMs: number;
}

function Failure({ what, source, place, nowMs }: FailureProps) {
  const { readAt, error } = source;
  if (error === null) return null;
  const name = sourceWords(source);
  const old =
    readAt === null ? (
      `Its ${what} are missing from ${place}.`
    ) : (
      <>
        Its {what} are shown as they were read <TimeAgo time={readAt} nowMs={nowMs} />.
      </>
    );
  if (error.code === "throttled") {
    return (
      <Notice>
        <b>AWS is limiting requests in {name}.</b> {old} Patchboard tries again by itself: SSM’s
        limits are shared with your other tools.
      </Notice>
    );
  }
  return (
    <Notice tone="warning">
      <b>{name} couldn’t be read.</b> {error.detail} {problemAdvice(error.code)} {old}
    </Notice>
  );
}

/** Each source of which something is missing from the page, or older than they could be. */
export function SourceNotices({ what, sources, place = "this list", nowMs }: SourceNoticesProps) {
  const isGrowing = sources.some(({ status, readAt }) => status === "reading" && readAt === null);
  const isPassingBy = sources.some(({ error }) => error !== null && isPassing(error.code));
  return (
    <>
      {sources.map((source) => {
        const { account, region, status, readAt, error } = source;
        const key = `${account}/${region}`;
        if (error !== null) {
          return <Failure key={key} what={what} source={source} place={place} nowMs={nowMs} />;
        }
        if (status === "read" || readAt !== null) return null;
        return (
          <Notice key={key}>
            <b>
              {sourceWords(source)}{" "}
              {status === "reading" ? "is being read." : "has not been read yet."}
            </b>{" "}
            Its {what} are missing from {place} until then.
          </Notice>
        );
      })}
      {isGrowing ? <RefreshWhileReading /> : null}
      {isPassingBy && !isGrowing ? <RefreshWhileReading everyMs={retryMs} /> : null}
    </>
  );
}
