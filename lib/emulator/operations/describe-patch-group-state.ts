import type { Call, Operation } from "@/lib/emulator/call";
import { numberOf, textOf, type JsonObject } from "@/lib/emulator/json-value";

import { inGroup } from "./describe-instance-patch-states-for-patch-group";
import { patchStateAnswer } from "./node-answers";

/** The answer's members by the counter that a node must have above zero to be counted in it. */
const members = {
  InstancesWithInstalledPatches: "InstalledCount",
  InstancesWithInstalledOtherPatches: "InstalledOtherCount",
  InstancesWithInstalledPendingRebootPatches: "InstalledPendingRebootCount",
  InstancesWithInstalledRejectedPatches: "InstalledRejectedCount",
  InstancesWithMissingPatches: "MissingCount",
  InstancesWithFailedPatches: "FailedCount",
  InstancesWithNotApplicablePatches: "NotApplicableCount",
  InstancesWithUnreportedNotApplicablePatches: "UnreportedNotApplicableCount",
  InstancesWithCriticalNonCompliantPatches: "CriticalNonCompliantCount",
  InstancesWithSecurityNonCompliantPatches: "SecurityNonCompliantCount",
  InstancesWithOtherNonCompliantPatches: "OtherNonCompliantCount",
  InstancesWithAvailableSecurityUpdates: "AvailableSecurityUpdateCount",
} as const;

/**
 * DescribePatchGroupState: how many of a group's nodes have patches of each kind. The counts overlap.
 * Nodes without patch data are in none of them; a group that nobody uses has zeros.
 */
export const describePatchGroupState: Operation = { name: "DescribePatchGroupState", run };

function run(call: Call): JsonObject {
  const patchGroup = textOf(call.input, "PatchGroup") ?? "";
  const states = call.source
    .select(`patch group ${patchGroup}`, (node) => inGroup(node, patchGroup))
    .map((index) => patchStateAnswer(call.source, call.source.node(index)));
  const counted = Object.entries(members).map(([member, counter]): [string, number] => [
    member,
    states.filter((state) => (numberOf(state, counter) ?? 0) > 0).length,
  ]);
  return { Instances: states.length, ...Object.fromEntries(counted) };
}
