"use client";

import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from "react";
import { nodePage } from "@/lib/api/addresses";
import { formatNodePatchesQuery, type NodePatchesQuery } from "@/lib/api/node-patches-query";
import { formatNodeView, type NodeView, type OpenPatch } from "@/lib/browser/node-view";
import { useNodePatches } from "@/lib/browser/use-node-patches";
import { showNodeView } from "@/lib/browser/show-node-view";
import { useShallowLinks } from "@/lib/browser/use-shallow-links";
import { utcDay } from "@/lib/domain/deadline";
import type { ListedNode } from "./node-patches";
import { listFailure } from "./list-failure";
import { allCount, countsFromNode } from "./patch-counts";
import { PatchFilters } from "./patch-filters";
import { PatchPanel } from "./patch-panel";
import { isSamePatch, patchRowId } from "./patch-row-id";
import { PatchRows } from "./patch-rows";
import { StateTabs } from "./state-tabs";

interface PatchListProps {
  readonly node: ListedNode;
  readonly view: NodeView;
  readonly nowMs: number;
}

/** Gives the focus back to the row whose panel was closed. */
function useFocusReturned(patch: OpenPatch | null): void {
  const last = useRef<OpenPatch | null>(null);
  useEffect(() => {
    const closed = patch === null ? last.current : null;
    last.current = patch;
    if (closed === null || document.activeElement !== document.body) return;
    document.getElementById(patchRowId(closed))?.focus({ preventScroll: true });
  }, [patch]);
}

/** Another page begins at its first row. */
function useScrolledToTop(root: RefObject<HTMLElement | null>, page: number): void {
  const last = useRef(page);
  useEffect(() => {
    if (last.current !== page) root.current?.scrollIntoView();
    last.current = page;
  }, [root, page]);
}

/** The rows of a view with their tabs, filters and panel. */
export function PatchList({ node, view, nowMs }: PatchListProps) {
  const { account, region, instanceId, operatingSystem, counts } = node;
  const { query, patch, scope } = view;
  const root = useRef<HTMLElement>(null);
  useShallowLinks(root);
  useFocusReturned(patch);
  useScrolledToTop(root, query.page);

  const state = useNodePatches(node, instanceId, query);
  const { data, isOutdated } = state;
  // Beside a list that could not be read, SSM's own zeros would look like health.
  const hasFailed = listFailure(state) !== null;
  const countsByState = useMemo(
    () => (hasFailed ? {} : (data?.countsByState ?? countsFromNode(counts))),
    [hasFailed, data?.countsByState, counts],
  );

  const hrefOf = useCallback(
    (asked: NodePatchesQuery, open: OpenPatch | null = null) =>
      nodePage(
        { account, region },
        instanceId,
        formatNodeView({ query: asked, patch: open, scope }),
      ),
    [account, region, instanceId, scope],
  );
  const patchHref = useCallback((open: OpenPatch) => hrefOf(query, open), [hrefOf, query]);

  const items = data?.items ?? [];
  const at = items.findIndex((item) => isSamePatch(item, patch));
  const openPatch = items[at] ?? null;
  const isLost = patch !== null && openPatch === null && data?.complete === true && !isOutdated;

  // A filter took the open row away: its panel goes too. A link that asks for such a row is told so instead.
  const search = formatNodePatchesQuery(query);
  const [linkedSearch] = useState(search);
  const isTakenAway = isLost && search !== linkedSearch;
  useEffect(() => {
    if (isTakenAway) showNodeView({ ...view, patch: null }, "replace");
  }, [isTakenAway, view]);

  const rowHref = (row: number) => {
    const item = items[row];
    return item === undefined ? null : patchHref(item);
  };

  return (
    <section ref={root} aria-label="Patches" className="flex flex-1 scroll-mt-12 flex-col">
      <StateTabs
        counts={countsByState}
        operatingSystem={operatingSystem}
        states={query.states}
        unlisted={node.unreportedNotApplicable}
        hrefOf={(states) => hrefOf({ ...query, states, page: 1 })}
      />
      <div
        className={
          openPatch === null
            ? undefined
            : "flex-1 lg:grid lg:grid-cols-[minmax(0,1fr)_22rem] xl:grid-cols-[minmax(0,1fr)_27rem] print:block!"
        }
      >
        <div className="min-w-0">
          <PatchFilters
            query={query}
            operatingSystem={operatingSystem}
            data={data}
            isOutdated={isOutdated}
            all={allCount(countsByState, operatingSystem)}
          />
          <PatchRows
            state={state}
            query={query}
            operatingSystem={operatingSystem}
            unlisted={node.unreportedNotApplicable}
            nowMs={nowMs}
            openPatch={openPatch}
            lostPatch={isLost && !isTakenAway ? patch : null}
            hrefOf={hrefOf}
            patchHref={patchHref}
          />
        </div>
        {openPatch === null ? null : (
          <PatchPanel
            source={node}
            instanceId={instanceId}
            operatingSystem={operatingSystem}
            patch={openPatch}
            today={utcDay(nowMs)}
            href={patchHref(openPatch)}
            previousHref={rowHref(at - 1)}
            nextHref={rowHref(at + 1)}
            closeHref={hrefOf(query)}
          />
        )}
      </div>
    </section>
  );
}
