import type { Operation } from "@/lib/emulator/call";

import { describeInstanceInformation } from "./describe-instance-information";
import { describeInstancePatchStates } from "./describe-instance-patch-states";
import { describeInstancePatches } from "./describe-instance-patches";
import { describeInstances } from "./describe-instances";
import { describePatchBaselines } from "./describe-patch-baselines";
import { getCallerIdentity } from "./get-caller-identity";
import { getPatchBaseline } from "./get-patch-baseline";
import { getResources } from "./get-resources";
import { listComplianceItems } from "./list-compliance-items";

/** A service as the wire tells it apart: by the target's prefix, or by the query protocol's version. */
export interface Service {
  /** The service name in the SigV4 credential scope. */
  signingName: string;
  protocol: "json" | "ec2-query" | "sts-query";
  operations: readonly Operation[];
}

const ssm: Service = {
  signingName: "ssm",
  protocol: "json",
  operations: [
    describeInstanceInformation,
    describeInstancePatches,
    describeInstancePatchStates,
    describePatchBaselines,
    getPatchBaseline,
    listComplianceItems,
  ],
};
const tagging: Service = { signingName: "tagging", protocol: "json", operations: [getResources] };
const ec2: Service = { signingName: "ec2", protocol: "ec2-query", operations: [describeInstances] };
const sts: Service = { signingName: "sts", protocol: "sts-query", operations: [getCallerIdentity] };

/** Services of AWS JSON 1.1 by the prefix of X-Amz-Target. */
export const jsonServices: Record<string, Service> = {
  AmazonSSM: ssm,
  ResourceGroupsTaggingAPI_20170126: tagging,
};

/** Services of the query protocol by the version that requests carry. */
export const queryServices: Record<string, Service> = { "2016-11-15": ec2, "2011-06-15": sts };
