"use client";

import { useRouter } from "next/navigation";
import { startTransition, useOptimistic, useState } from "react";
import { Icon } from "@/components/ui/icon";
import { Popover } from "@/components/ui/popover";
import { keepPreference } from "@/lib/browser/keep-preference";
import { nodeTableColumns, shownColumnIds } from "./node-columns";

/** Which columns the list has: kept in this browser, and drawn by the server. */
export function ColumnsMenu({ columnIds }: { columnIds: readonly string[] }) {
  const router = useRouter();
  const [wasOpened, setWasOpened] = useState(false);
  const [shown, setShown] = useOptimistic(columnIds);

  const show = (chosen: readonly string[] | null) => {
    keepPreference("nodeColumns", chosen);
    startTransition(() => {
      setShown(shownColumnIds(chosen));
      router.refresh();
    });
  };
  const toggle = (id: string) =>
    show(shown.includes(id) ? shown.filter((each) => each !== id) : [...shown, id]);

  return (
    <Popover
      align="end"
      buttonLabel="Columns"
      onOpen={() => setWasOpened(true)}
      buttonClassName="inline-grid size-7.5 flex-none place-items-center rounded-lg text-subtle hover:bg-hover hover:text-ink max-sm:hidden"
      button={<Icon name="columns" />}
    >
      {wasOpened ? (
        <fieldset className="min-w-0">
          <legend className="px-2 pt-1 pb-0.5 text-xs text-subtle">Columns</legend>
          {nodeTableColumns.map(({ id, label }, at) => (
            <label
              key={id}
              className="flex min-h-7.5 cursor-pointer items-center gap-2 rounded-sm px-2 hover:bg-hover has-focus-visible:bg-hover has-disabled:text-faint"
            >
              <input
                type="checkbox"
                checked={shown.includes(id)}
                disabled={at === 0}
                onChange={() => toggle(id)}
              />
              {label}
            </label>
          ))}
          <button
            type="button"
            className="mt-1 flex min-h-7.5 w-full items-center rounded-sm border-t border-line-subtle px-2 text-left font-medium text-muted hover:bg-hover"
            onClick={() => show(null)}
          >
            Reset
          </button>
        </fieldset>
      ) : null}
    </Popover>
  );
}
