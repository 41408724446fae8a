import { Notice } from "@/components/ui/notice";
import { TimeAgo } from "@/components/ui/time-ago";
import { nodesPage } from "@/lib/api/addresses";
import type { SourceStatus } from "@/lib/api/source-status.schema";
import { problemAdvice } from "@/lib/browser/problem-advice";
import { sourceWords } from "@/lib/domain/source-words";

interface BaselinesNoticesProps {
  readonly sources: readonly SourceStatus[];
  /** How the reading of each source's nodes stands. */
  readonly nodeSources: readonly SourceStatus[];
  readonly nowMs: number;
}

function keyOf({ account, region }: SourceStatus): string {
  return `${account}/${region}`;
}

function SourceNotice({ source, nowMs }: { source: SourceStatus; nowMs: number }) {
  const { status, readAt, error } = source;
  if (error !== null) {
    const old =
      readAt === null ? (
        "Its baselines are missing from this list."
      ) : (
        <>
          Its baselines are shown as far as they were read <TimeAgo time={readAt} nowMs={nowMs} />.
        </>
      );
    if (error.code === "throttled") {
      return (
        <Notice>
          <b>AWS is limiting requests in {sourceWords(source)}.</b> {old} Patchboard tries again by
          itself: SSM’s limits are shared with your other tools.
        </Notice>
      );
    }
    return (
      <Notice tone="warning">
        <b>{sourceWords(source)} couldn’t be read.</b> {error.detail} {problemAdvice(error.code)}{" "}
        {old}
      </Notice>
    );
  }
  if (status === "read" || readAt !== null) return null;
  return (
    <Notice>
      <b>
        {sourceWords(source)} {status === "reading" ? "is being read." : "has not been read yet."}
      </b>{" "}
      Its baselines are missing from this list until then.
    </Notice>
  );
}

/** Sources whose nodes are unread say nothing of who uses a baseline: one line for all of them. */
function UnreadNodes({ nodeSources }: Pick<BaselinesNoticesProps, "nodeSources">) {
  const unread = nodeSources.filter(({ readAt }) => readAt === null);
  if (unread.length === 0) return null;
  const failed = unread.flatMap(({ status, error }) =>
    status === "reading" ? [] : (error ?? []),
  )[0];
  const names =
    unread.length === nodeSources.length && unread.length > 1
      ? "every source"
      : unread.map(sourceWords).join("; ");
  return (
    <Notice
      tone={failed === undefined ? "info" : "warning"}
      action={
        <a
          className="-my-0.5 inline-flex min-h-6 flex-none items-center font-medium text-accent print:hidden"
          href={nodesPage}
        >
          {failed === undefined ? "Read the nodes" : "See the nodes"}
        </a>
      }
    >
      <b>
        The nodes of {names}{" "}
        {failed === undefined ? "have not been read yet." : "couldn’t be read."}
      </b>{" "}
      {failed === undefined ? "" : `${failed.detail} `}
      Which baselines they use isn’t known.
    </Notice>
  );
}

/** What is missing from the list, or older than it could be. */
export function BaselinesNotices({ sources, nodeSources, nowMs }: BaselinesNoticesProps) {
  // A source that has no baseline here has none whose nodes could be missed.
  const absent = sources.filter(({ readAt }) => readAt === null).map(keyOf);
  return (
    <>
      {sources.map((source) => (
        <SourceNotice key={keyOf(source)} source={source} nowMs={nowMs} />
      ))}
      <UnreadNodes nodeSources={nodeSources.filter((source) => !absent.includes(keyOf(source)))} />
    </>
  );
}
