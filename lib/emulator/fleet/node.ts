import type { Platform } from "./platform";

/** How an operation on a node went; times in epoch seconds. */
export interface PatchRun {
  /** The seed of the ids that the operation has. */
  key: number;
  operation: "Scan" | "Install";
  startedAt: number;
  endedAt: number;
  /** An Install that was told not to restart the node. */
  noReboot: boolean;
}

/** The last operation at the moment that the fleet was made for. The node's life leads to it and goes on from it. */
export interface EndRun extends PatchRun {
  /** Everything approved by this moment is installed. */
  patchedAt: number;
  /** A restart is due since an earlier Install. */
  rebootDue: boolean;
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
  /** It is gone, and only what Patch Manager keeps of it can still be read. */
  terminated: boolean;
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

/** A node as it is at the moment that the fleet was made for. */
export interface EndNode extends ManagedNode {
  run: EndRun;
  /** Windows updates from before this moment are part of its image and told by no row as installed. */
  imageBuiltAt: number;
}
