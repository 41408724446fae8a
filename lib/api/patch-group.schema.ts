import { z } from "zod";
import { operatingSystems } from "@/lib/domain/operating-system";
import { verdicts } from "@/lib/domain/verdict";
import { listFrame } from "@/lib/api/node.schema";

const count = z.number().int().nonnegative();

/** A baseline that a group is registered with, that its nodes used last, or both. */
const baselineOfGroupSchema = z.object({
  baselineId: z.string(),
  name: z.string().nullable(),
  operatingSystem: z.enum(operatingSystems).nullable(),
  /** Nodes of the group that used it in their last operation, by their own word. */
  nodes: count,
  /** Whether the group is registered with it. */
  registered: z.boolean(),
});

export type BaselineOfGroup = z.infer<typeof baselineOfGroupSchema>;

/** A patch group of one account and Region; its numbers are nodes, never patches. */
export const patchGroupSchema = z.object({
  account: z.string(),
  region: z.string(),
  alias: z.string().nullable(),
  /** null: the nodes without a patch group. A group that is called `none` is one with them, as in a query. */
  group: z.string().nullable(),
  /** Whether a baseline that is read here is registered for it. */
  registered: z.boolean(),
  nodes: count,
  countsByVerdict: z.record(z.enum(verdicts), count),
  /** Nodes with a finding that the vendor calls critical. */
  critical: count,
  /** Nodes with a patch in the state, by SSM's own counters. */
  missing: count,
  failed: count,
  installedPendingReboot: count,
  baselines: z.array(baselineOfGroupSchema),
});

export type PatchGroupItem = z.infer<typeof patchGroupSchema>;

export const patchGroupListSchema = z.object({
  ...listFrame,
  items: z.array(patchGroupSchema),
  /** Groups in scope, before any other filter. */
  totalGroups: count,
  /** Under every filter but `registered` and `used`. */
  counts: z.object({
    all: count,
    /** Registered, and no listed node has it. */
    registeredUnused: count,
    /** Nodes have it, and no baseline that is read here is registered for it. */
    usedUnregistered: count,
  }),
  /** Sources whose baselines have not been read: their registrations are not known. */
  unreadRegistrations: z.array(z.object({ account: z.string(), region: z.string() })),
});

export type PatchGroupList = z.infer<typeof patchGroupListSchema>;
