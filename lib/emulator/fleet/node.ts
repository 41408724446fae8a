import type { Platform } from "./platform";

/** How the last operation on a node went; times in epoch seconds. */
export interface PatchRun {
  operation: "Scan" | "Install";
  startedAt: number;
  endedAt: number;
  /** Everything approved by this moment is installed. */
  patchedAt: number;
  /** The last Install was told not to restart the node, or a restart is still due. */
  rebootDue: boolean;
  noReboot: boolean;
  /** Windows only: the last Install could not install some of what is missing. */
  installFailed: boolean;
}

/** A managed node as its account and Region know it. Times in epoch seconds. */
export interface ManagedNode {
  index: number;
  /** The seed of everything about this node. */
  key: number;
  instanceId: string;
  /** The EC2 Name tag, or the name given at hybrid registration. */
  name: string;
  computerName: string;
  ipAddress: string;
  platform: Platform;
  /** Empty when the node carries no patch group tag. */
  patchGroup: string;
  tags: Record<string, string>;
  hybrid: boolean;
  running: boolean;
  pingStatus: string;
  lastPingAt: number;
  agentVersion: string;
  registeredAt: number;
  /** What Patch Manager knows: nothing yet, only an association's compliance item, or a run. */
  scan: "never" | "association" | "patch";
  run: PatchRun;
  /** The special node it is, or null. */
  special: string | null;
}
