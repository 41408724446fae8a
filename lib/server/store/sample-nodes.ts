import "server-only";
import { parseInstanceId, type InstanceId } from "@/lib/domain/instance-id";
import { operatingSystemOf } from "@/lib/domain/operating-system";
import type { PatchCounts } from "@/lib/domain/node-patch-state";
import type { Patch } from "@/lib/domain/patch";
import { saveNodeRows } from "@/lib/server/store/node-rows";
import { saveNodes } from "@/lib/server/store/nodes";
import type { Store } from "@/lib/server/store/store";
import type { NodeListing } from "@/lib/server/store/stored-node";

/** A node for the tests of the store: what is not said is as on a node without a single patch waiting. */
export interface SampleNode {
  /** Digits; the instance id is made of them. */
  readonly id: string;
  readonly listing?: NodeListing;
  /** PlatformType, PlatformName, PlatformVersion. */
  readonly platform?: readonly [string, string, string];
  readonly patchGroup?: string;
  readonly baselineId?: string;
  /** null: the node has never been scanned. */
  readonly counts?: Partial<PatchCounts> | null;
  readonly operationEndTime?: string;
  /** null: the rows were not read. */
  readonly patches?: ReadonlyArray<Partial<Patch>> | null;
  /** The operation that the rows are of, where it is not the last. */
  readonly rowsOf?: string;
}

const noCounts: PatchCounts = {
  missing: 0,
  failed: 0,
  installedPendingReboot: 0,
  installedRejected: 0,
  installed: 0,
  installedOther: 0,
  notApplicable: 0,
  availableSecurityUpdate: null,
  criticalNonCompliant: null,
  securityNonCompliant: null,
  otherNonCompliant: null,
};

const samplePatch: Patch = {
  kbId: "bash.x86_64",
  title: null,
  classification: "Security",
  severity: null,
  state: "Missing",
  installedTime: null,
  cveIds: [],
};

const nothing = {
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
};

/** Saves sample nodes, and their rows, as a sweep does. */
export async function saveSampleNodes(
  { transaction }: Store,
  sourceNo: number,
  samples: readonly SampleNode[],
  readAt: string,
): Promise<void> {
  const made = samples.map((sample) => ({ sample, node: toNode(sample, readAt) }));
  await transaction(async (tx) => {
    const numbers = await saveNodes(
      tx,
      sourceNo,
      made.map(({ node }) => node),
      readAt,
    );
    await saveNodeRows(
      tx,
      made.flatMap(({ sample, node }) => {
        const nodeNo = numbers.get(node.instanceId);
        const patches = sample.patches ?? null;
        if (nodeNo === undefined || patches === null || node.patchState === null) return [];
        return {
          nodeNo,
          operatingSystem: operatingSystemOf(node.node),
          scope: "findings" as const,
          operationEndTime: sample.rowsOf ?? node.patchState.operationEndTime,
          readAt,
          differ: false,
          patches: patches.map((each) => ({ ...samplePatch, ...each })),
        };
      }),
    );
  });
}

/** The instance id that a sample's digits make. */
export function sampleId(id: string): InstanceId {
  const instanceId = parseInstanceId(`i-${id.padStart(17, "0")}`);
  if (instanceId === null) throw new Error(`"${id}" makes no instance id.`);
  return instanceId;
}

function toNode(sample: SampleNode, readAt: string) {
  const { id, listing = "listed", counts = {}, operationEndTime = readAt } = sample;
  const [platformType, platformName, platformVersion] = sample.platform ?? [
    "Linux",
    "Amazon Linux",
    "2023",
  ];
  const instanceId = sampleId(id);
  const known = counts === null ? null : { ...noCounts, ...counts };
  const patchState = known && {
    instanceId,
    counts: known,
    unreportedNotApplicable: null,
    patchGroup: sample.patchGroup ?? null,
    baselineId: sample.baselineId ?? null,
    operation: "Scan",
    operationStartTime: operationEndTime,
    operationEndTime,
    rebootOption: null,
    lastNoRebootInstallOperationTime: null,
    snapshotId: null,
    installOverrideList: null,
    ownerInformation: null,
  };
  return {
    instanceId,
    listing,
    node: {
      ...nothing,
      instanceId,
      pingStatus: "Online",
      platformType,
      platformName,
      platformVersion,
    },
    patchState,
    evidence:
      known === null
        ? { counts: null, reason: "neverScanned" as const }
        : { counts: known, availableSecurityUpdates: null },
    nameTag: null,
    patchGroupTag: null,
    tagsReadAt: null,
    reasonReadAt: null,
    failure: null,
  };
}
