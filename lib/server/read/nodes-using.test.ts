import { describe, expect, test } from "vitest";
import { parseInstanceId } from "@/lib/domain/instance-id";
import type { NodePatchState, PatchCounts } from "@/lib/domain/node-patch-state";
import type { Evidence } from "@/lib/domain/verdict";
import {
  countVerdicts,
  nodesScannedBefore,
  nodesWithRejected,
  patchGroupsUsing,
} from "@/lib/server/read/nodes-using";

const instanceId = parseInstanceId("i-0123456789abcdef0");

const zero: PatchCounts = {
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

function node(
  given: Partial<Pick<NodePatchState, "baselineId" | "patchGroup" | "operationEndTime">>,
  counts: Partial<PatchCounts> = {},
) {
  if (instanceId === null) throw new Error("no id");
  const patchState: NodePatchState = {
    instanceId,
    counts: { ...zero, ...counts },
    unreportedNotApplicable: null,
    patchGroup: null,
    baselineId: "pb-a",
    operation: "Scan",
    operationStartTime: null,
    operationEndTime: "2026-11-20T00:00:00.000Z",
    rebootOption: null,
    lastNoRebootInstallOperationTime: null,
    snapshotId: null,
    installOverrideList: null,
    ownerInformation: null,
    ...given,
  };
  const evidence: Evidence = { counts: patchState.counts, availableSecurityUpdates: null };
  return { patchState, evidence };
}

const nodes = [
  node({ patchGroup: "prod" }, { missing: 3, failed: 1 }),
  node(
    { patchGroup: "prod", operationEndTime: "2026-11-21T00:00:00.000Z" },
    { installedRejected: 2 },
  ),
  node({ patchGroup: "prod" }, { missing: null, failed: null }),
  node({}, { missing: null, failed: 0 }),
  node({ baselineId: null }),
];

describe("the nodes that used a baseline", () => {
  test("are counted by verdict", () => {
    expect(countVerdicts(nodes)).toEqual({ nonCompliant: 2, unknown: 2, compliant: 1 });
  });

  test("are gathered by patch group, and a counter that no node reports is not zero", () => {
    expect(patchGroupsUsing(nodes.slice(0, 4))).toEqual([
      { group: "prod", nodes: 3, nonCompliant: 2, missing: 3, failed: 1 },
      { group: null, nodes: 1, nonCompliant: 0, missing: null, failed: 0 },
    ]);
  });

  test("Pitfall 15, a baseline of another time: may hold what it rejects, and may have been scanned before it was modified", () => {
    expect(nodesWithRejected(nodes)).toBe(1);
    expect(nodesScannedBefore(nodes, "2026-11-20T12:00:00.000Z")).toBe(4);
    expect(nodesScannedBefore(nodes, null)).toBeNull();
  });
});
