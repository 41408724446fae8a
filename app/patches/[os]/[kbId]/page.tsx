import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PatchRollout } from "@/components/charts/patch-rollout";
import { FindingTabs } from "@/components/patches/finding-tabs";
import { byState } from "@/components/patches/nodes-by-state";
import { PatchBuilds } from "@/components/patches/patch-builds";
import { PatchHeader } from "@/components/patches/patch-header";
import { PatchNodeFilters } from "@/components/patches/patch-node-filters";
import { PatchNodesTable } from "@/components/patches/patch-nodes-table";
import { patchAddress } from "@/components/patches/patches-address";
import { ReadingPanel } from "@/components/shell/reading-panel";
import { SourceNotices } from "@/components/shell/source-notices";
import { InvalidLink } from "@/components/ui/invalid-link";
import { patchApi, patchPage } from "@/lib/api/addresses";
import { pageSegment, toSearchParams, type PageParams } from "@/lib/api/page-query";
import { defaultRange } from "@/lib/api/history-query";
import { parsePatchAddress, type PatchAddress } from "@/lib/api/patch-address";
import { parsePatchNodesQuery, type PatchNodesQuery } from "@/lib/api/patch-nodes-query";
import { asking } from "@/lib/server/auth/asking";
import { readPatch } from "@/lib/server/read/read-patch";
import { readRollout } from "@/lib/server/read/read-rollout";
import { pagePatience } from "@/lib/server/read/waiting";
import { answerOrProblem } from "@/lib/server/respond";

interface PageAddress {
  readonly params: Promise<{ os: string; kbId: string }>;
  readonly searchParams: Promise<PageParams>;
}

async function addressOf({ params }: Pick<PageAddress, "params">): Promise<PatchAddress> {
  const { os, kbId } = await params;
  const address = parsePatchAddress({ os, kbId: pageSegment(kbId) });
  return address.ok ? address.query : notFound();
}

export async function generateMetadata(page: PageAddress): Promise<Metadata> {
  return { title: (await addressOf(page)).kbId };
}

export default async function PatchPage(page: PageAddress) {
  const address = await addressOf(page);
  const { operatingSystem, kbId } = address;
  const parsed = parsePatchNodesQuery(toSearchParams(await page.searchParams), false);
  if (!parsed.ok) {
    return (
      <InvalidLink
        params={parsed.invalidParams}
        href={patchPage(operatingSystem, kbId)}
        instead="Show all of its nodes"
      />
    );
  }
  return <Patch address={address} query={parsed.query} />;
}

async function Patch({ address, query }: { address: PatchAddress; query: PatchNodesQuery }) {
  const { viewer, requestId } = await asking();
  const since = { ...query, range: defaultRange };
  const [read, rollout] = await Promise.all([
    answerOrProblem(readPatch(viewer, address, query, pagePatience), requestId),
    answerOrProblem(readRollout(viewer, address, since, pagePatience), requestId),
  ]);
  if (!read.ok) {
    if (read.problem.code === "notFound") notFound();
    const api = patchApi(address.operatingSystem, address.kbId);
    return <ReadingPanel api={api} what={address.kbId} problem={read.problem} />;
  }
  const nowMs = Date.now();
  const patch = read.answer;
  const { items, builds: _builds, sources, cveIds: _cveIds, ...facts } = patch;
  return (
    <>
      <PatchHeader
        patch={facts}
        instanceIds={items.map(({ instanceId }) => instanceId)}
        query={query}
        nowMs={nowMs}
      />
      <SourceNotices what="nodes" sources={sources} nowMs={nowMs} />
      <PatchBuilds patch={patch} />
      {rollout.ok ? <PatchRollout rollout={rollout.answer} /> : null}
      <FindingTabs
        all="All nodes"
        allCount={patch.nodesAffected}
        counts={byState(patch.nodes)}
        states={query.states}
        hrefOf={(states) => patchAddress(patch, { ...query, states, page: 1 })}
      />
      <PatchNodeFilters patch={patch} query={query} />
      <PatchNodesTable patch={patch} query={query} nowMs={nowMs} />
    </>
  );
}
