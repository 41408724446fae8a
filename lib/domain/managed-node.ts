import type { InstanceId } from "@/lib/domain/instance-id";

/** A managed node as DescribeInstanceInformation tells it. Times are ISO 8601 UTC; null is where AWS said nothing. */
export interface ManagedNode {
  readonly instanceId: InstanceId;
  readonly pingStatus: string | null;
  readonly lastPingDateTime: string | null;
  readonly agentVersion: string | null;
  /** Says nothing for Windows, where AWS documents it as meaningless. */
  readonly isLatestVersion: boolean | null;
  readonly platformType: string | null;
  readonly platformName: string | null;
  readonly platformVersion: string | null;
  readonly activationId: string | null;
  readonly iamRole: string | null;
  readonly registrationDate: string | null;
  readonly resourceType: string | null;
  /** The activation's name: hybrid nodes only, never the EC2 Name tag. */
  readonly activationName: string | null;
  readonly ipAddress: string | null;
  readonly computerName: string | null;
  readonly associationStatus: string | null;
  readonly lastAssociationExecutionDate: string | null;
  readonly lastSuccessfulAssociationExecutionDate: string | null;
  readonly sourceId: string | null;
  readonly sourceType: string | null;
  readonly sourceLocation: string | null;
}

/** What a node is called when SSM itself has no good name: Name tag, activation name, host name, id. */
export function nodeName(
  instanceId: string,
  nameTag: string | null,
  node: Pick<ManagedNode, "activationName" | "computerName"> | null,
): string {
  const hostName = node?.computerName?.split(".")[0];
  return [nameTag, node?.activationName, hostName].find((name) => name?.trim()) ?? instanceId;
}
