import { SeverityMark } from "@/components/badges/severity-mark";
import { VerdictMark } from "@/components/badges/verdict-mark";
import { countOf } from "@/components/ui/number-format";
import {
  baselinePage,
  baselinesPage,
  cvePage,
  cvesPage,
  nodePage,
  nodesPage,
  patchesPage,
  patchPage,
} from "@/lib/api/addresses";
import { formatQuery } from "@/lib/api/query-reader";
import type { SearchAnswer } from "@/lib/api/search.schema";
import { withinScope, withScope, type Scope } from "@/lib/browser/scope";
import { operatingSystemLabel, type OperatingSystem } from "@/lib/domain/operating-system";
import { sourceKey } from "@/lib/domain/source";
import { HitGroup } from "./hit-group";

interface SearchHitsProps {
  readonly answer: SearchAnswer;
  readonly scope: Scope;
}

const systemWords = (system: OperatingSystem | null) =>
  system === null ? null : operatingSystemLabel(system);

const details = (...parts: ReadonlyArray<string | null>) =>
  parts.filter((part) => part !== null && part.trim() !== "").join(" · ") || null;

/** Everything that was found, by kind, each a link to its page. */
export function SearchHits({ answer, scope }: SearchHitsProps) {
  const { q, nodes, patches, cves, baselines, patchGroups, sources } = answer;
  const aliases = new Map(sources.map((source) => [sourceKey(source), source.alias]));
  const all = (page: string) => withinScope(page, scope, formatQuery([["q", q]]));
  return (
    <>
      <HitGroup
        title="Nodes"
        total={nodes.total}
        allHref={all(nodesPage)}
        hits={nodes.items.map((node) => ({
          href: nodePage(node, node.instanceId, withScope("state=findings", scope)),
          name: node.name,
          isCode: false,
          detail: details(
            node.instanceId,
            node.ipAddress,
            node.platformLabel,
            `${aliases.get(sourceKey(node)) ?? node.account} ${node.region}`,
          ),
          mark: <VerdictMark verdict={node.verdict} reason={node.reason} />,
        }))}
      />
      <HitGroup
        title="Patches"
        total={patches.total}
        allHref={all(patchesPage)}
        hits={patches.items.map(({ operatingSystem, kbId, title, severity, nodesAffected }) => ({
          href: patchPage(operatingSystem, kbId, withScope("", scope)),
          name: kbId,
          isCode: true,
          detail: details(systemWords(operatingSystem), title),
          mark: (
            <>
              <SeverityMark severity={severity} operatingSystem={operatingSystem} />
              {countOf(nodesAffected, "node", "nodes")}
            </>
          ),
        }))}
      />
      <HitGroup
        title="CVEs"
        total={cves.total}
        allHref={all(cvesPage)}
        hits={cves.items.map(({ cveId, severity, operatingSystem, nodes: exposed }) => ({
          href: cvePage(cveId, withScope("", scope)),
          name: cveId,
          isCode: true,
          detail: null,
          mark: (
            <>
              <SeverityMark severity={severity} operatingSystem={operatingSystem} />
              {countOf(exposed, "node exposed", "nodes exposed")}
            </>
          ),
        }))}
      />
      <HitGroup
        title="Baselines"
        total={baselines.total}
        allHref={all(baselinesPage)}
        hits={baselines.items.map((baseline) => ({
          href: baselinePage(baseline, baseline.baselineId),
          name: baseline.name ?? baseline.baselineId,
          isCode: false,
          detail: details(
            baseline.baselineId,
            systemWords(baseline.operatingSystem),
            `${baseline.alias ?? baseline.account} ${baseline.region}`,
          ),
          mark: null,
        }))}
      />
      <HitGroup
        title="Patch groups"
        total={patchGroups.total}
        allHref={null}
        hits={patchGroups.items.map(({ patchGroup, nodes: inGroup }) => ({
          href: withinScope(nodesPage, scope, formatQuery([["group", patchGroup]])),
          name: patchGroup,
          isCode: false,
          detail: null,
          mark: countOf(inGroup, "node", "nodes"),
        }))}
      />
    </>
  );
}
