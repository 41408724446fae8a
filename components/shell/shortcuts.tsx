"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useRef } from "react";
import { iconButtonClass } from "@/components/ui/button-class";
import { Icon } from "@/components/ui/icon";
import { settingsPage } from "@/lib/api/addresses";
import { scopeOf, withinScope } from "@/lib/browser/scope";
import { listenToShortcuts } from "@/lib/browser/shortcuts";
import { places } from "./places";
import { ShortcutList } from "./shortcut-list";

/** Single keys, and the dialog that lists them. */
export function Shortcuts() {
  const dialog = useRef<HTMLDialogElement>(null);
  const search = useSearchParams();

  useEffect(() => {
    const scope = scopeOf(search);
    return listenToShortcuts({
      places: new Map([
        ...places.map(({ key, href }) => [key, withinScope(href, scope)] as const),
        ["s", settingsPage],
      ]),
      onHelp: () => dialog.current?.showModal(),
    });
  }, [search]);

  return (
    <dialog
      ref={dialog}
      aria-labelledby="shortcuts-title"
      // A click beside the list closes it, as Esc does.
      closedby="any"
      className="m-auto w-100 max-w-[calc(100vw-2rem)] rounded-lg bg-raised p-4 text-ink shadow-pop backdrop:bg-black/30"
    >
      <div className="flex items-center justify-between">
        <h2 id="shortcuts-title" className="text-base font-semibold">
          Keyboard shortcuts
        </h2>
        <button
          type="button"
          aria-label="Close"
          className={iconButtonClass}
          onClick={() => dialog.current?.close()}
        >
          <Icon name="close" className="size-3.5" />
        </button>
      </div>
      <div className="mt-3">
        <ShortcutList />
      </div>
      <p className="mt-3 text-xs text-subtle">
        They can be turned off in the{" "}
        <a className="font-medium text-accent" href={settingsPage}>
          settings
        </a>
        .
      </p>
    </dialog>
  );
}
