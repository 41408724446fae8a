import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CveAnswer } from "@/components/cves/cve-answer";
import { CveCoverage } from "@/components/cves/cve-coverage";
import { CveHeader } from "@/components/cves/cve-header";
import { CveNodes } from "@/components/cves/cve-nodes";
import { CveNote } from "@/components/cves/cve-note";
import { CvePatches } from "@/components/cves/cve-patches";
import { ReadingPanel } from "@/components/shell/reading-panel";
import { SourceNotices } from "@/components/shell/source-notices";
import { InvalidLink } from "@/components/ui/invalid-link";
import { cveApi, cvePage } from "@/lib/api/addresses";
import { parseCveQuery, type CveQuery } from "@/lib/api/cve-query";
import { toSearchParams, type PageParams } from "@/lib/api/page-query";
import { parseCveId } from "@/lib/domain/cve-id";
import { asking } from "@/lib/server/auth/asking";
import { readCve } from "@/lib/server/read/read-cve";
import { pagePatience } from "@/lib/server/read/waiting";
import { answerOrProblem, sourceProblem } from "@/lib/server/respond";

interface PageAddress {
  readonly params: Promise<{ cveId: string }>;
  readonly searchParams: Promise<PageParams>;
}

export async function generateMetadata({ params }: PageAddress): Promise<Metadata> {
  return { title: parseCveId((await params).cveId) ?? "Not found" };
}

export default async function CvePage({ params, searchParams }: PageAddress) {
  const cveId = parseCveId((await params).cveId);
  if (cveId === null) notFound();
  const parsed = parseCveQuery(toSearchParams(await searchParams), false);
  if (!parsed.ok) {
    return (
      <InvalidLink
        params={parsed.invalidParams}
        href={cvePage(cveId)}
        instead="Show all of its nodes"
      />
    );
  }
  return <Cve cveId={cveId} query={parsed.query} />;
}

async function Cve({ cveId, query }: { cveId: string; query: CveQuery }) {
  const { viewer, requestId } = await asking();
  const read = await answerOrProblem(readCve(viewer, cveId, query, pagePatience), requestId);
  if (!read.ok) return <ReadingPanel api={cveApi(cveId)} what={cveId} problem={read.problem} />;
  const nowMs = Date.now();
  const cve = read.answer;
  const scope = { accounts: query.accounts ?? [], regions: query.regions ?? [] };
  const header = (
    <CveHeader
      cveId={cveId}
      query={query}
      instanceIds={cve.nodes.map(({ instanceId }) => instanceId)}
      nodesTotal={cve.nodesTotal}
    />
  );
  // Nothing has been read: "no node" would be a lie.
  if (cve.asOf === null) {
    const problem = sourceProblem(cve.sources, requestId);
    return (
      <>
        {header}
        <ReadingPanel api={cveApi(cveId)} what={cveId} problem={problem} />
      </>
    );
  }
  return (
    <>
      {header}
      <CveAnswer cve={cve} nowMs={nowMs} />
      <SourceNotices what="nodes" sources={cve.sources} nowMs={nowMs} />
      <CveNote />
      <CvePatches patches={cve.patches} scope={scope} />
      <CveNodes cve={cve} query={query} nowMs={nowMs} />
      <CveCoverage coverage={cve.coverage} nodesManaged={cve.nodesManaged} scope={scope} />
    </>
  );
}
