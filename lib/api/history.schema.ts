import { z } from "zod";
import { findingStates } from "@/lib/domain/patch-state";
import { historyRanges } from "@/lib/api/history-query";
import { sourceStatusSchema } from "@/lib/api/source-status.schema";

const count = z.number().int().nonnegative();

/** The fleet on one day, as the last whole reading of each source on that day left it. */
const historyPointSchema = z.object({
  /** Of UTC. */
  day: z.iso.date(),
  compliant: count,
  nonCompliant: count,
  unknown: count,
  /** Managed nodes: the sum of the three. */
  nodes: count,
  /** Of those, nodes that were read that day. The others stand as they were last read. */
  nodesRead: count,
  /** False where less than 99 % of the nodes were read. */
  complete: z.boolean(),
  /** How many sources were known by then: a day on which it changes has another denominator. */
  sources: count,
  /** Open findings. */
  findingsByState: z.record(z.enum(findingStates), count),
});

export type HistoryPoint = z.infer<typeof historyPointSchema>;

export const historySchema = z.object({
  range: z.enum(historyRanges),
  /** The days of the range, both included. */
  from: z.iso.date(),
  to: z.iso.date(),
  /** The oldest first. A day on which no source was read has no point: it is a gap, and not zero. */
  items: z.array(historyPointSchema),
  total: count,
  /** The oldest reading of the sources; null before the first. */
  asOf: z.iso.datetime().nullable(),
  sources: z.array(sourceStatusSchema),
});

export type History = z.infer<typeof historySchema>;
