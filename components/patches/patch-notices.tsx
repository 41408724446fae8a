import { patchStateWords } from "@/components/badges/patch-state-words";
import { Notice } from "@/components/ui/notice";
import { formatCount } from "@/components/ui/number-format";
import { TimeAgo } from "@/components/ui/time-ago";
import type { NodePatches } from "@/lib/api/node-patches.schema";
import type { ApiProblem } from "@/lib/browser/api-problem";
import { problemAdvice } from "@/lib/browser/problem-advice";
import type { PatchReading } from "@/lib/browser/patch-reading";

interface PatchNoticesProps {
  readonly data: NodePatches;
  readonly reading: PatchReading;
  /** Why the newest answer did not come, while an older one is shown. */
  readonly problem: ApiProblem | null;
  readonly nowMs: number;
  readonly onTryAgain: () => void;
  readonly onReadNow: () => void;
}

function Retry({ onClick }: { onClick: () => void }) {
  return (
    <button
      type="button"
      className="-my-0.5 min-h-6 flex-none font-medium text-accent hover:underline print:hidden"
      onClick={onClick}
    >
      Try again
    </button>
  );
}

/** What keeps the rows below from being the whole truth of this moment. */
export function PatchNotices({
  data,
  reading,
  problem,
  nowMs,
  onTryAgain,
  onReadNow,
}: PatchNoticesProps) {
  const age =
    data.readAt === null ? null : (
      <>
        {" "}
        What follows was read <TimeAgo time={data.readAt} nowMs={nowMs} />.
      </>
    );
  const failed = reading.status === "failed" ? reading.problem : null;
  // A reading that failed says why an answer that hangs on it did not come: one notice, one way out.
  const unanswered = failed === null ? problem : null;
  const [source] = data.sources;
  const isHeldUp = reading.status === "reading" && source?.error?.code === "throttled";
  const sourceError = failed === null && !isHeldUp ? (source?.error ?? null) : null;
  return (
    <>
      {unanswered === null ? null : (
        <Notice tone="warning" action={<Retry onClick={onTryAgain} />}>
          <b>{unanswered.title}.</b> {unanswered.detail}
          {age}
        </Notice>
      )}
      {failed === null ? null : (
        <Notice tone="warning" action={<Retry onClick={onReadNow} />}>
          <b>{failed.title}.</b> {problemAdvice(failed.code)}
          {data.complete ? age : " The rows below are not the whole list."}
        </Notice>
      )}
      {sourceError === null ? null : (
        <Notice tone="warning" action={<Retry onClick={onReadNow} />}>
          <b>SSM couldn’t be read.</b> {sourceError.detail}
          {age}
        </Notice>
      )}
      {isHeldUp ? (
        <Notice>
          <b>AWS is limiting requests.</b> The reading goes on: SSM’s limits are shared with your
          other tools.
        </Notice>
      ) : null}
      {data.complete || data.items.length === 0 || failed !== null ? null : (
        <Notice>
          <b>These are the rows read so far.</b> Order and counts are final once the whole list is
          read.
        </Notice>
      )}
      {data.mismatches.map(({ state, counted, listed }) => (
        <Notice key={state}>
          SSM’s summary says{" "}
          <b>
            {formatCount(counted)} {patchStateWords(state).label.toLowerCase()}
          </b>
          ; its list has <b>{formatCount(listed)}</b>.
        </Notice>
      ))}
    </>
  );
}
