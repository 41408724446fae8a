import { patchStateWords } from "@/components/badges/patch-state-words";
import { buttonClass, iconButtonClass } from "@/components/ui/button-class";
import { FilterChip } from "@/components/ui/filter-chip";
import { formatCount } from "@/components/ui/number-format";
import { Icon } from "@/components/ui/icon";
import { nodesPage } from "@/lib/api/addresses";
import type { NodeList } from "@/lib/api/node.schema";
import { nodesAddress } from "@/lib/api/nodes-address";
import {
  formatNodesQuery,
  withoutFilters,
  type ListingFilter,
  type NodesQuery,
} from "@/lib/api/nodes-query";
import { AnnounceMatches } from "./announce-matches";
import { ColumnsMenu } from "./columns-menu";
import { NodeFacets } from "./node-facets";

interface NodeFiltersProps {
  readonly list: NodeList;
  readonly query: NodesQuery;
  readonly columnIds: readonly string[];
}

interface Chip {
  readonly name: string;
  readonly values: readonly string[] | null;
  /** The query without this filter. */
  readonly without: Partial<NodesQuery>;
}

const listingWords: Record<ListingFilter, string> = {
  listed: "Listed",
  stopped: "Left, stopped",
  gone: "Left, gone",
  notListed: "Left",
};

/** What a link filters by and no button shows, so that nothing narrows the list unseen. */
function chipsOf(query: NodesQuery): readonly Chip[] {
  return [
    {
      name: "Patches",
      values: query.states?.map((state) => patchStateWords(state).label) ?? null,
      without: { states: null },
    },
    { name: "Severity", values: query.severities, without: { severities: null } },
    {
      name: "SSM’s list",
      values: query.listings?.map((listing) => listingWords[listing]) ?? null,
      without: { listings: null },
    },
    { name: "Platform", values: query.platforms, without: { platforms: null } },
  ];
}

function TextFilter({ query }: { query: NodesQuery }) {
  const kept = [...new URLSearchParams(formatNodesQuery({ ...query, q: "", page: 1 }))];
  return (
    <form action={nodesPage} method="get" className="relative flex w-48 items-center max-sm:w-full">
      <Icon name="find" className="pointer-events-none absolute left-2.25 size-3.5 text-subtle" />
      <input
        key={query.q}
        type="search"
        name="q"
        defaultValue={query.q}
        aria-label="Filter by name, id or IP address"
        placeholder="Name, ID or IP"
        autoComplete="off"
        spellCheck={false}
        className="h-7.5 w-full rounded-lg border border-line-control bg-transparent pr-8 pl-7.75 max-sm:h-9"
      />
      {kept.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {query.q === "" ? null : (
        <a
          className={`${iconButtonClass} absolute right-1`}
          href={nodesAddress({ ...query, q: "", page: 1 })}
          aria-label="Clear text"
        >
          <Icon name="close" className="size-3.5" />
        </a>
      )}
    </form>
  );
}

/** What narrows the list, how many nodes match, and which columns they have. */
export function NodeFilters({ list, query, columnIds }: NodeFiltersProps) {
  const cleared = nodesAddress(withoutFilters(query));
  const isFiltered = nodesAddress({ ...query, page: 1 }) !== cleared;
  const isPartial = list.sources.some(({ readAt }) => readAt === null);
  return (
    <div className="flex min-h-12 flex-wrap items-center gap-2 border-b border-line px-gutter py-2.25 print:hidden">
      <TextFilter query={query} />
      <div className="-my-1 flex gap-2 py-1 max-sm:w-full max-sm:overflow-x-auto max-sm:*:flex-none sm:contents">
        <NodeFacets list={list} query={query} />
      </div>
      {chipsOf(query).map(({ name, values, without }) =>
        values === null ? null : (
          <FilterChip
            key={name}
            name={name}
            values={values}
            href={nodesAddress({ ...query, ...without, page: 1 })}
          />
        ),
      )}
      {isFiltered && list.total > 0 ? (
        <a
          className={`${buttonClass} border-transparent! shadow-none!`}
          href={cleared}
          data-key="x"
        >
          Clear filters
        </a>
      ) : null}
      <div className="ml-auto flex items-center gap-2">
        <p className="text-xs whitespace-nowrap text-subtle tabular-nums">
          <b className="font-strong text-ink">{formatCount(list.total)}</b> of{" "}
          {isPartial ? "at least " : ""}
          {formatCount(list.totalManaged)} nodes
        </p>
        <AnnounceMatches total={list.total} />
        <ColumnsMenu columnIds={columnIds} />
      </div>
    </div>
  );
}
