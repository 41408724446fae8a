"use client";

import { useEffect, useRef } from "react";
import { Icon } from "@/components/ui/icon";
import { nodesPage } from "@/lib/api/addresses";

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** Finds nodes from every page. A plain form: it works before anything is hydrated. */
export function NodeSearch() {
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || document.querySelector("dialog[open]") !== null) return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    document.addEventListener("keydown", focus);
    return () => document.removeEventListener("keydown", focus);
  }, []);

  return (
    <search className="min-w-0 flex-1 sm:max-w-105">
      <form
        action={nodesPage}
        method="get"
        className="relative flex h-7.5 items-center rounded-lg border border-line-control text-subtle max-sm:h-9 has-focus-visible:outline-2 has-focus-visible:outline-focus"
      >
        <Icon name="find" className="pointer-events-none absolute left-2.25 size-3.5" />
        <input
          ref={field}
          type="search"
          name="q"
          aria-label="Find nodes by name, id or IP address"
          placeholder="Node name, ID or IP"
          aria-keyshortcuts="/"
          autoComplete="off"
          spellCheck={false}
          className="size-full rounded-lg bg-transparent pr-8 pl-7.75 text-ink outline-none!"
        />
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
