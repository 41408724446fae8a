import type { Metadata } from "next";
import { BaselineFilters } from "@/components/baselines/baseline-filters";
import { BaselineTable } from "@/components/baselines/baseline-table";
import { BaselinesHeader } from "@/components/baselines/baselines-header";
import { BaselinesLoading } from "@/components/baselines/baselines-loading";
import { BaselinesNotices } from "@/components/baselines/baselines-notices";
import { foldsUnused, foldUnused, wholeList } from "@/components/baselines/folded-list";
import { OwnerTabs } from "@/components/baselines/owner-tabs";
import { RefreshWhileReading } from "@/lib/browser/refresh-while-reading";
import { ReadingPanel } from "@/components/shell/reading-panel";
import { InvalidLink } from "@/components/ui/invalid-link";
import { baselinesApi, baselinesPage } from "@/lib/api/addresses";
import {
  formatBaselinesQuery,
  parseBaselinesQuery,
  type BaselinesQuery,
} from "@/lib/api/baselines-query";
import { toSearchParams, type PageParams } from "@/lib/api/page-query";
import { asking } from "@/lib/server/auth/asking";
import { readBaselines } from "@/lib/server/read/read-baselines";
import { pagePatience } from "@/lib/server/read/waiting";
import { answerOrProblem, sourceProblem } from "@/lib/server/respond";
import { AtOnce } from "@/app/at-once";

export const metadata: Metadata = { title: "Baselines" };

export default async function BaselinesPage({
  searchParams,
}: {
  searchParams: Promise<PageParams>;
}) {
  const parsed = parseBaselinesQuery(toSearchParams(await searchParams), false);
  if (!parsed.ok) {
    return (
      <InvalidLink
        params={parsed.invalidParams}
        href={baselinesPage}
        instead="Show all baselines"
      />
    );
  }
  return (
    <AtOnce
      key={formatBaselinesQuery(parsed.query)}
      part={Baselines({ query: parsed.query })}
      skeleton={<BaselinesLoading />}
    />
  );
}

async function Baselines({ query }: { query: BaselinesQuery }) {
  const { viewer, requestId } = await asking();
  const folds = foldsUnused(query);
  const reading = readBaselines(viewer, folds ? wholeList(query) : query, pagePatience);
  const baselines = await answerOrProblem(reading, requestId);
  const api = `${baselinesApi}?${formatBaselinesQuery(query)}`;
  if (!baselines.ok) {
    return <ReadingPanel api={api} what="the baselines" problem={baselines.problem} />;
  }
  const nowMs = Date.now();
  const { answer } = baselines;
  const isReading = [...answer.sources, ...answer.nodeSources].some(
    ({ status, readAt }) => status === "reading" && readAt === null,
  );
  // Nothing has been read: there is nothing to count, and a zero would be a lie.
  if (answer.asOf === null) {
    const problem = sourceProblem(answer.sources, requestId);
    return (
      <>
        <BaselinesHeader list={answer} query={query} nowMs={nowMs} />
        <ReadingPanel api={api} what="the baselines" problem={problem} />
      </>
    );
  }
  const { list, hidden } = folds ? foldUnused(answer, query) : { list: answer, hidden: 0 };
  return (
    <>
      <BaselinesHeader list={list} query={query} nowMs={nowMs} />
      <BaselinesNotices sources={list.sources} nodeSources={list.nodeSources} nowMs={nowMs} />
      {isReading || !list.complete ? <RefreshWhileReading /> : null}
      <OwnerTabs query={query} counts={list.countsByOwner} />
      <BaselineFilters list={list} query={query} hidden={hidden} />
      <BaselineTable list={list} query={query} nowMs={nowMs} />
    </>
  );
}
