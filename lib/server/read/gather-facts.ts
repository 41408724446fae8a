import "server-only";
import { LRUCache } from "lru-cache";
import type { InstanceId } from "@/lib/domain/instance-id";
import type { ManagedNode } from "@/lib/domain/managed-node";
import type { NodePatchState } from "@/lib/domain/node-patch-state";
import { sourceKey } from "@/lib/domain/source";
import type { Evidence } from "@/lib/domain/verdict";
import { getResources, type NodeTags } from "@/lib/server/aws/get-resources";
import { hasAssociationPatchCompliance } from "@/lib/server/aws/list-compliance-items";
import { AwsReadError } from "@/lib/server/aws/aws-read-error";
import { log } from "@/lib/server/log";
import { oncePerProcess } from "@/lib/server/process-wide";
import { availableSecurityUpdatesRule, baselinesOf } from "@/lib/server/read/baselines-used";
import type { NodeFacts } from "@/lib/server/read/node-facts";
import type { OpenedSource } from "@/lib/server/sweep/opened-sources";

/** A node as SSM's two listings know it. */
export interface FoundNode {
  readonly instanceId: InstanceId;
  readonly listing: NodeFacts["listing"];
  readonly node: ManagedNode | null;
  readonly patchState: NodePatchState | null;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Tags change rarely and cost a call per hundred nodes; kept by source and node. */
const tagsKept = oncePerProcess(
  "node-tags",
  () => new LRUCache<string, NodeTags>({ max: 100_000, ttl: dayMs }),
);

/** Which nodes without a node patch state are known by association: a call a node, kept by source and node. */
const associationsKept = oncePerProcess(
  "association-only",
  () => new LRUCache<string, boolean>({ max: 100_000, ttl: hourMs }),
);

function nodeKey({ source }: OpenedSource, instanceId: InstanceId): string {
  return `${sourceKey(source)}/${instanceId}`;
}

const noTags: NodeTags = { name: null, patchGroup: null };

/** Name and patch group by tag; nodes without tags are remembered too. A role that may not ask costs the names only. */
async function tagsOf(
  opened: OpenedSource,
  instanceIds: readonly InstanceId[],
): Promise<ReadonlyMap<InstanceId, NodeTags>> {
  const unasked = instanceIds.filter((id) => !tagsKept().has(nodeKey(opened, id)));
  try {
    const found = await getResources(opened.clients, unasked);
    for (const id of unasked) tagsKept().set(nodeKey(opened, id), found.get(id) ?? noTags);
  } catch (error) {
    if (!(error instanceof AwsReadError)) throw error;
    log().warn({ event: "tagsUnread", source: opened.source, code: error.code, error });
  }
  return new Map(instanceIds.map((id) => [id, tagsKept().get(nodeKey(opened, id)) ?? noTags]));
}

/** Why a node has no node patch state: asked of SSM, never guessed. */
async function reasonFor(opened: OpenedSource, instanceId: InstanceId): Promise<Evidence> {
  const key = nodeKey(opened, instanceId);
  try {
    const byAssociation =
      associationsKept().get(key) ??
      (await hasAssociationPatchCompliance(opened.clients, instanceId));
    associationsKept().set(key, byAssociation);
    return { counts: null, reason: byAssociation ? "associationOnly" : "neverScanned" };
  } catch (error) {
    if (!(error instanceof AwsReadError)) throw error;
    log().warn({
      event: "associationUnread",
      source: opened.source,
      instanceId,
      code: error.code,
      error,
    });
    return { counts: null, reason: "couldNotBeRead" };
  }
}

async function evidenceOf(
  opened: OpenedSource,
  { instanceId, patchState }: FoundNode,
): Promise<Evidence> {
  if (patchState === null) return reasonFor(opened, instanceId);
  return {
    counts: patchState.counts,
    availableSecurityUpdates: await availableSecurityUpdatesRule(opened, patchState),
  };
}

/** Everything else that is shown of the nodes found: names, the evidence of their verdicts, baselines' names. */
export async function gatherFacts(
  opened: OpenedSource,
  found: readonly FoundNode[],
  readAt: string,
): Promise<readonly NodeFacts[]> {
  const [tags, baselines, evidences] = await Promise.all([
    tagsOf(
      opened,
      found.map(({ instanceId }) => instanceId),
    ),
    baselinesOf(opened),
    Promise.all(found.map((each) => evidenceOf(opened, each))),
  ]);
  return found.map((each, at) => {
    const { name, patchGroup } = tags.get(each.instanceId) ?? noTags;
    const { baselineId = null } = each.patchState ?? {};
    return {
      ...each,
      source: opened.source,
      alias: opened.alias,
      evidence: evidences[at] ?? { counts: null, reason: "couldNotBeRead" },
      nameTag: name,
      patchGroupTag: patchGroup,
      baselineName: baselineId === null ? null : (baselines.get(baselineId)?.name ?? null),
      readAt,
    };
  });
}
