import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { NothingFound } from "@/components/search/nothing-found";
import { SearchHeader } from "@/components/search/search-header";
import { SearchHits } from "@/components/search/search-hits";
import { ReadingPanel } from "@/components/shell/reading-panel";
import { SourceNotices } from "@/components/shell/source-notices";
import { InvalidLink } from "@/components/ui/invalid-link";
import { searchApi, searchPage } from "@/lib/api/addresses";
import { toSearchParams, type PageParams } from "@/lib/api/page-query";
import {
  formatSearchQuery,
  parseSearchQuery,
  searchTarget,
  type SearchQuery,
} from "@/lib/api/search-query";
import { asking } from "@/lib/server/auth/asking";
import { readSearch } from "@/lib/server/read/read-search";
import { pagePatience } from "@/lib/server/read/waiting";
import { answerOrProblem, sourceProblem } from "@/lib/server/respond";

export const metadata: Metadata = { title: "Search" };

/** What names one page leads to it; anything else is looked for. */
export default async function SearchPage({ searchParams }: { searchParams: Promise<PageParams> }) {
  const parsed = parseSearchQuery(toSearchParams(await searchParams), false);
  if (!parsed.ok) {
    return <InvalidLink params={parsed.invalidParams} href={searchPage} instead="Search anew" />;
  }
  const target = searchTarget(parsed.query.q);
  if (target !== null) redirect(target);
  return <Results query={parsed.query} />;
}

async function Results({ query }: { query: SearchQuery }) {
  const { viewer, requestId } = await asking();
  const read = await answerOrProblem(readSearch(viewer, query, pagePatience), requestId);
  const api = `${searchApi}?${formatSearchQuery(query)}`;
  if (!read.ok) return <ReadingPanel api={api} what="the results" problem={read.problem} />;
  const nowMs = Date.now();
  const { answer } = read;
  const { nodes, patches, cves, baselines, patchGroups } = answer;
  if (answer.asOf === null) {
    const problem = sourceProblem(answer.sources, requestId);
    return (
      <>
        <SearchHeader answer={answer} nowMs={nowMs} />
        <ReadingPanel api={api} what="the results" problem={problem} />
      </>
    );
  }
  const found = [nodes, patches, cves, baselines, patchGroups].some(({ total }) => total > 0);
  return (
    <>
      <SearchHeader answer={answer} nowMs={nowMs} />
      <SourceNotices what="nodes and patches" sources={answer.sources} nowMs={nowMs} />
      {found ? (
        <SearchHits
          answer={answer}
          scope={{ accounts: query.accounts ?? [], regions: query.regions ?? [] }}
        />
      ) : (
        <NothingFound q={answer.q} />
      )}
    </>
  );
}
