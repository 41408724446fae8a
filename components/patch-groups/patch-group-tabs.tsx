import { formatCount } from "@/components/ui/number-format";
import { tabClass, tabStripClass } from "@/components/ui/tab-class";
import type { PatchGroupList } from "@/lib/api/patch-group.schema";
import { patchGroupsAddress, type PatchGroupsQuery } from "@/lib/api/patch-groups-query";

interface PatchGroupTabsProps {
  readonly query: PatchGroupsQuery;
  readonly counts: PatchGroupList["counts"];
}

/** What is wrong with groups, as links: each number is the total of the list that it leads to. */
export function PatchGroupTabs({ query, counts }: PatchGroupTabsProps) {
  const tabs = [
    { label: "All groups", count: counts.all, registered: null, used: null },
    {
      label: "Registered without nodes",
      count: counts.registeredUnused,
      registered: true,
      used: false,
    },
    {
      label: "Nodes without a registered group",
      count: counts.usedUnregistered,
      registered: false,
      used: true,
    },
  ];
  return (
    <nav aria-label="Registration" className={tabStripClass}>
      {tabs.map(({ label, count, registered, used }) => (
        <a
          key={label}
          href={patchGroupsAddress({ ...query, registered, used, page: 1 })}
          aria-current={query.registered === registered && query.used === used ? "page" : undefined}
          data-zero={count === 0 ? "" : undefined}
          className={tabClass}
        >
          {label}
          <b className="text-xs font-medium tabular-nums">{formatCount(count)}</b>
        </a>
      ))}
    </nav>
  );
}
