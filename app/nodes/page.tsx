import type { Metadata } from "next";
import { Suspense } from "react";
import { NodeFilters } from "@/components/nodes/node-filters";
import { NodesHeader } from "@/components/nodes/nodes-header";
import { NodesLoading } from "@/components/nodes/nodes-loading";
import { NodeTable } from "@/components/nodes/node-table";
import { SourceNotices } from "@/components/nodes/source-notices";
import { VerdictTabs } from "@/components/nodes/verdict-tabs";
import { ReadingPanel } from "@/components/shell/reading-panel";
import { InvalidLink } from "@/components/ui/invalid-link";
import { nodesApi, nodesPage } from "@/lib/api/addresses";
import { formatNodesQuery, parseNodesQuery, type NodesQuery } from "@/lib/api/nodes-query";
import { toSearchParams, type PageParams } from "@/lib/api/page-query";
import { asking } from "@/lib/server/auth/asking";
import { readNodes } from "@/lib/server/read/read-nodes";
import { pagePatience } from "@/lib/server/read/waiting";
import { answerOrProblem, sourceProblem } from "@/lib/server/respond";

export const metadata: Metadata = { title: "Nodes" };

export default async function NodesPage({ searchParams }: { searchParams: Promise<PageParams> }) {
  const parsed = parseNodesQuery(toSearchParams(await searchParams), false);
  if (!parsed.ok) {
    return <InvalidLink params={parsed.invalidParams} href={nodesPage} instead="Show all nodes" />;
  }
  return (
    <Suspense key={formatNodesQuery(parsed.query)} fallback={<NodesLoading />}>
      <Nodes query={parsed.query} />
    </Suspense>
  );
}

async function Nodes({ query }: { query: NodesQuery }) {
  const { viewer, requestId } = await asking();
  const nodes = await answerOrProblem(readNodes(viewer, query, pagePatience), requestId);
  const api = `${nodesApi}?${formatNodesQuery(query)}`;
  if (!nodes.ok) return <ReadingPanel api={api} what="the nodes" problem={nodes.problem} />;
  const nowMs = Date.now();
  const list = nodes.answer;
  const reading = list.sources.some(({ status }) => status === "reading");
  // Nothing has been read: there is nothing to count, and a zero would be a lie.
  if (list.asOf === null) {
    const problem = reading ? null : sourceProblem(list.sources, requestId);
    return (
      <>
        <NodesHeader list={list} nowMs={nowMs} />
        <ReadingPanel api={api} what="the nodes" problem={problem} />
      </>
    );
  }
  return (
    <>
      <NodesHeader list={list} nowMs={nowMs} />
      <SourceNotices sources={list.sources} nowMs={nowMs} />
      {reading ? <ReadingPanel api={api} what="the other nodes" problem={null} /> : null}
      <VerdictTabs query={query} counts={list.countsByVerdict} />
      <NodeFilters list={list} query={query} />
      <NodeTable list={list} query={query} nowMs={nowMs} />
    </>
  );
}
