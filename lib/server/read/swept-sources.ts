import "server-only";
import type { SweptSource } from "@/lib/api/sweep.schema";
import type { ReadFailure } from "@/lib/domain/read-failure";
import { sourceKey, type Source } from "@/lib/domain/source";
import type { Viewer } from "@/lib/server/auth/viewer";
import { sourcesOrFailure } from "@/lib/server/read/sources";
import { aliasOf } from "@/lib/server/read/sweep-facts";
import type { StoredSource } from "@/lib/server/store/sources";
import type { StoredSweepSource } from "@/lib/server/store/sweep-parts";

/** The configured sources; while the own account is not known, those that were read before. */
async function shownSources(
  viewer: Viewer,
  stored: readonly StoredSource[],
): Promise<{ readonly shown: readonly Source[]; readonly error: ReadFailure | null }> {
  const { sources, failure } = await sourcesOrFailure(viewer);
  if (sources.length > 0) return { shown: sources.map(({ source }) => source), error: null };
  const before = stored.filter((each) => viewer.maySee(each));
  return { shown: before.map(({ account, region }) => ({ account, region })), error: failure };
}

function statusOf(
  stored: StoredSource | undefined,
  newest: StoredSweepSource | undefined,
): SweptSource["status"] {
  if (stored !== undefined && stored.failure !== null) return "failed";
  if (stored !== undefined && stored.readAt !== null) return "read";
  return newest?.status === "running" ? "reading" : "neverRead";
}

/**
 * How each source that the viewer may see stands, by the store, in the order of the configuration. `parts` are those of the last runs, the newest run
 * first: how many nodes a source has is what its last listing said.
 */
export async function sweptSources(
  viewer: Viewer,
  stored: readonly StoredSource[],
  parts: readonly StoredSweepSource[],
): Promise<{ readonly sources: readonly SweptSource[]; readonly error: ReadFailure | null }> {
  const { shown, error } = await shownSources(viewer, stored);
  const sources = shown.map(({ account, region }): SweptSource => {
    const key = sourceKey({ account, region });
    const known = stored.find((each) => sourceKey(each) === key);
    const own = parts.filter((part) => sourceKey(part) === key);
    const listed = own.find(({ nodesTotal }) => nodesTotal !== null);
    return {
      account,
      region,
      alias: aliasOf(account),
      status: statusOf(known, own[0]),
      readAt: known?.readAt ?? null,
      error: known?.failure ?? null,
      nodes: listed?.nodesTotal ?? null,
      nodesUnread: listed?.nodesFailed ?? null,
    };
  });
  return { sources, error };
}
