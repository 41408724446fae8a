"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { startTransition, useOptimistic } from "react";
import { Icon } from "@/components/ui/icon";
import { Popover } from "@/components/ui/popover";
import {
  baselinesPage,
  cvesPage,
  nodesPage,
  overviewPage,
  patchesPage,
  searchPage,
} from "@/lib/api/addresses";
import type { SourceStatus } from "@/lib/api/source-status.schema";
import { scopeOf, toggled, withinScope, type Scope } from "@/lib/browser/scope";

interface ScopeSwitchProps {
  readonly sources: ReadonlyArray<Pick<SourceStatus, "account" | "alias" | "region">>;
}

interface ChoicesProps {
  readonly name: string;
  readonly all: ReadonlyArray<{ readonly word: string; readonly label: string }>;
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Lists that take a scope; every other page is of one thing, or of none. */
const listPages = [
  overviewPage,
  nodesPage,
  patchesPage,
  cvesPage,
  baselinesPage,
  searchPage,
] as const;

function Choices({ name, all, chosen, onChange }: ChoicesProps) {
  if (all.length < 2) return null;
  const words = all.map(({ word }) => word);
  return (
    <fieldset className="min-w-0 not-first:mt-1 not-first:border-t not-first:border-line-subtle not-first:pt-1">
      <legend className="px-2 pt-1 pb-0.5 text-xs text-subtle">{name}</legend>
      {all.map(({ word, label }) => (
        <label
          key={word}
          className="flex min-h-7.5 cursor-pointer items-center gap-2 rounded-sm px-2 hover:bg-hover has-focus-visible:bg-hover"
        >
          <input
            type="checkbox"
            checked={chosen.includes(word)}
            onChange={() => onChange(toggled(chosen, word, words))}
          />
          <span className="min-w-0 flex-1 truncate">{label}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Narrows the lists to some accounts and Regions; nothing to narrow with one source. */
export function ScopeSwitch({ sources }: ScopeSwitchProps) {
  const search = useSearchParams();
  const path = usePathname();
  const router = useRouter();
  const list = listPages.find((page) => page === path);
  // A box is ticked at once; the address follows, and has the last word.
  const [scope, setScope] = useOptimistic(scopeOf(search));
  if (sources.length < 2) return null;

  const accounts = [
    ...new Map(
      sources.map(({ account, alias }) => [account, { word: account, label: alias ?? account }]),
    ).values(),
  ];
  const regions = [...new Set(sources.map(({ region }) => region))]
    .toSorted()
    .map((region) => ({ word: region, label: region }));

  const show = (next: Scope) => {
    startTransition(() => {
      setScope(next);
      router.push(withinScope(list ?? nodesPage, next, list ? search.toString() : ""), {
        scroll: false,
      });
    });
  };

  const labels = [...accounts, ...regions]
    .filter(({ word }) => scope.accounts.includes(word) || scope.regions.includes(word))
    .map(({ label }) => label);
  const words = labels.length === 0 ? "All sources" : labels.join(", ");

  return (
    <Popover
      buttonLabel={`Scope: ${words}`}
      buttonClassName="inline-flex h-7.5 max-w-60 min-w-0 flex-none items-center gap-1.5 rounded-lg px-2 font-medium text-muted hover:bg-hover max-sm:size-9 max-sm:justify-center max-sm:px-0"
      button={
        <>
          <Icon name="source" className="size-4 text-subtle sm:hidden" />
          <span className="truncate max-sm:hidden">{words}</span>
          <Icon name="down" className="size-3 text-subtle max-sm:hidden" />
        </>
      }
    >
      <Choices
        name="Accounts"
        all={accounts}
        chosen={scope.accounts}
        onChange={(chosen) => show({ ...scope, accounts: chosen })}
      />
      <Choices
        name="Regions"
        all={regions}
        chosen={scope.regions}
        onChange={(chosen) => show({ ...scope, regions: chosen })}
      />
      {labels.length === 0 ? null : (
        <button
          type="button"
          className="mt-1 flex min-h-7.5 w-full items-center rounded-sm border-t border-line-subtle px-2 text-left font-medium text-muted hover:bg-hover"
          onClick={() => show({ accounts: [], regions: [] })}
        >
          All sources
        </button>
      )}
    </Popover>
  );
}
