import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { VerdictBySystem } from "@/components/charts/verdict-by-system";
import { shownColumnIds } from "@/components/nodes/node-columns";
import { NodeFilters } from "@/components/nodes/node-filters";
import { NodesHeader } from "@/components/nodes/nodes-header";
import { NodesLoading } from "@/components/nodes/nodes-loading";
import { NodeTable } from "@/components/nodes/node-table";
import { SourceNotices } from "@/components/shell/source-notices";
import { VerdictTabs } from "@/components/nodes/verdict-tabs";
import { ReadingPanel } from "@/components/shell/reading-panel";
import { InvalidLink } from "@/components/ui/invalid-link";
import { nodesApi, nodesPage } from "@/lib/api/addresses";
import { nodesAddress } from "@/lib/api/nodes-address";
import {
  asksForNodes,
  formatNodesQuery,
  parseNodesQuery,
  type NodesQuery,
} from "@/lib/api/nodes-query";
import { toSearchParams, type PageParams } from "@/lib/api/page-query";
import { parsePreferences } from "@/lib/api/preferences";
import { asking } from "@/lib/server/auth/asking";
import { readNodes } from "@/lib/server/read/read-nodes";
import { pagePatience } from "@/lib/server/read/waiting";
import { answerOrProblem, sourceProblem } from "@/lib/server/respond";
import { AtOnce } from "@/app/at-once";

export const metadata: Metadata = { title: "Nodes" };

export default async function NodesPage({ searchParams }: { searchParams: Promise<PageParams> }) {
  const search = toSearchParams(await searchParams);
  const preferences = parsePreferences((await asking()).cookies);
  const parsed = parseNodesQuery(search, false);
  if (!parsed.ok) {
    return <InvalidLink params={parsed.invalidParams} href={nodesPage} instead="Show all nodes" />;
  }
  // An address that asks for nothing is shown as its reader likes it, and says so from then on.
  const asked = asksForNodes(search);
  const query = asked ? parsed.query : { ...parsed.query, size: preferences.pageSize };
  if (query.size !== parsed.query.size) redirect(nodesAddress(query));
  const columnIds = shownColumnIds(preferences.nodeColumns);
  const chart = preferences.nodeChart === "shown";
  return (
    <AtOnce
      part={Nodes({ query, columnIds, chart })}
      skeleton={<NodesLoading columnIds={columnIds} chart={chart} />}
    />
  );
}

interface NodesProps {
  readonly query: NodesQuery;
  readonly columnIds: readonly string[];
  readonly chart: boolean;
}

async function Nodes({ query, columnIds, chart }: NodesProps) {
  const { viewer, requestId } = await asking();
  const nodes = await answerOrProblem(readNodes(viewer, query, pagePatience), requestId);
  const api = `${nodesApi}?${formatNodesQuery(query)}`;
  if (!nodes.ok) return <ReadingPanel api={api} what="the nodes" problem={nodes.problem} />;
  const nowMs = Date.now();
  const list = nodes.answer;
  // Nothing has been read: there is nothing to count, and a zero would be a lie.
  if (list.asOf === null) {
    const problem = sourceProblem(list.sources, requestId);
    return (
      <>
        <NodesHeader list={list} query={query} nowMs={nowMs} />
        <ReadingPanel api={api} what="the nodes" problem={problem} />
      </>
    );
  }
  return (
    <>
      <NodesHeader list={list} query={query} nowMs={nowMs} />
      <SourceNotices what="nodes" sources={list.sources} nowMs={nowMs} />
      <VerdictTabs query={query} list={list} />
      <NodeFilters list={list} query={query} columnIds={columnIds} />
      <VerdictBySystem systems={list.verdictsByOperatingSystem} query={query} shown={chart} />
      <NodeTable list={list} query={query} columnIds={columnIds} nowMs={nowMs} />
    </>
  );
}
