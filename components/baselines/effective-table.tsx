import { CopyButton } from "@/components/ui/copy-button";
import { EmptyNote } from "@/components/ui/empty-note";
import { PageSize } from "@/components/ui/page-size";
import { Pager } from "@/components/ui/pager";
import { footClass } from "@/components/ui/table-class";
import { TableFrame } from "@/components/ui/table-frame";
import type { BaselineDetail } from "@/lib/api/baseline.schema";
import {
  defaultEffectivePatchSort,
  type EffectivePatchesQuery,
} from "@/lib/api/effective-patches-query";
import type { EffectivePatches } from "@/lib/api/effective-patches.schema";
import { pageSizes } from "@/lib/api/node-patches-query";
import { sortWords } from "@/lib/browser/sort-words";
import { describeEffectivePatchesCommand } from "@/lib/domain/aws-cli";
import { effectiveAddress } from "./effective-address";
import { effectiveHeads, effectiveSortPhrases } from "./effective-columns";
import { EffectivePatchRow } from "./effective-patch-row";
import { SortHead } from "./sort-head";

interface EffectiveTableProps {
  readonly baseline: BaselineDetail;
  readonly query: EffectivePatchesQuery;
  readonly data: EffectivePatches;
}

const linkClass = "font-medium text-accent";

function NoPatches({ baseline, query, data }: EffectiveTableProps) {
  if (data.total > 0) {
    return (
      <EmptyNote title="There is no such page">
        <a className={linkClass} href={effectiveAddress(baseline, { ...query, page: 1 })}>
          To the first page
        </a>
      </EmptyNote>
    );
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
      <a className={linkClass} href={effectiveAddress(baseline, { ...query, ...all, page: 1 })}>
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
    <>
      <TableFrame caption="Effective patches" fitsFrom="xl">
        <thead className="max-sm:sr-only">
          <tr>
            {effectiveHeads.map((head) => (
              <SortHead
                key={head.label}
                head={head}
                sort={query.sort}
                otherwise={defaultEffectivePatchSort}
                hrefOf={(sort) => withPart({ sort })}
              />
            ))}
          </tr>
        </thead>
        <tbody className="max-sm:block">
          {data.items.map((patch) => (
            <EffectivePatchRow key={`${patch.id} ${patch.product ?? ""}`} patch={patch} />
          ))}
        </tbody>
      </TableFrame>
      <footer className={footClass}>
        <Pager
          page={data.page}
          size={data.size}
          total={data.total}
          hrefOf={(page) => withPart({ page })}
        />
        <span className="ml-auto max-sm:ml-0 max-sm:w-full">
          {sortWords(query.sort, effectiveSortPhrases)}
        </span>
        <CopyButton
          label="Copy the AWS CLI command of this list"
          text={describeEffectivePatchesCommand(baseline)}
        />
        {data.total > pageSizes[0] ? (
          <PageSize
            size={data.size}
            choices={pageSizes.map((size) => ({ size, href: withPart({ size }) }))}
          />
        ) : null}
      </footer>
    </>
  );
}
