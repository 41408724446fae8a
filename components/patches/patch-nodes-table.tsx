import { EmptyNote } from "@/components/ui/empty-note";
import { ListTable } from "@/components/ui/list-table";
import { NoSuchPage } from "@/components/ui/no-such-page";
import { textLinkClass } from "@/components/ui/text-link-class";
import { patchPage } from "@/lib/api/addresses";
import { pageSizes } from "@/lib/api/node-patches-query";
import { defaultPatchNodesSort, type PatchNodesQuery } from "@/lib/api/patch-nodes-query";
import type { PatchDetail } from "@/lib/api/patch.schema";
import { sortHeads } from "@/lib/browser/sort-heads";
import { sortWords } from "@/lib/browser/sort-words";
import { sourceKey } from "@/lib/domain/source";
import { patchNodeHeads, patchNodePhrases } from "./patch-node-columns";
import { PatchNodeRow } from "./patch-node-row";
import { patchAddress } from "./patches-address";

interface PatchNodesTableProps {
  readonly patch: PatchDetail;
  readonly query: PatchNodesQuery;
  readonly nowMs: number;
}

function NoNodes({ patch, query }: Pick<PatchNodesTableProps, "patch" | "query">) {
  const { operatingSystem, kbId, total, nodesAffected, rows } = patch;
  if (total > 0) return <NoSuchPage firstHref={patchAddress(patch, { ...query, page: 1 })} />;
  if (nodesAffected > 0 || query.accounts !== null || query.regions !== null) {
    return (
      <EmptyNote title="No nodes match these filters">
        <a className={textLinkClass} href={patchPage(operatingSystem, kbId)} data-key="x">
          Clear filters
        </a>
      </EmptyNote>
    );
  }
  return (
    <EmptyNote title="No node has it among its findings any more">
      <p>
        That is what the rows of {rows.nodesRead} of {rows.nodes} nodes say. It was a finding, or
        installed, on one of them before.
      </p>
    </EmptyNote>
  );
}

/** The nodes that have the patch among their findings. Sorting and paging are links: the page needs no script. */
export function PatchNodesTable({ patch, query, nowMs }: PatchNodesTableProps) {
  if (patch.items.length === 0) return <NoNodes patch={patch} query={query} />;
  const aliases = new Map(patch.sources.map((source) => [sourceKey(source), source.alias]));
  const scope = { accounts: query.accounts ?? [], regions: query.regions ?? [] };
  return (
    <ListTable
      caption="Nodes with this patch"
      fitsFrom="xl"
      heads={sortHeads(patchNodeHeads, {
        sort: query.sort,
        otherwise: defaultPatchNodesSort,
        hrefOf: (sort) => patchAddress(patch, { ...query, sort, page: 1 }),
      })}
      page={patch.page}
      size={patch.size}
      total={patch.total}
      order={sortWords(query.sort, patchNodePhrases)}
      sizes={pageSizes}
      hrefOf={(part) => patchAddress(patch, { ...query, ...part })}
    >
      {patch.items.map((node) => (
        <PatchNodeRow
          key={`${sourceKey(node)}/${node.instanceId}`}
          node={node}
          kbId={patch.kbId}
          alias={aliases.get(sourceKey(node)) ?? null}
          scope={scope}
          nowMs={nowMs}
        />
      ))}
    </ListTable>
  );
}
