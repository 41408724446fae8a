import { EmptyNote } from "@/components/ui/empty-note";
import { HeadRow } from "@/components/ui/head-row";
import { NoSuchPage } from "@/components/ui/no-such-page";
import { TableFoot } from "@/components/ui/table-foot";
import { TableFrame } from "@/components/ui/table-frame";
import { textLinkClass } from "@/components/ui/text-link-class";
import { patchPage } from "@/lib/api/addresses";
import { pageSizes } from "@/lib/api/node-patches-query";
import { defaultPatchNodesSort, type PatchNodesQuery } from "@/lib/api/patch-nodes-query";
import type { PatchDetail } from "@/lib/api/patch.schema";
import { sortWords } from "@/lib/browser/sort-words";
import { sourceKey } from "@/lib/domain/source";
import { patchNodeHeads, patchNodePhrases } from "./patch-node-columns";
import { PatchNodeRow } from "./patch-node-row";
import { patchAddress } from "./patches-address";
import { SortHead } from "./sort-head";

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
    <>
      <TableFrame caption="Nodes with this patch" fitsFrom="xl">
        <HeadRow>
          {patchNodeHeads.map((head) => (
            <SortHead
              key={head.label}
              head={head}
              sort={query.sort}
              otherwise={defaultPatchNodesSort}
              hrefOf={(sort) => patchAddress(patch, { ...query, sort, page: 1 })}
            />
          ))}
        </HeadRow>
        <tbody className="max-sm:block">
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
        </tbody>
      </TableFrame>
      <TableFoot
        page={patch.page}
        size={patch.size}
        total={patch.total}
        order={sortWords(query.sort, patchNodePhrases)}
        sizes={patch.total > pageSizes[0] ? pageSizes : []}
        hrefOf={(part) => patchAddress(patch, { ...query, ...part })}
      />
    </>
  );
}
