import type { Metadata } from "next";
import { ComplianceTrend } from "@/components/charts/compliance-trend";
import { ChangesFeed } from "@/components/fleet/changes-feed";
import { FindingsTable } from "@/components/fleet/findings-table";
import { FirstSweep } from "@/components/fleet/first-sweep";
import { FleetHeader } from "@/components/fleet/fleet-header";
import { FleetLoading } from "@/components/fleet/fleet-loading";
import { SideBySide } from "@/components/fleet/side-by-side";
import { TrustSteps } from "@/components/fleet/trust-steps";
import { Verdicts } from "@/components/fleet/verdicts";
import { WidespreadPatches } from "@/components/fleet/widespread-patches";
import { WorstNodes } from "@/components/fleet/worst-nodes";
import { SourceNotices } from "@/components/shell/source-notices";
import { ReadingPanel } from "@/components/shell/reading-panel";
import { InvalidLink } from "@/components/ui/invalid-link";
import { historyApi, overviewPage } from "@/lib/api/addresses";
import {
  formatOverviewQuery,
  parseOverviewQuery,
  type OverviewQuery,
} from "@/lib/api/history-query";
import { toSearchParams, type PageParams } from "@/lib/api/page-query";
import { asking } from "@/lib/server/auth/asking";
import { readOverview } from "@/lib/server/read/read-overview";
import { readSweeps } from "@/lib/server/read/read-sweeps";
import { pagePatience } from "@/lib/server/read/waiting";
import { answerOrProblem, sourceProblem } from "@/lib/server/respond";
import { AtOnce } from "@/app/at-once";

export const metadata: Metadata = { title: "Fleet" };

export default async function OverviewPage({
  searchParams,
}: {
  searchParams: Promise<PageParams>;
}) {
  const parsed = parseOverviewQuery(toSearchParams(await searchParams));
  if (!parsed.ok) {
    return (
      <InvalidLink
        params={parsed.invalidParams}
        href={overviewPage}
        instead="Show the whole fleet"
      />
    );
  }
  return <AtOnce part={Fleet({ query: parsed.query })} skeleton={<FleetLoading />} />;
}

async function Fleet({ query }: { query: OverviewQuery }) {
  const { viewer, requestId } = await asking();
  const read = await answerOrProblem(readOverview(viewer, query, pagePatience), requestId);
  const api = `${historyApi}?${formatOverviewQuery(query)}`;
  if (!read.ok) return <ReadingPanel api={api} what="the fleet" problem={read.problem} />;
  const nowMs = Date.now();
  const overview = read.answer;
  const shown = { overview, query, nowMs };
  // Nothing has been read: there is nothing to count, and a zero would be a lie.
  if (overview.asOf === null) {
    const problem = sourceProblem(overview.sources, requestId);
    return (
      <>
        <FleetHeader {...shown} />
        <FirstSweep sweep={(await readSweeps(viewer, { page: 1, size: 1 })).latest} />
        <ReadingPanel api={api} what="the fleet" problem={problem} />
      </>
    );
  }
  return (
    <>
      <FleetHeader {...shown} />
      <SourceNotices what="nodes" sources={overview.sources} place="these numbers" nowMs={nowMs} />
      <TrustSteps {...shown} />
      <Verdicts {...shown} />
      <SideBySide>
        <WorstNodes {...shown} />
        <WidespreadPatches {...shown} />
      </SideBySide>
      <SideBySide>
        <FindingsTable {...shown} />
        <ChangesFeed {...shown} />
      </SideBySide>
      <ComplianceTrend {...shown} />
    </>
  );
}
