import { buttonClass } from "@/components/ui/button-class";
import { FilterChip } from "@/components/ui/filter-chip";
import { formatCount } from "@/components/ui/number-format";
import { baselinesPage } from "@/lib/api/addresses";
import type { BaselineList } from "@/lib/api/baseline.schema";
import {
  defaultBaselineSort,
  formatBaselinesQuery,
  type BaselinesQuery,
} from "@/lib/api/baselines-query";
import { operatingSystemLabel, operatingSystems } from "@/lib/domain/operating-system";
import { baselinesAddress } from "./baselines-address";
import { FilterMenu, type FilterChoice } from "@/components/ui/filter-menu";
import { TextFilter } from "@/components/ui/text-filter";

interface BaselineFiltersProps {
  readonly list: BaselineList;
  readonly query: BaselinesQuery;
  /** AWS's own baselines that no node uses and that this view leaves out. */
  readonly hidden: number;
}

/** Exactly those that are left out. */
function hiddenAddress({ accounts, regions, size }: BaselinesQuery): string {
  return baselinesAddress({
    owners: ["aws"],
    used: false,
    operatingSystems: null,
    defaultBaseline: null,
    accounts,
    regions,
    q: "",
    sort: defaultBaselineSort,
    page: 1,
    size,
  });
}

function systemChoices(query: BaselinesQuery): readonly FilterChoice[] {
  const asked = query.operatingSystems ?? [];
  return operatingSystems.map((system) => {
    const chosen = asked.includes(system);
    const next = chosen ? asked.filter((each) => each !== system) : [...asked, system];
    const part = { operatingSystems: next.length === 0 ? null : next, page: 1 };
    return {
      word: system,
      label: operatingSystemLabel(system),
      count: null,
      chosen,
      href: baselinesAddress({ ...query, ...part }),
    };
  });
}

function yesOrNo(value: boolean): readonly string[] {
  return [value ? "Yes" : "No"];
}

function Chips({ query }: { query: BaselinesQuery }) {
  const chips: ReadonlyArray<readonly [string, readonly string[] | null, Partial<BaselinesQuery>]> =
    [
      [
        "Default",
        query.defaultBaseline === null ? null : yesOrNo(query.defaultBaseline),
        { defaultBaseline: null },
      ],
      ["Used by nodes", query.used === null ? null : yesOrNo(query.used), { used: null }],
      ["Account", query.accounts, { accounts: null }],
      ["Region", query.regions, { regions: null }],
    ];
  return chips.map(([name, values, without]) =>
    values === null ? null : (
      <FilterChip
        key={name}
        name={name}
        values={values}
        href={baselinesAddress({ ...query, ...without, page: 1 })}
      />
    ),
  );
}

/** What narrows the list, what it leaves out by itself, and how many are left. */
export function BaselineFilters({ list, query, hidden }: BaselineFiltersProps) {
  const without = (part: Partial<BaselinesQuery>) =>
    baselinesAddress({ ...query, ...part, page: 1 });
  return (
    <div className="flex min-h-12 flex-wrap items-center gap-2 border-b border-line px-gutter py-2.25 print:hidden">
      <TextFilter
        action={baselinesPage}
        q={query.q}
        label="Filter by name, description, ID or patch group"
        placeholder="Name, ID or patch group"
        kept={formatBaselinesQuery({ ...query, q: "", page: 1 })}
        clearHref={without({ q: "" })}
      />
      <FilterMenu
        name="Operating system"
        choices={systemChoices(query)}
        clearHref={without({ operatingSystems: null })}
      />
      <Chips query={query} />
      {hidden === 0 ? null : (
        <a className={`${buttonClass} font-book! text-muted`} href={hiddenAddress(query)}>
          Unused AWS baselines hidden ({formatCount(hidden)})
        </a>
      )}
      <p className="ml-auto text-xs whitespace-nowrap text-subtle tabular-nums">
        <b className="font-strong text-ink">
          {formatCount(list.total)}
          {list.sources.some(({ readAt }) => readAt === null) ? "+" : ""}
        </b>{" "}
        {list.total === 1 ? "baseline" : "baselines"}
      </p>
    </div>
  );
}
