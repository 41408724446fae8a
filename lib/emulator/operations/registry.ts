import type { Operation } from "@/lib/emulator/call";

import { assumeRole } from "./assume-role";
import { describeAvailablePatches } from "./describe-available-patches";
import { describeEffectivePatchesForPatchBaseline } from "./describe-effective-patches-for-patch-baseline";
import { describeInstanceInformation } from "./describe-instance-information";
import { describeInstancePatchStates } from "./describe-instance-patch-states";
import { describeInstancePatchStatesForPatchGroup } from "./describe-instance-patch-states-for-patch-group";
import { describeInstancePatches } from "./describe-instance-patches";
import { describeInstances } from "./describe-instances";
import { describeMaintenanceWindowTargets } from "./describe-maintenance-window-targets";
import { describeMaintenanceWindowTasks } from "./describe-maintenance-window-tasks";
import { describeMaintenanceWindows } from "./describe-maintenance-windows";
import { describePatchBaselines } from "./describe-patch-baselines";
import { describePatchGroupState } from "./describe-patch-group-state";
import { describePatchGroups } from "./describe-patch-groups";
import { describePatchProperties } from "./describe-patch-properties";
import { getCallerIdentity } from "./get-caller-identity";
import { getDefaultPatchBaseline } from "./get-default-patch-baseline";
import { getPatchBaseline } from "./get-patch-baseline";
import { getPatchBaselineForPatchGroup } from "./get-patch-baseline-for-patch-group";
import { getResources } from "./get-resources";
import { listAccounts } from "./list-accounts";
import { listComplianceItems } from "./list-compliance-items";
import { listResourceComplianceSummaries } from "./list-resource-compliance-summaries";
import { listTagsForResource } from "./list-tags-for-resource";

/** A service as the wire tells it apart: by the target's prefix, or by the query protocol's version. */
export interface Service {
  /** The service name in the SigV4 credential scope. */
  signingName: string;
  protocol: "json" | "ec2-query" | "sts-query";
  /** The error code of a request that breaks the service's model. */
  invalidCode: string;
  operations: readonly Operation[];
}

const ssm: Service = {
  signingName: "ssm",
  protocol: "json",
  invalidCode: "ValidationException",
  operations: [
    describeAvailablePatches,
    describeEffectivePatchesForPatchBaseline,
    describeInstanceInformation,
    describeInstancePatchStates,
    describeInstancePatchStatesForPatchGroup,
    describeInstancePatches,
    describeMaintenanceWindowTargets,
    describeMaintenanceWindowTasks,
    describeMaintenanceWindows,
    describePatchBaselines,
    describePatchGroupState,
    describePatchGroups,
    describePatchProperties,
    getDefaultPatchBaseline,
    getPatchBaseline,
    getPatchBaselineForPatchGroup,
    listComplianceItems,
    listResourceComplianceSummaries,
    listTagsForResource,
  ],
};
const tagging: Service = {
  signingName: "tagging",
  protocol: "json",
  invalidCode: "InvalidParameterException",
  operations: [getResources],
};
const organizations: Service = {
  signingName: "organizations",
  protocol: "json",
  invalidCode: "InvalidInputException",
  operations: [listAccounts],
};
const ec2: Service = {
  signingName: "ec2",
  protocol: "ec2-query",
  invalidCode: "InvalidParameterValue",
  operations: [describeInstances],
};
const sts: Service = {
  signingName: "sts",
  protocol: "sts-query",
  invalidCode: "ValidationError",
  operations: [assumeRole, getCallerIdentity],
};

/** Services of AWS JSON 1.1 by the prefix of X-Amz-Target. */
export const jsonServices: Record<string, Service> = {
  AmazonSSM: ssm,
  AWSOrganizationsV20161128: organizations,
  ResourceGroupsTaggingAPI_20170126: tagging,
};

/** Services of the query protocol by the version that requests carry. */
export const queryServices: Record<string, Service> = { "2016-11-15": ec2, "2011-06-15": sts };
