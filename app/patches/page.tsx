import type { Metadata } from "next";
import { FindingTabs } from "@/components/patches/finding-tabs";
import { PatchListFilters } from "@/components/patches/patch-list-filters";
import { PatchListTable } from "@/components/patches/patch-list-table";
import { patchesAddress } from "@/components/patches/patches-address";
import { PatchesHeader } from "@/components/patches/patches-header";
import { PatchesLoading } from "@/components/patches/patches-loading";
import { stateFacet } from "@/components/patches/state-facet";
import { ReadingPanel } from "@/components/shell/reading-panel";
import { SourceNotices } from "@/components/shell/source-notices";
import { InvalidLink } from "@/components/ui/invalid-link";
import { patchesApi, patchesPage } from "@/lib/api/addresses";
import { toSearchParams, type PageParams } from "@/lib/api/page-query";
import { formatPatchesQuery, parsePatchesQuery, type PatchesQuery } from "@/lib/api/patches-query";
import { asking } from "@/lib/server/auth/asking";
import { readPatches } from "@/lib/server/read/read-patches";
import { pagePatience } from "@/lib/server/read/waiting";
import { answerOrProblem, sourceProblem } from "@/lib/server/respond";
import { AtOnce } from "@/app/at-once";

export const metadata: Metadata = { title: "Patches" };

export default async function PatchesPage({ searchParams }: { searchParams: Promise<PageParams> }) {
  const parsed = parsePatchesQuery(toSearchParams(await searchParams), false);
  if (!parsed.ok) {
    return (
      <InvalidLink params={parsed.invalidParams} href={patchesPage} instead="Show all patches" />
    );
  }
  return <AtOnce part={Patches({ query: parsed.query })} skeleton={<PatchesLoading />} />;
}

async function Patches({ query }: { query: PatchesQuery }) {
  const { viewer, requestId } = await asking();
  const patches = await answerOrProblem(readPatches(viewer, query, pagePatience), requestId);
  const api = `${patchesApi}?${formatPatchesQuery(query)}`;
  if (!patches.ok) return <ReadingPanel api={api} what="the patches" problem={patches.problem} />;
  const nowMs = Date.now();
  const list = patches.answer;
  const { asOf, rows, total, totalPatches } = list;
  const header = (
    <PatchesHeader list={{ asOf, rows, total, totalPatches }} query={query} nowMs={nowMs} />
  );
  // Nothing has been read: there is nothing to count, and a zero would be a lie.
  if (asOf === null) {
    return (
      <>
        {header}
        <ReadingPanel
          api={api}
          what="the patches"
          problem={sourceProblem(list.sources, requestId)}
        />
      </>
    );
  }
  const { counts, all } = stateFacet(list);
  return (
    <>
      {header}
      <SourceNotices what="nodes’ patches" sources={list.sources} nowMs={nowMs} />
      <FindingTabs
        all="All patches"
        allCount={all}
        counts={counts}
        states={query.states}
        hrefOf={(states) => patchesAddress({ ...query, states, page: 1 })}
      />
      <PatchListFilters list={list} query={query} />
      <PatchListTable list={list} query={query} nowMs={nowMs} />
    </>
  );
}
