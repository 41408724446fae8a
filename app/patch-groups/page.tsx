import type { Metadata } from "next";
import { PatchGroupFilters } from "@/components/patch-groups/patch-group-filters";
import { PatchGroupTable } from "@/components/patch-groups/patch-group-table";
import { PatchGroupTabs } from "@/components/patch-groups/patch-group-tabs";
import { PatchGroupsHeader } from "@/components/patch-groups/patch-groups-header";
import { PatchGroupsLoading } from "@/components/patch-groups/patch-groups-loading";
import { UnreadRegistrations } from "@/components/patch-groups/unread-registrations";
import { ReadingPanel } from "@/components/shell/reading-panel";
import { SourceNotices } from "@/components/shell/source-notices";
import { InvalidLink } from "@/components/ui/invalid-link";
import { patchGroupsApi, patchGroupsPage } from "@/lib/api/addresses";
import { toSearchParams, type PageParams } from "@/lib/api/page-query";
import {
  formatPatchGroupsQuery,
  parsePatchGroupsQuery,
  type PatchGroupsQuery,
} from "@/lib/api/patch-groups-query";
import { asking } from "@/lib/server/auth/asking";
import { readPatchGroups } from "@/lib/server/read/read-patch-groups";
import { pagePatience } from "@/lib/server/read/waiting";
import { answerOrProblem, sourceProblem } from "@/lib/server/respond";
import { AtOnce } from "@/app/at-once";

export const metadata: Metadata = { title: "Patch groups" };

export default async function PatchGroupsPage({
  searchParams,
}: {
  searchParams: Promise<PageParams>;
}) {
  const parsed = parsePatchGroupsQuery(toSearchParams(await searchParams), false);
  if (!parsed.ok) {
    return (
      <InvalidLink
        params={parsed.invalidParams}
        href={patchGroupsPage}
        instead="Show all patch groups"
      />
    );
  }
  return <AtOnce part={PatchGroups({ query: parsed.query })} skeleton={<PatchGroupsLoading />} />;
}

async function PatchGroups({ query }: { query: PatchGroupsQuery }) {
  const { viewer, requestId } = await asking();
  const groups = await answerOrProblem(readPatchGroups(viewer, query, pagePatience), requestId);
  const api = `${patchGroupsApi}?${formatPatchGroupsQuery(query)}`;
  if (!groups.ok)
    return <ReadingPanel api={api} what="the patch groups" problem={groups.problem} />;
  const nowMs = Date.now();
  const list = groups.answer;
  const { asOf, sources, total, totalGroups } = list;
  const header = (
    <PatchGroupsHeader list={{ asOf, sources, total, totalGroups }} query={query} nowMs={nowMs} />
  );
  // Nothing has been read: there is nothing to count, and a zero would be a lie.
  if (asOf === null) {
    const problem = sourceProblem(sources, requestId);
    return (
      <>
        {header}
        <ReadingPanel api={api} what="the patch groups" problem={problem} />
      </>
    );
  }
  return (
    <>
      {header}
      <SourceNotices what="nodes" sources={sources} nowMs={nowMs} />
      <UnreadRegistrations unread={list.unreadRegistrations} />
      <PatchGroupTabs query={query} counts={list.counts} />
      <PatchGroupFilters list={list} query={query} />
      <PatchGroupTable list={list} query={query} />
    </>
  );
}
