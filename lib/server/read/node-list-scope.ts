import "server-only";
import type { Viewer } from "@/lib/server/auth/viewer";
import { keptNumbers } from "@/lib/server/read/kept-numbers";
import { judgingDays } from "@/lib/server/read/node-facts";
import type { NodeListScope } from "@/lib/server/read/node-list-from-store";
import { readSources } from "@/lib/server/read/source-readings";
import { sourcesFor } from "@/lib/server/read/sources";
import type { Patience } from "@/lib/server/settled-within";

/** What a viewer's nodes are listed from, as it stands after waiting as long as `patience` allows for a first reading. */
export async function scopeFor(viewer: Viewer, patience: Patience): Promise<NodeListScope> {
  const readings = await readSources(await sourcesFor(viewer), patience);
  return {
    sources: readings.map(({ state, status }) => ({ sourceNo: state.sourceNo, status })),
    numbers: keptNumbers(),
    nowMs: Date.now(),
    ...judgingDays(),
  };
}
