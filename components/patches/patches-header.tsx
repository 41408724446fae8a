"use client";

import { CopyButton } from "@/components/ui/copy-button";
import { ExportMenu } from "@/components/ui/export-menu";
import { countOf, formatCount } from "@/components/ui/number-format";
import { HeaderActions } from "@/components/ui/header-actions";
import { patchesApi } from "@/lib/api/addresses";
import type { PatchList } from "@/lib/api/patch.schema";
import { formatPatchesQuery, type PatchesQuery } from "@/lib/api/patches-query";
import { listFiles } from "@/lib/browser/list-files";
import { patchesAddress } from "./patches-address";
import { RowsRead } from "./rows-read";

interface PatchesHeaderProps {
  readonly list: Pick<PatchList, "asOf" | "rows" | "total" | "totalPatches">;
  readonly query: PatchesQuery;
  readonly nowMs: number;
}

/** How many patches need attention somewhere, and what that rests on. */
export function PatchesHeader({ list, query, nowMs }: PatchesHeaderProps) {
  return (
    <header className="flex min-h-14.75 flex-wrap items-center gap-x-2.5 gap-y-1 px-gutter py-3">
      <h1 className="text-xl font-semibold">Patches</h1>
      <p className="text-xs text-subtle tabular-nums">
        {list.asOf === null ? null : (
          <>
            <b className="font-medium text-muted">{formatCount(list.totalPatches)}</b>{" "}
            {list.totalPatches === 1 ? "patch needs" : "patches need"} attention,{" "}
          </>
        )}
        <RowsRead rows={list.rows} asOf={list.asOf} nowMs={nowMs} />
      </p>
      <HeaderActions>
        <CopyButton
          look="button"
          icon="link"
          label="Copy link"
          shortcut="c"
          text={() => new URL(patchesAddress(query), window.location.origin).href}
          className="max-sm:flex-1"
        />
        {list.asOf === null || list.total === 0 ? null : (
          <ExportMenu
            what={countOf(list.total, "patch", "patches")}
            files={listFiles(patchesApi, formatPatchesQuery(query))}
          />
        )}
      </HeaderActions>
    </header>
  );
}
