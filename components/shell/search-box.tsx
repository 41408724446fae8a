"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { Icon } from "@/components/ui/icon";
import { searchPage } from "@/lib/api/addresses";
import { searchFieldId } from "@/lib/browser/shortcuts";
import { scopeOf } from "@/lib/browser/scope";

/** Finds from every page, within its scope: what names one page leads to it. A plain form: it works before anything is hydrated. */
export function SearchBox() {
  const asked = useSearchParams();
  const { accounts, regions } = scopeOf(asked);
  const searched = usePathname() === searchPage ? (asked.get("q") ?? "") : "";
  return (
    <search className="min-w-0 flex-1 sm:max-w-105">
      <form
        action={searchPage}
        method="get"
        className="relative flex h-7.5 items-center rounded-lg border border-line-control text-subtle max-sm:h-9 has-focus-visible:outline-2 has-focus-visible:outline-focus"
      >
        <Icon name="find" className="pointer-events-none absolute left-2.25 size-3.5" />
        <input
          id={searchFieldId}
          type="search"
          name="q"
          key={searched}
          defaultValue={searched}
          aria-label="Find nodes, patches, CVEs and baselines"
          placeholder="Node, KB, package or CVE"
          aria-keyshortcuts="/"
          autoComplete="off"
          spellCheck={false}
          className="size-full rounded-lg bg-transparent pr-2 pl-7.75 text-ink sm:pr-8 outline-none!"
        />
        {accounts.length === 0 ? null : (
          <input type="hidden" name="account" value={accounts.join(",")} />
        )}
        {regions.length === 0 ? null : (
          <input type="hidden" name="region" value={regions.join(",")} />
        )}
        <kbd
          aria-hidden="true"
          className="pointer-events-none absolute right-1.5 min-w-4.5 rounded-sm border border-line bg-page px-1 text-center font-sans text-2xs font-medium text-subtle max-sm:hidden"
        >
          /
        </kbd>
      </form>
    </search>
  );
}
