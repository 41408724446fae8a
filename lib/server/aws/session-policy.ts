import "server-only";

/** The actions behind every call that lib/server/aws makes, and no other: all of them read. */
export const readActions = [
  "ec2:DescribeInstances",
  "ssm:DescribeAvailablePatches",
  "ssm:DescribeEffectivePatchesForPatchBaseline",
  "ssm:DescribeInstanceInformation",
  "ssm:DescribeInstancePatchStates",
  "ssm:DescribeInstancePatches",
  "ssm:DescribePatchBaselines",
  "ssm:GetPatchBaseline",
  "ssm:ListComplianceItems",
  "sts:GetCallerIdentity",
  "tag:GetResources",
] as const;

/** Given with AssumeRole, so that a role that may do more cannot do more for Patchboard. */
export const sessionPolicy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: readActions, Resource: "*" }],
});
