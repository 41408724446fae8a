import { Notice } from "@/components/ui/notice";
import { countOf, formatCount } from "@/components/ui/number-format";
import { TimeAgo } from "@/components/ui/time-ago";
import type { BaselineDetail } from "@/lib/api/baseline.schema";
import { problemAdvice } from "@/lib/browser/problem-advice";
import { approvesNothing } from "@/lib/domain/baseline-effects";
import { nodesUsingAddress } from "./baselines-address";
import { sourceWords } from "@/lib/domain/source-words";

interface BaselineNoticesProps {
  readonly baseline: BaselineDetail;
  readonly nowMs: number;
}

/** Each sweep reads it anew: since one far older there was none, or none that could. */
const overdueMs = 24 * 3_600_000;

const linkClass = "font-medium text-accent";

function NodeSourceNotice({ baseline, nowMs }: BaselineNoticesProps) {
  const { status, readAt, error } = baseline.nodeSource;
  const place = sourceWords(baseline.nodeSource);
  if (error !== null && status !== "reading") {
    return (
      <Notice tone="warning">
        <b>The nodes of {place} couldn’t be read.</b> {error.detail} {problemAdvice(error.code)}{" "}
        {readAt === null ? (
          "Which of them use this baseline isn’t known."
        ) : (
          <>
            What is said of them is from <TimeAgo time={readAt} nowMs={nowMs} />.
          </>
        )}
      </Notice>
    );
  }
  if (readAt !== null) return null;
  return (
    <Notice>
      <b>
        The nodes of {place} {status === "reading" ? "are being read." : "have not been read yet."}
      </b>{" "}
      {error === null ? "" : `${error.detail} `}Which of them use this baseline is known after that.
    </Notice>
  );
}

function ScannedBefore({ baseline }: Pick<BaselineNoticesProps, "baseline">) {
  const { scannedBeforeModified: before, nodesUsing } = baseline;
  if (before === null || before === 0 || nodesUsing === null) return null;
  return (
    <Notice tone="warning">
      <b>
        {formatCount(before)} of {countOf(nodesUsing, "node", "nodes")}{" "}
        {before === 1 ? "was" : "were"} last scanned before it was modified.
      </b>{" "}
      {before === 1 ? "Its result follows" : "Their results follow"} older rules.{" "}
      <a className={linkClass} href={nodesUsingAddress(baseline, { sort: "operation-end-time" })}>
        Show all of its nodes, oldest scan first
      </a>
    </Notice>
  );
}

function StillInstalled({ baseline }: Pick<BaselineNoticesProps, "baseline">) {
  const { rejectedStillInstalled: nodes } = baseline;
  if (nodes === null || nodes === 0) return null;
  return (
    <Notice tone="warning">
      <b>{countOf(nodes, "node has", "nodes have")} a patch installed that is rejected.</b>{" "}
      Rejecting stops new installs, it doesn’t remove a patch.{" "}
      <a className={linkClass} href={nodesUsingAddress(baseline, { state: "InstalledRejected" })}>
        {nodes === 1 ? "Show the node" : `Show the ${countOf(nodes, "node", "nodes")}`}
      </a>
    </Notice>
  );
}

/** That the baseline may have changed since: it could not be read, or was read long ago. */
function OwnSourceNotice({ baseline, nowMs }: BaselineNoticesProps) {
  const { error } = baseline.baselineSource;
  const read = <TimeAgo time={baseline.readAt} nowMs={nowMs} />;
  if (error !== null) {
    return (
      <Notice tone="warning">
        <b>The last sweep could not read this baseline.</b> {error.detail}{" "}
        {problemAdvice(error.code)} It is shown as it was read {read}.
      </Notice>
    );
  }
  if (nowMs - Date.parse(baseline.readAt) <= overdueMs) return null;
  return (
    <Notice tone="warning">
      <b>This baseline was read {read}.</b> It may have changed since.
    </Notice>
  );
}

/** What makes a baseline's page less than it looks, or the baseline itself. */
export function BaselineNotices({ baseline, nowMs }: BaselineNoticesProps) {
  return (
    <>
      <OwnSourceNotice baseline={baseline} nowMs={nowMs} />
      {approvesNothing(baseline) ? (
        <Notice tone="warning">
          <b>This baseline approves nothing.</b> It has no rule and names no patch: nodes under it
          get none, and look compliant.
        </Notice>
      ) : null}
      <NodeSourceNotice baseline={baseline} nowMs={nowMs} />
      <ScannedBefore baseline={baseline} />
      <StillInstalled baseline={baseline} />
    </>
  );
}
