import { CopyButton } from "@/components/ui/copy-button";
import { EmptyNote } from "@/components/ui/empty-note";
import { ExportMenu } from "@/components/ui/export-menu";
import { ListTable } from "@/components/ui/list-table";
import { NoSuchPage } from "@/components/ui/no-such-page";
import { countOf } from "@/components/ui/number-format";
import { textLinkClass } from "@/components/ui/text-link-class";
import { effectivePatchesApi } from "@/lib/api/addresses";
import type { BaselineDetail } from "@/lib/api/baseline.schema";
import {
  defaultEffectivePatchSort,
  formatEffectivePatchesQuery,
  type EffectivePatchesQuery,
} from "@/lib/api/effective-patches-query";
import type { EffectivePatches } from "@/lib/api/effective-patches.schema";
import { pageSizes } from "@/lib/api/node-patches-query";
import { listFiles } from "@/lib/browser/list-files";
import { sortHeads } from "@/lib/browser/sort-heads";
import { sortWords } from "@/lib/browser/sort-words";
import { describeEffectivePatchesCommand } from "@/lib/domain/aws-cli";
import { effectiveAddress } from "./effective-address";
import { effectiveHeads, effectiveSortPhrases } from "./effective-columns";
import { EffectivePatchRow } from "./effective-patch-row";

interface EffectiveTableProps {
  readonly baseline: BaselineDetail;
  readonly query: EffectivePatchesQuery;
  readonly data: EffectivePatches;
}

function NoPatches({ baseline, query, data }: EffectiveTableProps) {
  if (data.total > 0) {
    return <NoSuchPage firstHref={effectiveAddress(baseline, { ...query, page: 1 })} />;
  }
  if (data.rowsRead === 0) {
    return (
      <EmptyNote title="AWS lists no effective patch for this baseline">
        Its filters may leave none of the patches that AWS knows.
      </EmptyNote>
    );
  }
  const all = { statuses: null, severities: null, classifications: null, products: null, q: "" };
  return (
    <EmptyNote title="No patches match these filters">
      <a className={textLinkClass} href={effectiveAddress(baseline, { ...query, ...all, page: 1 })}>
        Clear filters
      </a>
    </EmptyNote>
  );
}

/** A baseline's effective patches. Sorting and paging are links: the page needs no script. */
export function EffectiveTable({ baseline, query, data }: EffectiveTableProps) {
  if (data.items.length === 0) {
    return <NoPatches baseline={baseline} query={query} data={data} />;
  }
  const withPart = (part: Partial<EffectivePatchesQuery>) =>
    effectiveAddress(baseline, { ...query, page: 1, ...part });
  return (
    <ListTable
      caption="Effective patches"
      fitsFrom="xl"
      heads={sortHeads(effectiveHeads, {
        sort: query.sort,
        otherwise: defaultEffectivePatchSort,
        hrefOf: (sort) => withPart({ sort }),
      })}
      page={data.page}
      size={data.size}
      total={data.total}
      order={sortWords(query.sort, effectiveSortPhrases)}
      sizes={pageSizes}
      hrefOf={withPart}
      action={
        <>
          <ExportMenu
            what={countOf(data.total, "patch", "patches")}
            files={listFiles(
              effectivePatchesApi(baseline, baseline.baselineId),
              formatEffectivePatchesQuery(query),
            )}
          />
          <CopyButton
            label="Copy the AWS CLI command of this list"
            text={describeEffectivePatchesCommand(baseline)}
          />
        </>
      }
    >
      {data.items.map((patch) => (
        <EffectivePatchRow key={`${patch.id} ${patch.product ?? ""}`} patch={patch} />
      ))}
    </ListTable>
  );
}
