import { EmptyNote } from "@/components/ui/empty-note";
import { ErrorPanel } from "@/components/ui/error-panel";
import { Notice } from "@/components/ui/notice";
import { ProgressBar } from "@/components/ui/progress-bar";
import { TimeAgo } from "@/components/ui/time-ago";
import type { BaselineDetail } from "@/lib/api/baseline.schema";
import type { EffectivePatchesQuery } from "@/lib/api/effective-patches-query";
import type { EffectivePatches as Answer } from "@/lib/api/effective-patches.schema";
import type { Problem } from "@/lib/api/problem.schema";
import { problemAdvice } from "@/lib/browser/problem-advice";
import { effectiveHeads } from "./effective-columns";
import { EffectiveFilters } from "./effective-filters";
import { EffectiveTable } from "./effective-table";
import { StatusTabs } from "./status-tabs";
import { TableLoading } from "./table-loading";

interface EffectivePatchesProps {
  readonly baseline: BaselineDetail;
  readonly query: EffectivePatchesQuery;
  readonly data: Answer;
  readonly nowMs: number;
}

/** The effective patches before anything is known of them. */
export function EffectivePatchesLoading() {
  return (
    <section aria-label="Effective patches" aria-busy="true">
      <TableLoading caption="Effective patches, being read" heads={effectiveHeads} />
    </section>
  );
}

/** Why there are no effective patches to show. */
export function EffectivePatchesFailed({ problem }: { problem: Problem }) {
  return (
    <ErrorPanel
      title={problem.title}
      detail={problem.detail}
      advice={problemAdvice(problem.code)}
      requestId={problem.requestId}
    />
  );
}

/** A list that SSM could not be asked for again is shown with its age. */
function StaleNotice({ data, nowMs }: { data: Answer; nowMs: number }) {
  const error = data.sources[0]?.error ?? null;
  if (error === null || data.readAt === null) return null;
  return (
    <Notice tone="warning">
      <b>The list couldn’t be read again.</b> {error.detail} {problemAdvice(error.code)} What
      follows was read <TimeAgo time={data.readAt} nowMs={nowMs} />.
    </Notice>
  );
}

/** What a Windows baseline makes of every patch that AWS knows. */
export function EffectivePatches({ baseline, query, data, nowMs }: EffectivePatchesProps) {
  if (data.availability === "windowsOnly") {
    return (
      <EmptyNote title="No effective patches to show">
        AWS lists effective patches for Windows Server baselines only.
      </EmptyNote>
    );
  }
  if (!data.complete) {
    return (
      <>
        {data.sources[0]?.error?.code === "throttled" ? (
          <Notice>
            <b>AWS is limiting requests.</b> The reading goes on: SSM’s limits are shared with your
            other tools.
          </Notice>
        ) : null}
        <ProgressBar done={data.rowsRead} expected={null} unit="patches read" />
        <EffectivePatchesLoading />
      </>
    );
  }
  return (
    <div className="flex flex-1 flex-col">
      <StaleNotice data={data} nowMs={nowMs} />
      <StatusTabs baseline={baseline} query={query} counts={data.countsByStatus} />
      <EffectiveFilters baseline={baseline} query={query} data={data} />
      <EffectiveTable baseline={baseline} query={query} data={data} />
    </div>
  );
}
