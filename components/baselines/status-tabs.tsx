import { formatCount } from "@/components/ui/number-format";
import { tabClass, tabStripClass } from "@/components/ui/tab-class";
import { statusWord, type EffectivePatchesQuery } from "@/lib/api/effective-patches-query";
import type { EffectivePatches } from "@/lib/api/effective-patches.schema";
import { deploymentStatuses } from "@/lib/domain/effective-patch";
import type { BaselineKey } from "./baselines-address";
import { deploymentStatusWords } from "./deployment-status-mark";
import { effectiveAddress } from "./effective-address";

interface StatusTabsProps {
  readonly baseline: BaselineKey;
  readonly query: EffectivePatchesQuery;
  /** By AWS's word, under every filter but the status. */
  readonly counts: EffectivePatches["countsByStatus"];
}

/** A baseline's effective patches by what it makes of them, as links. */
export function StatusTabs({ baseline, query, counts }: StatusTabsProps) {
  const byWord = new Map<string, number>();
  for (const [status, count] of Object.entries(counts)) {
    const word = statusWord(status);
    byWord.set(word, (byWord.get(word) ?? 0) + count);
  }
  const all = [...byWord.values()].reduce((sum, count) => sum + count, 0);
  const unrecognised = byWord.get("unrecognised") ?? 0;
  const here = query.statuses?.map((status) => statusWord(status)).join(",") ?? "all";
  const tabs = [
    { status: null, word: "all", label: "All patches", count: all },
    ...deploymentStatuses.map((status) => ({
      status,
      word: statusWord(status),
      label: deploymentStatusWords(status),
      count: byWord.get(statusWord(status)) ?? 0,
    })),
    {
      status: "unrecognised" as const,
      word: "unrecognised",
      label: "Other",
      count: unrecognised,
    },
  ];
  return (
    <nav aria-label="Deployment status" className={tabStripClass}>
      {tabs.map(({ status, word, label, count }) =>
        word === "unrecognised" && count === 0 && here !== word ? null : (
          <a
            key={word}
            href={effectiveAddress(baseline, {
              ...query,
              statuses: status === null ? null : [status],
              page: 1,
            })}
            aria-current={here === word ? "page" : undefined}
            data-zero={count === 0 ? "" : undefined}
            className={tabClass}
          >
            {label}
            <b className="text-xs font-medium tabular-nums">{formatCount(count)}</b>
          </a>
        ),
      )}
    </nav>
  );
}
