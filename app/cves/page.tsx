import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { CveCoverage } from "@/components/cves/cve-coverage";
import { CveFilters } from "@/components/cves/cve-filters";
import { CveNote } from "@/components/cves/cve-note";
import { CveTable } from "@/components/cves/cve-table";
import { CvesHeader } from "@/components/cves/cves-header";
import { CvesLoading } from "@/components/cves/cves-loading";
import { ReadingPanel } from "@/components/shell/reading-panel";
import { SourceNotices } from "@/components/shell/source-notices";
import { InvalidLink } from "@/components/ui/invalid-link";
import { cvePage, cvesApi, cvesPage } from "@/lib/api/addresses";
import { formatCvesQuery, parseCvesQuery, type CvesQuery } from "@/lib/api/cves-query";
import { toSearchParams, type PageParams } from "@/lib/api/page-query";
import { scopeOf, withScope } from "@/lib/browser/scope";
import { parseCveId } from "@/lib/domain/cve-id";
import { asking } from "@/lib/server/auth/asking";
import { readCves } from "@/lib/server/read/read-cves";
import { pagePatience } from "@/lib/server/read/waiting";
import { answerOrProblem, sourceProblem } from "@/lib/server/respond";
import { AtOnce } from "@/app/at-once";

export const metadata: Metadata = { title: "CVEs" };

export default async function CvesPage({ searchParams }: { searchParams: Promise<PageParams> }) {
  const search = toSearchParams(await searchParams);
  const parsed = parseCvesQuery(search, false);
  if (!parsed.ok) {
    return <InvalidLink params={parsed.invalidParams} href={cvesPage} instead="Show all CVEs" />;
  }
  // A whole CVE id is a question about that one, also where no node names it.
  const cveId = parseCveId(parsed.query.q);
  if (cveId !== null) redirect(cvePage(cveId, withScope("", scopeOf(search))));
  return <AtOnce part={Cves({ query: parsed.query })} skeleton={<CvesLoading />} />;
}

async function Cves({ query }: { query: CvesQuery }) {
  const { viewer, requestId } = await asking();
  const cves = await answerOrProblem(readCves(viewer, query, pagePatience), requestId);
  const api = `${cvesApi}?${formatCvesQuery(query)}`;
  if (!cves.ok) return <ReadingPanel api={api} what="the CVEs" problem={cves.problem} />;
  const nowMs = Date.now();
  const list = cves.answer;
  // Nothing has been read: there is nothing to count, and a zero would be a lie.
  if (list.asOf === null) {
    return (
      <>
        <CvesHeader list={list} query={query} nowMs={nowMs} />
        <ReadingPanel api={api} what="the CVEs" problem={sourceProblem(list.sources, requestId)} />
      </>
    );
  }
  return (
    <>
      <CvesHeader list={list} query={query} nowMs={nowMs} />
      <SourceNotices what="nodes’ CVEs" sources={list.sources} nowMs={nowMs} />
      <CveFilters list={list} query={query} />
      <CveNote />
      <CveTable list={list} query={query} nowMs={nowMs} />
      <CveCoverage
        coverage={list.coverage}
        nodesManaged={list.nodesManaged}
        scope={{ accounts: query.accounts ?? [], regions: query.regions ?? [] }}
      />
    </>
  );
}
