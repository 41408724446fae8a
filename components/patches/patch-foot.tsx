import { countOf } from "@/components/ui/number-format";
import { PageSize } from "@/components/ui/page-size";
import { Pager } from "@/components/ui/pager";
import { footClass } from "@/components/ui/table-class";
import type { NodePatches } from "@/lib/api/node-patches.schema";
import { pageSizes, type NodePatchesQuery } from "@/lib/api/node-patches-query";
import { sortWords } from "@/lib/browser/sort-words";
import { patchSortPhrases } from "./patch-columns";

interface PatchFootProps {
  readonly data: NodePatches;
  readonly query: NodePatchesQuery;
  /** NotApplicable patches that AWS counts but does not list. */
  readonly unlisted: number | null;
  readonly hrefOf: (query: NodePatchesQuery) => string;
}

/** Which rows these are, their order in words, and how many a page holds. */
export function PatchFoot({ data, query, unlisted, hrefOf }: PatchFootProps) {
  const saysUnlisted =
    unlisted !== null &&
    unlisted > 0 &&
    (query.states === null || query.states.includes("NotApplicable"));
  return (
    <footer className={footClass}>
      <Pager
        page={data.page}
        size={data.size}
        total={data.total}
        partial={!data.complete}
        hrefOf={(page) => hrefOf({ ...query, page })}
      />
      {saysUnlisted ? (
        <span>
          + {countOf(unlisted, "not applicable patch", "not applicable patches")} not listed by AWS
        </span>
      ) : null}
      <span className="ml-auto max-sm:ml-0 max-sm:w-full">
        {sortWords(query.sort, patchSortPhrases)}
      </span>
      {data.total > pageSizes[0] ? (
        <PageSize
          size={query.size}
          choices={pageSizes.map((size) => ({ size, href: hrefOf({ ...query, size, page: 1 }) }))}
        />
      ) : null}
    </footer>
  );
}
