import "server-only";
import type { ManagedNode } from "@/lib/domain/managed-node";
import type { NodePatchState } from "@/lib/domain/node-patch-state";
import type { InstanceId } from "@/lib/domain/instance-id";
import { nodeName } from "@/lib/domain/managed-node";
import {
  operatingSystemOf,
  platformLabel,
  type OperatingSystem,
} from "@/lib/domain/operating-system";
import { freshnessOf, type FreshnessDays } from "@/lib/domain/freshness";
import type { Source } from "@/lib/domain/source";
import { verdictOf, type Evidence } from "@/lib/domain/verdict";
import type { NodeDetail, NodeItem } from "@/lib/api/node.schema";
import { config } from "@/lib/server/config";

/** Everything read of one node: list, page and verdict all come from this. */
export interface NodeFacts {
  readonly source: Source;
  readonly alias: string | null;
  readonly instanceId: InstanceId;
  readonly listing: NodeDetail["listing"];
  /** null for a node that SSM no longer lists but still has results of. */
  readonly node: ManagedNode | null;
  readonly patchState: NodePatchState | null;
  readonly evidence: Evidence;
  readonly nameTag: string | null;
  readonly patchGroupTag: string | null;
  readonly baselineName: string | null;
  readonly readAt: string;
}

const noPlatform = { platformType: null, platformName: null, platformVersion: null };

/** AWS's OperatingSystem of the node. */
export function operatingSystemOfNode(facts: NodeFacts): OperatingSystem | null {
  return operatingSystemOf(facts.node ?? noPlatform);
}

/** The node as the list shows it, judged as of `nowMs`. */
export function toNodeItem(
  facts: NodeFacts,
  nowMs: number,
  freshnessDays: FreshnessDays = config().freshnessDays,
): NodeItem {
  const { source, node, patchState, instanceId } = facts;
  const { verdict, reason } = verdictOf(facts.evidence);
  const platform = node ?? noPlatform;
  return {
    account: source.account,
    region: source.region,
    instanceId,
    name: nodeName(instanceId, facts.nameTag, node),
    platformType: platform.platformType,
    platformName: platform.platformName,
    platformVersion: platform.platformVersion,
    platformLabel: platformLabel(platform),
    operatingSystem: operatingSystemOf(platform),
    // What the node itself reported at its last operation; before the first one, the tag it carries.
    patchGroup: patchState ? patchState.patchGroup : facts.patchGroupTag,
    baselineId: patchState?.baselineId ?? null,
    baselineName: facts.baselineName,
    verdict,
    reason,
    freshness: freshnessOf(patchState?.operationEndTime ?? null, nowMs, freshnessDays),
    counts: patchState?.counts ?? null,
    operation: patchState?.operation ?? null,
    operationEndTime: patchState?.operationEndTime ?? null,
    readAt: facts.readAt,
    pingStatus: node?.pingStatus ?? null,
    ipAddress: node?.ipAddress ?? null,
    computerName: node?.computerName ?? null,
  };
}

/** The node with every field AWS gives of it. */
export function toNodeDetail(facts: NodeFacts, nowMs: number): NodeDetail {
  const { node, patchState } = facts;
  return {
    ...toNodeItem(facts, nowMs),
    alias: facts.alias,
    listing: facts.listing,
    lastPingDateTime: node?.lastPingDateTime ?? null,
    agentVersion: node?.agentVersion ?? null,
    isLatestVersion: node?.isLatestVersion ?? null,
    activationId: node?.activationId ?? null,
    iamRole: node?.iamRole ?? null,
    registrationDate: node?.registrationDate ?? null,
    resourceType: node?.resourceType ?? null,
    associationStatus: node?.associationStatus ?? null,
    lastAssociationExecutionDate: node?.lastAssociationExecutionDate ?? null,
    lastSuccessfulAssociationExecutionDate: node?.lastSuccessfulAssociationExecutionDate ?? null,
    sourceId: node?.sourceId ?? null,
    sourceType: node?.sourceType ?? null,
    sourceLocation: node?.sourceLocation ?? null,
    unreportedNotApplicable: patchState?.unreportedNotApplicable ?? null,
    operationStartTime: patchState?.operationStartTime ?? null,
    rebootOption: patchState?.rebootOption ?? null,
    lastNoRebootInstallOperationTime: patchState?.lastNoRebootInstallOperationTime ?? null,
    snapshotId: patchState?.snapshotId ?? null,
    installOverrideList: patchState?.installOverrideList ?? null,
    ownerInformation: patchState?.ownerInformation ?? null,
  };
}
