import { countOf } from "@/components/ui/number-format";
import { TableFoot } from "@/components/ui/table-foot";
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
    <TableFoot
      page={data.page}
      size={data.size}
      total={data.total}
      partial={!data.complete}
      order={sortWords(query.sort, patchSortPhrases)}
      sizes={data.total > pageSizes[0] ? pageSizes : []}
      hrefOf={(part) => hrefOf({ ...query, ...part })}
      note={
        saysUnlisted ? (
          <span>
            + {countOf(unlisted, "not applicable patch", "not applicable patches")} not listed by
            AWS
          </span>
        ) : null
      }
    />
  );
}
