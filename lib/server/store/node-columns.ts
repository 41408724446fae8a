import "server-only";
import { nodeName, type ManagedNode } from "@/lib/domain/managed-node";
import type { NodePatchState } from "@/lib/domain/node-patch-state";
import { operatingSystemOf, platformLabel } from "@/lib/domain/operating-system";
import { verdictOf, type Evidence } from "@/lib/domain/verdict";
import { orderKey } from "@/lib/server/store/order-key";
import type { managedNode } from "@/lib/server/store/schema";
import type { NodeToSave } from "@/lib/server/store/stored-node";

type NodeRow = typeof managedNode.$inferSelect;

/** A row that this version of Patchboard cannot have written. */
export class StoreContentError extends Error {
  override readonly name = "StoreContentError";
}

/** The word of a closed set that a column holds. Throws StoreContentError for any other. */
export function oneOf<Word extends string>(words: readonly Word[], word: string): Word {
  const known = words.find((each) => each === word);
  if (known === undefined)
    throw new StoreContentError(
      `The store says "${word}" where it must say one of ${words.join(", ")}.`,
    );
  return known;
}

const noPlatform = { platformType: null, platformName: null, platformVersion: null };

/** The columns of managed_node for a node that was read at `readAt`. */
export function toNodeRow(
  sourceNo: number,
  saved: NodeToSave,
  readAt: string,
): Omit<typeof managedNode.$inferInsert, "nodeNo"> {
  const { instanceId, node, failure } = saved;
  const { verdict, reason } = verdictOf(saved.evidence);
  const platform = node ?? noPlatform;
  const label = platformLabel(platform);
  return {
    sourceNo,
    instanceId,
    listing: saved.listing,
    leftAt: saved.listing === "listed" ? null : readAt,
    appearedAt: readAt,
    described: node !== null,
    readAt,
    failureCode: failure?.code ?? null,
    failureDetail: failure?.detail ?? null,
    verdict,
    reason,
    reasonReadAt: saved.reasonReadAt,
    platformOrder: label === null ? null : orderKey(label),
    operatingSystem: operatingSystemOf(platform),
    platformLabel: label,
    ...toTagColumns(saved),
    ...(node === null ? noManagedNode : describedColumns(node)),
    ...(saved.patchState === null
      ? noPatchState
      : toStateColumns(saved.patchState, saved.evidence)),
  };
}

/** The columns of managed_node that tags have a say in: what the node is called, and which patch group it is in. */
export function toTagColumns({
  instanceId,
  node,
  patchState,
  nameTag,
  patchGroupTag,
  tagsReadAt,
}: Pick<
  NodeToSave,
  "instanceId" | "node" | "patchState" | "nameTag" | "patchGroupTag" | "tagsReadAt"
>) {
  const name = nodeName(instanceId, nameTag, node);
  // What the node itself reported at its last operation; before the first one, the tag it carries.
  const patchGroup = patchState ? patchState.patchGroup : patchGroupTag;
  return {
    name,
    nameOrder: orderKey(name),
    searchText: [name, instanceId, node?.computerName, node?.ipAddress]
      .filter((text) => text !== null && text !== undefined)
      .join("\n")
      .toLowerCase(),
    patchGroup,
    patchGroupOrder: patchGroup === null ? null : orderKey(patchGroup),
    nameTag,
    patchGroupTag,
    tagsReadAt,
  };
}

const noManagedNode = {
  ...noPlatform,
  pingStatus: null,
  lastPingDateTime: null,
  agentVersion: null,
  isLatestVersion: null,
  activationId: null,
  iamRole: null,
  registrationDate: null,
  resourceType: null,
  activationName: null,
  ipAddress: null,
  computerName: null,
  associationStatus: null,
  lastAssociationExecutionDate: null,
  lastSuccessfulAssociationExecutionDate: null,
  sourceId: null,
  sourceType: null,
  sourceLocation: null,
} satisfies Partial<NodeRow>;

/** What the states call gives, and that no finding is known before rows are held. */
function toStateColumns(patchState: NodePatchState, evidence: Evidence) {
  return {
    hasResult: true,
    ...patchState.counts,
    ...saidOf(patchState),
    availableSecurityUpdates: evidence.counts === null ? null : evidence.availableSecurityUpdates,
    criticalFindings: 0,
    importantFindings: 0,
  };
}

/** What a patch state says besides its counts. The patch group is the node's: `toTagColumns`. */
export function saidOf(state: Omit<NodePatchState, "instanceId" | "counts" | "patchGroup">) {
  return {
    unreportedNotApplicable: state.unreportedNotApplicable,
    baselineId: state.baselineId,
    operation: state.operation,
    operationStartTime: state.operationStartTime,
    operationEndTime: state.operationEndTime,
    rebootOption: state.rebootOption,
    lastNoRebootInstallOperationTime: state.lastNoRebootInstallOperationTime,
    snapshotId: state.snapshotId,
    installOverrideList: state.installOverrideList,
    ownerInformation: state.ownerInformation,
  };
}

const noPatchState = {
  hasResult: false,
  missing: null,
  failed: null,
  installedPendingReboot: null,
  installedRejected: null,
  installed: null,
  installedOther: null,
  notApplicable: null,
  availableSecurityUpdate: null,
  criticalNonCompliant: null,
  securityNonCompliant: null,
  otherNonCompliant: null,
  unreportedNotApplicable: null,
  baselineId: null,
  operation: null,
  operationStartTime: null,
  operationEndTime: null,
  rebootOption: null,
  lastNoRebootInstallOperationTime: null,
  snapshotId: null,
  installOverrideList: null,
  ownerInformation: null,
  availableSecurityUpdates: null,
  criticalFindings: null,
  importantFindings: null,
} satisfies Record<keyof ReturnType<typeof toStateColumns>, null | false>;

/** What SSM says of a managed node. */
export function describedColumns(
  node: Omit<ManagedNode, "instanceId">,
): Omit<ManagedNode, "instanceId"> {
  return {
    pingStatus: node.pingStatus,
    lastPingDateTime: node.lastPingDateTime,
    agentVersion: node.agentVersion,
    isLatestVersion: node.isLatestVersion,
    platformType: node.platformType,
    platformName: node.platformName,
    platformVersion: node.platformVersion,
    activationId: node.activationId,
    iamRole: node.iamRole,
    registrationDate: node.registrationDate,
    resourceType: node.resourceType,
    activationName: node.activationName,
    ipAddress: node.ipAddress,
    computerName: node.computerName,
    associationStatus: node.associationStatus,
    lastAssociationExecutionDate: node.lastAssociationExecutionDate,
    lastSuccessfulAssociationExecutionDate: node.lastSuccessfulAssociationExecutionDate,
    sourceId: node.sourceId,
    sourceType: node.sourceType,
    sourceLocation: node.sourceLocation,
  };
}
