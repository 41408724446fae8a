import { operatingSystemWord, type OperatingSystem } from "@/lib/domain/operating-system";
import type { Source } from "@/lib/domain/source";

/** Every address of a page and of the API: nothing else writes one by hand. */

const segment = encodeURIComponent;

/** A thing of one account and Region, by its short id. */
function segmentsOf(source: Source, id: string): string {
  return `${segment(source.account)}/${segment(source.region)}/${segment(id)}`;
}

export const overviewPage = "/";

export const nodesPage = "/nodes";

/** The page of one node; the link that is shared. `search` is a formatted query without its `?`. */
export function nodePage(
  source: Source,
  instanceId: string,
  search = "state=findings",
): `/nodes/${string}` {
  return `/nodes/${segmentsOf(source, instanceId)}?${search}`;
}

/** Finds the node whose account and Region are not known: redirects, or asks which. */
export function nodeResolverPage(instanceId: string): `/nodes/${string}` {
  return `/nodes/${segment(instanceId)}`;
}

export const nodesApi = "/api/v1/nodes";

export function nodeApi(source: Source, instanceId: string): string {
  return `${nodesApi}/${segmentsOf(source, instanceId)}`;
}

export function nodePatchesApi(source: Source, instanceId: string): string {
  return `${nodeApi(source, instanceId)}/patches`;
}

/** What has happened to a node, a day an item. */
export function nodeHistoryApi(source: Source, instanceId: string): string {
  return `${nodeApi(source, instanceId)}/history`;
}

/** POST: reads the node from SSM now and tells its progress as NDJSON. */
export function nodePatchesReadApi(source: Source, instanceId: string): string {
  return `${nodePatchesApi(source, instanceId)}/read`;
}

/** The fleet in numbers. */
export const fleetApi = "/api/v1/fleet";

export const patchesPage = "/patches";

/** An operating system as a segment; what AWS's words do not name is `unrecognised`. */
function systemSegment(operatingSystem: OperatingSystem | null): string {
  return operatingSystem === null ? "unrecognised" : operatingSystemWord(operatingSystem);
}

const withSearch = (search: string) => (search === "" ? "" : `?${search}`);

/** The page of one KB or package of one operating system. `search` is a formatted query without its `?`. */
export function patchPage(
  operatingSystem: OperatingSystem | null,
  kbId: string,
  search = "",
): `/patches/${string}` {
  return `/patches/${systemSegment(operatingSystem)}/${segment(kbId)}${withSearch(search)}`;
}

export const patchesApi = "/api/v1/patches";

export function patchApi(operatingSystem: OperatingSystem | null, kbId: string): string {
  return `${patchesApi}/${systemSegment(operatingSystem)}/${segment(kbId)}`;
}

/** How a patch came to its nodes, day by day. */
export function rolloutApi(operatingSystem: OperatingSystem | null, kbId: string): string {
  return `${patchApi(operatingSystem, kbId)}/rollout`;
}

export const cvesPage = "/cves";

/** The page of one CVE. `search` is a formatted query without its `?`. */
export function cvePage(cveId: string, search = ""): `/cves/${string}` {
  return `/cves/${segment(cveId)}${withSearch(search)}`;
}

export const cvesApi = "/api/v1/cves";

export function cveApi(cveId: string): string {
  return `${cvesApi}/${segment(cveId)}`;
}

/** A group is a query value, never a segment: names hold slashes. */
export const patchGroupsPage = "/patch-groups";

export const patchGroupsApi = "/api/v1/patch-groups";

export const searchPage = "/search";

export const searchApi = "/api/v1/search";

/** The fleet, a point a day. */
export const historyApi = "/api/v1/fleet/history";

export const baselinesPage = "/baselines";

/** The page of one baseline, by its short id: an ARN holds slashes. `search` is a formatted query without its `?`. */
export function baselinePage(
  source: Source,
  baselineId: string,
  search = "",
): `/baselines/${string}` {
  return `/baselines/${segmentsOf(source, baselineId)}${search === "" ? "" : `?${search}`}`;
}

/** Finds the baseline whose account and Region are not known: redirects, or asks which. */
export function baselineResolverPage(baselineId: string): `/baselines/${string}` {
  return `/baselines/${segment(baselineId)}`;
}

export const baselinesApi = "/api/v1/baselines";

export function baselineApi(source: Source, baselineId: string): string {
  return `${baselinesApi}/${segmentsOf(source, baselineId)}`;
}

export function effectivePatchesApi(source: Source, baselineId: string): string {
  return `${baselineApi(source, baselineId)}/effective-patches`;
}

export const sweepsPage = "/sweeps";

/** The page of the sweeps with one of them opened. */
export function sweepPage(sweepId: string): `/sweeps?${string}` {
  return `${sweepsPage}?sweep=${segment(sweepId)}`;
}

/** GET: the sweeps. POST: asks for one. */
export const sweepsApi = "/api/v1/sweeps";

export function sweepApi(sweepId: string): string {
  return `${sweepsApi}/${segment(sweepId)}`;
}

export const settingsPage = "/settings";

/** The heading of docs/errors.md that explains a problem; also the `type` of a problem body. */
export function problemType(code: string): string {
  return `urn:patchboard:problem:${code}`;
}
