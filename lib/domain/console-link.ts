import { partitionOf, type Source } from "@/lib/domain/source";

const hosts = {
  aws: "console.aws.amazon.com",
  "aws-cn": "console.amazonaws.cn",
  "aws-us-gov": "console.amazonaws-us-gov.com",
  "aws-eusc": "console.amazonaws-eusc.eu",
} as const;

/** The node's page in Fleet Manager, the AWS console's own view of its patches. */
export function fleetManagerUrl(source: Source, instanceId: string): string {
  const host = hosts[partitionOf(source.region)];
  const region = encodeURIComponent(source.region);
  return `https://${region}.${host}/systems-manager/fleet-manager/managed-nodes/${encodeURIComponent(instanceId)}/patch?region=${region}`;
}

/** The instance's page in the EC2 console; hybrid nodes have none. */
export function ec2InstanceUrl(source: Source, instanceId: string): string | null {
  if (!instanceId.startsWith("i-")) return null;
  const host = hosts[partitionOf(source.region)];
  const region = encodeURIComponent(source.region);
  return `https://${region}.${host}/ec2/home?region=${region}#InstanceDetails:instanceId=${encodeURIComponent(instanceId)}`;
}

/** The list of baselines in the Region's Patch Manager console: AWS documents no address of a single one. */
export function patchBaselinesUrl(source: Source): string {
  const host = hosts[partitionOf(source.region)];
  const region = encodeURIComponent(source.region);
  return `https://${region}.${host}/systems-manager/patch-manager/baselines?region=${region}`;
}
