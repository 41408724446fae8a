import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { NodeFacts } from "@/components/nodes/node-facts";
import { NodeHeader } from "@/components/nodes/node-header";
import { NodeNotices } from "@/components/nodes/node-notices";
import { NodeTabs } from "@/components/nodes/node-tabs";
import { NodeUnknown } from "@/components/nodes/node-unknown";
import { NodePatches } from "@/components/patches/node-patches";
import { attentionWords } from "@/components/patches/patch-counts";
import { PatchListSkeleton } from "@/components/patches/patch-list-skeleton";
import { ReadingPanel } from "@/components/shell/reading-panel";
import { InvalidLink } from "@/components/ui/invalid-link";
import { nodeApi, nodePage } from "@/lib/api/addresses";
import { parseAsOf } from "@/lib/api/as-of";
import { parseNodeAddress, type NodeAddress } from "@/lib/api/node-address";
import { nodeHistoryView, parseNodePageView } from "@/lib/api/node-history-query";
import { asksForPatches, parseNodePatchesQuery } from "@/lib/api/node-patches-query";
import type { NodeDetail } from "@/lib/api/node.schema";
import { toSearchParams, type PageParams } from "@/lib/api/page-query";
import { nodePatchesQuery } from "@/lib/browser/node-patches-query";
import { findingsView, formatNodeView } from "@/lib/browser/node-view";
import { queryClient } from "@/lib/browser/query-client";
import { scopeOf } from "@/lib/browser/scope";
import type { InstanceId } from "@/lib/domain/instance-id";
import { asking } from "@/lib/server/auth/asking";
import { readNode } from "@/lib/server/read/read-node";
import { readNodePatches } from "@/lib/server/read/read-node-patches";
import { pagePatience } from "@/lib/server/read/waiting";
import { answerOrProblem } from "@/lib/server/respond";
import { AtOnce } from "@/app/at-once";
import { NodeAsOf } from "./node-as-of";
import { NodeHistory } from "./node-history";

interface PageAddress {
  readonly params: Promise<{ scope: string; region: string; instanceId: string }>;
  readonly searchParams: Promise<PageParams>;
}

async function addressOf({ params }: PageAddress): Promise<NodeAddress> {
  const { scope, region, instanceId } = await params;
  const address = parseNodeAddress({ account: scope, region, instanceId });
  return address.ok ? address.query : notFound();
}

/** The node, or the problem that stands in its place: read once for the title and the page. */
const readOnce = cache(async (account: string, region: string, instanceId: InstanceId) => {
  const { viewer, requestId } = await asking();
  const read = readNode(viewer, { account, region }, instanceId, pagePatience);
  return answerOrProblem(read, requestId);
});

/** The same; 404 when SSM itself does not know it. */
async function nodeOf({ source: { account, region }, instanceId }: NodeAddress) {
  const node = await readOnce(account, region, instanceId);
  return !node.ok && node.problem.code === "notFound" ? notFound() : node;
}

export async function generateMetadata(page: PageAddress): Promise<Metadata> {
  const address = await addressOf(page);
  const node = await nodeOf(address);
  if (!node.ok) return { title: address.instanceId };
  const asOf = parseAsOf(toSearchParams(await page.searchParams));
  if (asOf.ok && asOf.query.day !== null) {
    return { title: `${node.answer.name} · as of ${asOf.query.day}` };
  }
  return { title: [node.answer.name, attentionWords(node.answer) ?? []].flat().join(" · ") };
}

export default async function NodePage(page: PageAddress) {
  const address = await addressOf(page);
  const search = toSearchParams(await page.searchParams);
  const scope = scopeOf(search);
  const asOf = parseAsOf(search);
  const view = parseNodePageView(search);
  if (!asOf.ok || !view.ok) {
    return (
      <InvalidLink
        params={[asOf, view].flatMap((each) => (each.ok ? [] : each.invalidParams))}
        href={nodePage(address.source, address.instanceId)}
        instead="Show the node as it is now"
      />
    );
  }
  const { day, rest } = asOf.query;
  if (day !== null) return <NodeAsOf address={address} day={day} search={rest} />;
  const { isHistory } = view.query;
  if (!isHistory && !asksForPatches(search)) {
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
      <NodeHeader
        node={node.answer}
        scope={scope}
        nowMs={nowMs}
        {...(isHistory
          ? {
              other: {
                href: nodePage(address.source, address.instanceId, nodeHistoryView()),
                files: null,
              },
            }
          : {})}
      />
      <NodeFacts node={node.answer} nowMs={nowMs} />
      <NodeNotices node={node.answer} nowMs={nowMs} />
      <NodeTabs node={node.answer} here={isHistory ? "history" : "patches"} scope={scope} />
      {isHistory ? (
        <NodeHistory address={address} node={node.answer} search={search} nowMs={nowMs} />
      ) : (
        <NodeNow address={address} node={node.answer} search={search} nowMs={nowMs} />
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

function NodeNow(props: PatchesProps) {
  if (props.node.counts === null) return <NodeUnknown node={props.node} />;
  return (
    <AtOnce
      part={Patches(props)}
      skeleton={<PatchListSkeleton operatingSystem={props.node.operatingSystem} />}
    />
  );
}

/** The list's first view comes with the page; what it has not by then, the browser goes on reading. */
async function Patches({ address, node, search, nowMs }: PatchesProps) {
  return (
    <HydrationBoundary state={await readFirstView(address, search)}>
      <NodePatches node={node} nowMs={nowMs} />
    </HydrationBoundary>
  );
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
