import { buttonClass, iconButtonClass } from "@/components/ui/button-class";
import { formatCount } from "@/components/ui/number-format";
import { Icon } from "@/components/ui/icon";
import { formatNodesQuery, type NodesQuery } from "@/lib/api/nodes-query";
import { nodesPage } from "@/lib/api/addresses";
import type { NodeList } from "@/lib/api/node.schema";
import { operatingSystemLabel } from "@/lib/domain/operating-system";
import { nodesAddress } from "./nodes-address";

interface NodeFiltersProps {
  readonly list: NodeList;
  readonly query: NodesQuery;
}

interface Chip {
  readonly name: string;
  readonly values: string;
  /** The query without this filter. */
  readonly without: Partial<NodesQuery>;
}

/** What a link filters by beside verdict and text, so that nothing narrows the list unseen. */
function chipsOf(query: NodesQuery): readonly Chip[] {
  const chips: ReadonlyArray<readonly [string, readonly string[] | null, Partial<NodesQuery>]> = [
    ["Scanned", query.freshnesses, { freshnesses: null }],
    [
      "Operating system",
      query.operatingSystems?.map(operatingSystemLabel) ?? null,
      { operatingSystems: null },
    ],
    ["Platform", query.platforms, { platforms: null }],
    ["Patch group", query.groups, { groups: null }],
    ["Baseline", query.baselines, { baselines: null }],
    ["Account", query.accounts, { accounts: null }],
    ["Region", query.regions, { regions: null }],
  ];
  return chips.flatMap(([name, values, without]) =>
    values === null ? [] : [{ name, values: values.join(", "), without }],
  );
}

/** The text to look for, the filters that a link brought, and how many nodes match. A plain form and plain links. */
export function NodeFilters({ list, query }: NodeFiltersProps) {
  const chips = chipsOf(query);
  const kept = [...new URLSearchParams(formatNodesQuery({ ...query, q: "", page: 1 }))];
  return (
    <div className="flex min-h-12 flex-wrap items-center gap-2 border-b border-line px-gutter py-2.25">
      <form
        action={nodesPage}
        method="get"
        className="relative flex w-60 items-center max-sm:w-full"
      >
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
      {chips.map(({ name, values, without }) => (
        <span
          key={name}
          className="inline-flex h-7.5 max-w-full items-center gap-1.25 rounded-lg bg-selected pr-0.75 pl-2.5 whitespace-nowrap"
        >
          {name}: <b className="max-w-60 min-w-0 truncate font-strong">{values}</b>
          <a
            className={`${iconButtonClass} text-muted!`}
            href={nodesAddress({ ...query, ...without, page: 1 })}
            aria-label={`Remove the filter ${name}`}
          >
            <Icon name="close" className="size-3.5" />
          </a>
        </span>
      ))}
      {chips.length > 1 ? (
        <a className={buttonClass} href={nodesPage}>
          Clear filters
        </a>
      ) : null}
      <p className="ml-auto text-xs whitespace-nowrap text-subtle tabular-nums">
        <b className="font-strong text-ink">{formatCount(list.total)}</b> of{" "}
        {list.sources.some(({ readAt }) => readAt === null) ? "at least " : ""}
        {formatCount(list.totalManaged)} nodes
      </p>
    </div>
  );
}
