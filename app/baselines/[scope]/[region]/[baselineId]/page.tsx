import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BaselineFacts } from "@/components/baselines/baseline-facts";
import { BaselineHeader } from "@/components/baselines/baseline-header";
import { BaselineJson } from "@/components/baselines/baseline-json";
import { BaselineNodes } from "@/components/baselines/baseline-nodes";
import { BaselineNotices } from "@/components/baselines/baseline-notices";
import { BaselineRules } from "@/components/baselines/baseline-rules";
import { BaselineTabs } from "@/components/baselines/baseline-tabs";
import {
  EffectivePatches,
  EffectivePatchesFailed,
  EffectivePatchesLoading,
} from "@/components/baselines/effective-patches";
import { RefreshWhileReading } from "@/lib/browser/refresh-while-reading";
import { ReadingPanel } from "@/components/shell/reading-panel";
import { InvalidLink } from "@/components/ui/invalid-link";
import { baselineApi, baselinePage } from "@/lib/api/addresses";
import { parseBaselineAddress, type BaselineAddress } from "@/lib/api/baseline-address";
import type { BaselineDetail } from "@/lib/api/baseline.schema";
import type { EffectivePatchesQuery } from "@/lib/api/effective-patches-query";
import { toSearchParams, type PageParams } from "@/lib/api/page-query";
import {
  formatBaselineView,
  parseBaselineView,
  type BaselineView,
} from "@/lib/browser/baseline-view";
import { asking } from "@/lib/server/auth/asking";
import { readBaseline } from "@/lib/server/read/read-baseline";
import { readEffectivePatches } from "@/lib/server/read/read-effective-patches";
import { pagePatience } from "@/lib/server/read/waiting";
import { answerOrProblem } from "@/lib/server/respond";
import { AtOnce } from "@/app/at-once";

interface PageAddress {
  readonly params: Promise<{ scope: string; region: string; baselineId: string }>;
  readonly searchParams: Promise<PageParams>;
}

async function addressOf({ params }: PageAddress): Promise<BaselineAddress> {
  const { scope, region, baselineId } = await params;
  const address = parseBaselineAddress({ account: scope, region, baselineId });
  return address.ok ? address.query : notFound();
}

/** The baseline, or the problem that stands in its place; 404 when SSM itself does not know it. */
async function baselineOf({ source, baselineId }: BaselineAddress) {
  const { viewer, requestId } = await asking();
  const read = readBaseline(viewer, source, baselineId, pagePatience);
  const baseline = await answerOrProblem(read, requestId);
  return !baseline.ok && baseline.problem.code === "notFound" ? notFound() : baseline;
}

export async function generateMetadata(page: PageAddress): Promise<Metadata> {
  const address = await addressOf(page);
  const baseline = await baselineOf(address);
  const name = baseline.ok ? baseline.answer.name : null;
  return { title: name ?? address.baselineId };
}

export default async function BaselinePage(page: PageAddress) {
  const address = await addressOf(page);
  const { source, baselineId } = address;
  const parsed = parseBaselineView(toSearchParams(await page.searchParams));
  const baseline = await baselineOf(address);
  if (!baseline.ok) {
    return (
      <ReadingPanel
        api={baselineApi(source, baselineId)}
        what={`baseline ${baselineId}`}
        problem={baseline.problem}
      />
    );
  }
  const nowMs = Date.now();
  const { answer } = baseline;
  const view: BaselineView = parsed.ok ? parsed.view : { tab: "rules" };
  const isReading = answer.nodeSource.status === "reading" && answer.nodeSource.readAt === null;
  return (
    <>
      <BaselineHeader baseline={answer} view={view} nowMs={nowMs} />
      <BaselineFacts baseline={answer} />
      <BaselineNotices baseline={answer} nowMs={nowMs} />
      {isReading ? <RefreshWhileReading /> : null}
      <BaselineTabs baseline={answer} tab={parsed.ok ? view.tab : null} />
      {parsed.ok ? (
        <Tab baseline={answer} view={view} nowMs={nowMs} />
      ) : (
        <InvalidLink
          level={2}
          params={parsed.invalidParams}
          href={baselinePage(source, baselineId)}
          instead="Show its rules"
        />
      )}
    </>
  );
}

interface TabProps {
  readonly baseline: BaselineDetail;
  readonly view: BaselineView;
  readonly nowMs: number;
}

function Tab({ baseline, view, nowMs }: TabProps) {
  switch (view.tab) {
    case "rules":
      return <BaselineRules baseline={baseline} />;
    case "nodes":
      return <BaselineNodes baseline={baseline} />;
    case "json":
      return <BaselineJson baseline={baseline} />;
    case "effective-patches":
      return (
        <AtOnce
          key={formatBaselineView(view)}
          part={Effective({ baseline, query: view.patches, nowMs })}
          skeleton={<EffectivePatchesLoading />}
        />
      );
  }
}

/** The list is read whole before any of it is shown; until then the page asks again. */
async function Effective({
  baseline,
  query,
  nowMs,
}: {
  baseline: BaselineDetail;
  query: EffectivePatchesQuery;
  nowMs: number;
}) {
  const { viewer, requestId } = await asking();
  const { baselineId } = baseline;
  const reading = readEffectivePatches(viewer, baseline, baselineId, query, pagePatience);
  const patches = await answerOrProblem(reading, requestId);
  if (!patches.ok) return <EffectivePatchesFailed problem={patches.problem} />;
  return (
    <>
      {patches.answer.complete ? null : <RefreshWhileReading />}
      <EffectivePatches baseline={baseline} query={query} data={patches.answer} nowMs={nowMs} />
    </>
  );
}
