import { Notice } from "@/components/ui/notice";
import { TimeAgo } from "@/components/ui/time-ago";
import type { SourceStatus } from "@/lib/api/source-status.schema";
import { problemAdvice } from "@/lib/browser/problem-advice";
import { RefreshWhileReading } from "./refresh-while-reading";
import { accountWords } from "./source-words";

interface SourceNoticesProps {
  readonly sources: readonly SourceStatus[];
  readonly nowMs: number;
}

/** Each source whose nodes are missing from the list, or older than they could be. */
export function SourceNotices({ sources, nowMs }: SourceNoticesProps) {
  const notices = sources.map((source) => {
    const { account, alias, region, status, readAt, error } = source;
    const place = `${accountWords(account, alias)}, ${region}`;
    const key = `${account}/${region}`;
    if (error !== null) {
      return (
        <Notice key={key} tone="warning">
          <b>{place} couldn’t be read.</b> {error.detail} {problemAdvice(error.code)}{" "}
          {readAt === null ? (
            "Its nodes are missing from this list."
          ) : (
            <>
              Its nodes are shown as they were read <TimeAgo time={readAt} nowMs={nowMs} />.
            </>
          )}
        </Notice>
      );
    }
    if (status === "read" || readAt !== null) return null;
    return (
      <Notice key={key}>
        <b>
          {place} {status === "reading" ? "is being read." : "has not been read yet."}
        </b>{" "}
        Its nodes are missing from this list until then.
      </Notice>
    );
  });
  const isGrowing = sources.some(({ status, readAt }) => status === "reading" && readAt === null);
  return (
    <>
      {notices}
      {isGrowing ? <RefreshWhileReading /> : null}
    </>
  );
}
