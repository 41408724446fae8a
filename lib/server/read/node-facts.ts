import "server-only";
import { nodeName } from "@/lib/domain/managed-node";
import {
  operatingSystemOf,
  platformLabel,
  type OperatingSystem,
} from "@/lib/domain/operating-system";
import { deadlineOf, dueFirst, utcDay, type DeadlineDays } from "@/lib/domain/deadline";
import { freshnessOf, type FreshnessDays } from "@/lib/domain/freshness";
import type { Source } from "@/lib/domain/source";
import { verdictOf } from "@/lib/domain/verdict";
import type { NodeDetail, NodeItem } from "@/lib/api/node.schema";
import { config } from "@/lib/server/config";
import type { NamedNode } from "@/lib/server/store/named-nodes";
import type { StoredNode } from "@/lib/server/store/stored-node";
import type { OpenedSource } from "@/lib/server/sweep/opened-sources";

/** Everything stored of one node but its rows: list, page and verdict all come from this. */
export interface NodeFacts extends StoredNode {
  readonly source: Source;
  readonly alias: string | null;
  readonly baselineName: string | null;
}

/** A stored node of an opened source, with the name of the baseline it used. */
export function toNodeFacts(
  { source, alias }: OpenedSource,
  { node, baselineName }: NamedNode,
): NodeFacts {
  return { ...node, source, alias, baselineName };
}

const noPlatform = { platformType: null, platformName: null, platformVersion: null };

/** AWS's OperatingSystem of the node. */
export function operatingSystemOfNode(facts: NodeFacts): OperatingSystem | null {
  return operatingSystemOf(facts.node ?? noPlatform);
}

/** The days that nodes are judged by. */
export interface JudgingDays {
  readonly freshnessDays: FreshnessDays;
  readonly deadlineDays: DeadlineDays;
}

/** Those that are configured. */
export function judgingDays(): JudgingDays {
  const { freshnessDays, deadlineDays } = config();
  return { freshnessDays, deadlineDays };
}

/** The node as the list shows it, judged as of `nowMs`. */
export function toNodeItem(
  facts: NodeFacts,
  nowMs: number,
  { freshnessDays, deadlineDays }: JudgingDays = judgingDays(),
): NodeItem {
  const dueOn = facts.rows === null ? null : dueFirst(facts.oldestClocks, deadlineDays);
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
    deadline: facts.rows === null ? "unknown" : deadlineOf(dueOn, utcDay(nowMs)),
    dueOn,
    counts: patchState?.counts ?? null,
    operation: patchState?.operation ?? null,
    operationEndTime: patchState?.operationEndTime ?? null,
    readAt: facts.readAt,
    failure: facts.failure,
    pingStatus: node?.pingStatus ?? null,
    ipAddress: node?.ipAddress ?? null,
    computerName: node?.computerName ?? null,
  };
}

/** The node with every field AWS gives of it. */
export function toNodeDetail(facts: NodeFacts, nowMs: number, days?: JudgingDays): NodeDetail {
  const { node, patchState } = facts;
  return {
    ...toNodeItem(facts, nowMs, days),
    alias: facts.alias,
    asOfDay: null,
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
