import type { Source } from "@/lib/domain/source";

/** Every address of a page and of the API: nothing else writes one by hand. */

const segment = encodeURIComponent;

function nodeSegments(source: Source, instanceId: string): string {
  return `${segment(source.account)}/${segment(source.region)}/${segment(instanceId)}`;
}

export const nodesPage = "/nodes";

/** The page of one node; the link that is shared. `search` is a formatted query without its `?`. */
export function nodePage(source: Source, instanceId: string, search = "state=findings"): `/nodes/${string}` {
  return `/nodes/${nodeSegments(source, instanceId)}?${search}`;
}

/** Finds the node whose account and Region are not known: redirects, or asks which. */
export function nodeResolverPage(instanceId: string): `/nodes/${string}` {
  return `/nodes/${segment(instanceId)}`;
}

export const nodesApi = "/api/v1/nodes";

export function nodeApi(source: Source, instanceId: string): string {
  return `${nodesApi}/${nodeSegments(source, instanceId)}`;
}

export function nodePatchesApi(source: Source, instanceId: string): string {
  return `${nodeApi(source, instanceId)}/patches`;
}

/** POST: reads the node from SSM now and tells its progress as NDJSON. */
export function nodePatchesReadApi(source: Source, instanceId: string): string {
  return `${nodePatchesApi(source, instanceId)}/read`;
}

/** The heading of docs/errors.md that explains a problem; also the `type` of a problem body. */
export function problemType(code: string): string {
  return `urn:patchboard:problem:${code}`;
}
