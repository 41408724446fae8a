import "server-only";
import { DescribeInstancePatchStatesCommand, type InstancePatchState } from "@aws-sdk/client-ssm";
import { parseBaselineId } from "@/lib/domain/baseline-id";
import { parseInstanceId, type InstanceId } from "@/lib/domain/instance-id";
import type { NodePatchState, PatchCounts } from "@/lib/domain/node-patch-state";
import { batchesOf } from "@/lib/server/aws/batches";
import { callAws } from "@/lib/server/aws/call-aws";
import { collectPages } from "@/lib/server/aws/collect-pages";
import type { SourceClients } from "@/lib/server/aws/source-clients";
import {
  countOrNull,
  presentRows,
  textOrNull,
  timeOrNull,
  withoutQuery,
} from "@/lib/server/aws/wire-values";

const operation = "DescribeInstancePatchStates";
const mostIds = 50;

/**
 * The result of each node's last operation, by instance id, asked for 50 ids a call (ssm:DescribeInstancePatchStates).
 * A node without one is not in the map: SSM leaves out nodes that were never scanned, were scanned by association
 * only, and ids it does not know, and never says which. Throws AwsReadError.
 */
export async function describeInstancePatchStates(
  clients: SourceClients,
  instanceIds: readonly InstanceId[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<InstanceId, NodePatchState>> {
  const states = new Map<InstanceId, NodePatchState>();
  for (const batch of batchesOf(instanceIds, mostIds)) {
    for (const state of await readBatch(clients, batch, signal)) {
      const instanceId = parseInstanceId(state.instanceId);
      if (instanceId === null) clients.observer.rowSkipped?.(operation);
      else states.set(instanceId, state);
    }
  }
  return states;
}

function readBatch(
  clients: SourceClients,
  instanceIds: readonly InstanceId[],
  signal?: AbortSignal,
): Promise<readonly NodePatchState[]> {
  return collectPages({
    subject: { operation, source: clients.source },
    pageSize: clients.pageSizeFor(operation),
    readPage: async (page) => {
      const input = { ...page, InstanceIds: [...instanceIds] };
      const answer = await callAws(
        clients,
        operation,
        (options) => clients.ssm.send(new DescribeInstancePatchStatesCommand(input), options),
        signal,
      );
      return {
        rows: presentRows(answer.InstancePatchStates).map(toNodePatchState),
        nextToken: answer.NextToken,
      };
    },
    identityOf: (state) => state.instanceId,
  });
}

function toNodePatchState(row: InstancePatchState): NodePatchState {
  return {
    instanceId: row.InstanceId ?? "",
    counts: toPatchCounts(row),
    unreportedNotApplicable: countOrNull(row.UnreportedNotApplicableCount),
    patchGroup: textOrNull(row.PatchGroup),
    baselineId: parseBaselineId(row.BaselineId ?? ""),
    operation: textOrNull(row.Operation),
    operationStartTime: timeOrNull(row.OperationStartTime),
    operationEndTime: timeOrNull(row.OperationEndTime),
    rebootOption: textOrNull(row.RebootOption),
    lastNoRebootInstallOperationTime: timeOrNull(row.LastNoRebootInstallOperationTime),
    snapshotId: textOrNull(row.SnapshotId),
    installOverrideList: withoutQuery(row.InstallOverrideList),
    ownerInformation: textOrNull(row.OwnerInformation),
  };
}

function toPatchCounts(row: InstancePatchState): PatchCounts {
  return {
    missing: countOrNull(row.MissingCount),
    failed: countOrNull(row.FailedCount),
    installedPendingReboot: countOrNull(row.InstalledPendingRebootCount),
    installedRejected: countOrNull(row.InstalledRejectedCount),
    installed: countOrNull(row.InstalledCount),
    installedOther: countOrNull(row.InstalledOtherCount),
    notApplicable: countOrNull(row.NotApplicableCount),
    availableSecurityUpdate: countOrNull(row.AvailableSecurityUpdateCount),
    criticalNonCompliant: countOrNull(row.CriticalNonCompliantCount),
    securityNonCompliant: countOrNull(row.SecurityNonCompliantCount),
    otherNonCompliant: countOrNull(row.OtherNonCompliantCount),
  };
}
