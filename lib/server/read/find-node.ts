import "server-only";
import type { InstanceId } from "@/lib/domain/instance-id";
import type { NodeDetail } from "@/lib/api/node.schema";
import type { SourceStatus } from "@/lib/api/source-status.schema";
import type { Viewer } from "@/lib/server/auth/viewer";
import { toNodeDetail } from "@/lib/server/read/node-facts";
import { nodeReading } from "@/lib/server/read/read-node";
import { sourcesFor, sourceStatus } from "@/lib/server/read/sources";
import type { Patience } from "@/lib/server/read/waiting";

/** Where a node id is registered, where it was looked for, and which of those could not say. */
export interface FoundPlaces {
  readonly nodes: readonly NodeDetail[];
  readonly searched: readonly SourceStatus[];
  /** Sources that failed or have not answered: the node may be there too. */
  readonly unread: readonly SourceStatus[];
}

/** Looks a node id up in every source the viewer may see. */
export async function findNode(
  viewer: Viewer,
  instanceId: InstanceId,
  patience: Patience,
): Promise<FoundPlaces> {
  const sources = await sourcesFor(viewer);
  const asked = await Promise.all(
    sources.map(async (opened) => ({
      opened,
      kept: await nodeReading(opened, instanceId).ask(patience),
    })),
  );
  const nowMs = Date.now();
  return {
    nodes: asked.flatMap(({ kept: { value } }) =>
      value === null || value === "noSuchNode" ? [] : [toNodeDetail(value, nowMs)],
    ),
    searched: asked.map(({ opened, kept }) => sourceStatus(opened, kept)),
    unread: asked.flatMap(({ opened, kept }) =>
      kept.value === null ? [sourceStatus(opened, kept)] : [],
    ),
  };
}
