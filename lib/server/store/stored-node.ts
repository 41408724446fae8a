import "server-only";
import type { OldestClocks } from "@/lib/domain/deadline";
import type { InstanceId } from "@/lib/domain/instance-id";
import type { ManagedNode } from "@/lib/domain/managed-node";
import type { NodePatchState } from "@/lib/domain/node-patch-state";
import type { ReadFailure } from "@/lib/domain/read-failure";
import type { Evidence } from "@/lib/domain/verdict";

/** `listed` while SSM lists the node; otherwise what EC2 says became of it. */
export const nodeListings = ["listed", "stopped", "gone", "notListed"] as const;

export type NodeListing = (typeof nodeListings)[number];

/** What has been read of a node, as it is saved. Times are ISO 8601 UTC. */
export interface NodeToSave {
  readonly instanceId: InstanceId;
  readonly listing: NodeListing;
  /** null for a node that SSM does not describe any more, but has results of. */
  readonly node: ManagedNode | null;
  readonly patchState: NodePatchState | null;
  readonly evidence: Evidence;
  readonly nameTag: string | null;
  readonly patchGroupTag: string | null;
  /** null: tags were never asked for. */
  readonly tagsReadAt: string | null;
  /** When the reason of a node without a patch state was asked for; null where none was. */
  readonly reasonReadAt: string | null;
  /** Why the last reading of the node failed; null when it did not. */
  readonly failure: ReadFailure | null;
}

/** Which rows of DescribeInstancePatches are held: those that need attention, or every one. */
export type RowsScope = "findings" | "all";

/** The rows held of a node, without the rows. */
export interface HeldRows {
  readonly scope: RowsScope;
  readonly operationEndTime: string | null;
  readonly readAt: string;
  /** The rows differ from SSM's own counters, after a second reading too. */
  readonly differ: boolean;
}

/** A node as it is stored. */
export interface StoredNode extends NodeToSave {
  readonly nodeNo: number;
  readonly sourceNo: number;
  /** When it was found to have left SSM's list. */
  readonly leftAt: string | null;
  /** When this was last true: the reading that wrote it, or a later whole listing that found it unchanged. */
  readonly readAt: string;
  readonly rows: HeldRows | null;
  /** Of the findings among those rows that have a deadline. */
  readonly oldestClocks: OldestClocks;
}
