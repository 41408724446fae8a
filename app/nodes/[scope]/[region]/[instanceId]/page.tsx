import { dehydrate, HydrationBoundary, type DehydratedState } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { Suspense } from "react";
import { NodeFacts } from "@/components/nodes/node-facts";
import { NodeHeader } from "@/components/nodes/node-header";
import { NodeNotices } from "@/components/nodes/node-notices";
import { NodeUnknown } from "@/components/nodes/node-unknown";
import { NodePatches } from "@/components/patches/node-patches";
import { attentionWords } from "@/components/patches/patch-counts";
import { PatchListSkeleton } from "@/components/patches/patch-list-skeleton";
import { ReadingPanel } from "@/components/shell/reading-panel";
import { nodeApi, nodePage } from "@/lib/api/addresses";
import { parseNodeAddress, type NodeAddress } from "@/lib/api/node-address";
import { asksForPatches, parseNodePatchesQuery } from "@/lib/api/node-patches-query";
import type { NodeDetail } from "@/lib/api/node.schema";
import { toSearchParams, type PageParams } from "@/lib/api/page-query";
import { nodePatchesQuery } from "@/lib/browser/node-patches-query";
import { findingsView, formatNodeView } from "@/lib/browser/node-view";
import { queryClient } from "@/lib/browser/query-client";
import { scopeOf } from "@/lib/browser/scope";
import { asking } from "@/lib/server/auth/asking";
import { readNode } from "@/lib/server/read/read-node";
import { readNodePatches } from "@/lib/server/read/read-node-patches";
import { pagePatience } from "@/lib/server/read/waiting";
import { settledWithin } from "@/lib/server/settled-within";
import { answerOrProblem } from "@/lib/server/respond";

interface PageAddress {
  readonly params: Promise<{ scope: string; region: string; instanceId: string }>;
  readonly searchParams: Promise<PageParams>;
}

/** So long may the top of the page wait for the list below it, ms. */
const quickListMs = 200;

async function addressOf({ params }: PageAddress): Promise<NodeAddress> {
  const { scope, region, instanceId } = await params;
  const address = parseNodeAddress({ account: scope, region, instanceId });
  return address.ok ? address.query : notFound();
}

/** The node, or the problem that stands in its place; 404 when SSM itself does not know it. */
async function nodeOf({ source, instanceId }: NodeAddress) {
  const { viewer, requestId } = await asking();
  const read = readNode(viewer, source, instanceId, pagePatience);
  const node = await answerOrProblem(read, requestId);
  return !node.ok && node.problem.code === "notFound" ? notFound() : node;
}

export async function generateMetadata(page: PageAddress): Promise<Metadata> {
  const address = await addressOf(page);
  const node = await nodeOf(address);
  if (!node.ok) return { title: address.instanceId };
  return { title: [node.answer.name, attentionWords(node.answer) ?? []].flat().join(" · ") };
}

export default async function NodePage(page: PageAddress) {
  const address = await addressOf(page);
  const search = toSearchParams(await page.searchParams);
  const scope = scopeOf(search);
  if (!asksForPatches(search)) {
    redirect(
      nodePage(address.source, address.instanceId, formatNodeView({ ...findingsView, scope })),
    );
  }
  const node = await nodeOf(address);
  if (!node.ok) {
    return (
      <ReadingPanel
        api={nodeApi(address.source, address.instanceId)}
        what={`node ${address.instanceId}`}
        problem={node.problem}
      />
    );
  }
  const nowMs = Date.now();
  return (
    <>
      <NodeHeader node={node.answer} scope={scope} nowMs={nowMs} />
      <NodeFacts node={node.answer} nowMs={nowMs} />
      <NodeNotices node={node.answer} nowMs={nowMs} />
      {node.answer.counts === null ? (
        <NodeUnknown node={node.answer} />
      ) : (
        <Patches address={address} node={node.answer} search={search} nowMs={nowMs} />
      )}
    </>
  );
}

interface PatchesProps {
  readonly address: NodeAddress;
  readonly node: NodeDetail;
  readonly search: URLSearchParams;
  readonly nowMs: number;
}

/**
 * The list's first view comes with the page; what it has not by then, the browser goes on reading.
 * A quick list comes without a skeleton before it: React would hold its rows back for 300 ms after the skeleton was painted.
 */
async function Patches({ address, node, search, nowMs }: PatchesProps) {
  const reading = readFirstView(address, search);
  const list = <FirstView reading={reading} node={node} nowMs={nowMs} />;
  if (await settledWithin(reading, quickListMs)) return list;
  return <Suspense fallback={<PatchListSkeleton />}>{list}</Suspense>;
}

async function readFirstView({ source, instanceId }: NodeAddress, search: URLSearchParams) {
  const client = queryClient();
  const parsed = parseNodePatchesQuery(search, false);
  if (parsed.ok) {
    const { viewer, requestId } = await asking();
    const read = readNodePatches(viewer, source, instanceId, parsed.query, pagePatience);
    const patches = await answerOrProblem(read, requestId);
    const { queryKey } = nodePatchesQuery(source, instanceId, parsed.query);
    if (patches.ok) client.setQueryData(queryKey, patches.answer);
  }
  return dehydrate(client);
}

async function FirstView({
  reading,
  node,
  nowMs,
}: {
  reading: Promise<DehydratedState>;
  node: NodeDetail;
  nowMs: number;
}) {
  return (
    <HydrationBoundary state={await reading}>
      <NodePatches node={node} nowMs={nowMs} />
    </HydrationBoundary>
  );
}
