"use client";

import { CopyButton } from "@/components/ui/copy-button";
import { ExportMenu } from "@/components/ui/export-menu";
import { countOf, formatCount } from "@/components/ui/number-format";
import { TimeAgo } from "@/components/ui/time-ago";
import { HeaderActions } from "@/components/ui/header-actions";
import { patchGroupsApi } from "@/lib/api/addresses";
import type { PatchGroupList } from "@/lib/api/patch-group.schema";
import {
  formatPatchGroupsQuery,
  patchGroupsAddress,
  type PatchGroupsQuery,
} from "@/lib/api/patch-groups-query";
import { listFiles } from "@/lib/browser/list-files";

interface PatchGroupsHeaderProps {
  readonly list: Pick<PatchGroupList, "asOf" | "sources" | "total" | "totalGroups">;
  readonly query: PatchGroupsQuery;
  readonly nowMs: number;
}

/** How many patch groups there are, where, and when that was read. */
export function PatchGroupsHeader({ list, query, nowMs }: PatchGroupsHeaderProps) {
  const { asOf, sources, total, totalGroups } = list;
  const isWhole = sources.every(({ status }) => status === "read");
  return (
    <header className="flex min-h-14.75 flex-wrap items-center gap-x-2.5 gap-y-1 px-gutter py-3">
      <h1 className="text-xl font-semibold">Patch groups</h1>
      <p className="text-xs text-subtle tabular-nums">
        {asOf === null ? (
          "Not read yet"
        ) : (
          <>
            <b className="font-medium text-muted">
              {isWhole ? "" : "≥\u00a0"}
              {formatCount(totalGroups)}
            </b>{" "}
            in {countOf(sources.length, "source", "sources")} · Read from SSM{" "}
            <TimeAgo time={asOf} nowMs={nowMs} className="font-medium text-muted" />
          </>
        )}
      </p>
      {asOf === null ? null : (
        <HeaderActions>
          <CopyButton
            look="button"
            icon="link"
            label="Copy link"
            shortcut="c"
            text={() => new URL(patchGroupsAddress(query), window.location.origin).href}
            className="max-sm:flex-1"
          />
          {total === 0 ? null : (
            <ExportMenu
              what={countOf(total, "group", "groups")}
              files={listFiles(patchGroupsApi, formatPatchGroupsQuery(query))}
            />
          )}
        </HeaderActions>
      )}
    </header>
  );
}
