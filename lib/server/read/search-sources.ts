import "server-only";
import type { SourceStatus } from "@/lib/api/source-status.schema";
import type { Viewer } from "@/lib/server/auth/viewer";
import type { Kept } from "@/lib/server/kept-reading";
import { sourcesFor, sourceStatus } from "@/lib/server/read/sources";
import type { OpenedSource } from "@/lib/server/sweep/opened-sources";

/** What every source said, which sources were asked, and which of those could not say. */
export interface SearchedSources<Value> {
  readonly asked: ReadonlyArray<{ readonly opened: OpenedSource; readonly kept: Kept<Value> }>;
  readonly searched: readonly SourceStatus[];
  /** Sources that failed or have not answered: what is looked for may be there too. */
  readonly unread: readonly SourceStatus[];
}

/** Asks the same of every source the viewer may see. */
export async function searchSources<Value>(
  viewer: Viewer,
  ask: (opened: OpenedSource) => Promise<Kept<Value>>,
): Promise<SearchedSources<Value>> {
  const sources = await sourcesFor(viewer);
  const asked = await Promise.all(
    sources.map(async (opened) => ({ opened, kept: await ask(opened) })),
  );
  return {
    asked,
    searched: asked.map(({ opened, kept }) => sourceStatus(opened, kept)),
    unread: asked.flatMap(({ opened, kept }) =>
      kept.value === null ? [sourceStatus(opened, kept)] : [],
    ),
  };
}
