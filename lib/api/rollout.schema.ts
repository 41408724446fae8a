import { z } from "zod";
import { findingStates } from "@/lib/domain/patch-state";
import { historyRanges } from "@/lib/api/history-query";
import { sourceStatusSchema } from "@/lib/api/source-status.schema";

const count = z.number().int().nonnegative();

/** One KB or package at the end of one day, in nodes. */
const rolloutDaySchema = z.object({
  /** Of UTC. */
  day: z.iso.date(),
  /** Nodes on which it needed attention, by the state it was in. */
  nodesByState: z.record(z.enum(findingStates), count),
  /** Nodes on which Patchboard had seen it need attention before, and no longer did. */
  nodesFixed: count,
});

export const rolloutSchema = z.object({
  range: z.enum(historyRanges),
  /** The days of the range, both included. */
  from: z.iso.date(),
  to: z.iso.date(),
  /** The oldest first. A day on which no source was read is a gap, and not zero. */
  items: z.array(rolloutDaySchema),
  total: count,
  asOf: z.iso.datetime().nullable(),
  sources: z.array(sourceStatusSchema),
});

export type Rollout = z.infer<typeof rolloutSchema>;
