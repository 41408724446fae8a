import { z } from "zod";
import { listFrame } from "@/lib/api/node.schema";
import { findingEvents } from "@/lib/domain/finding-event";
import { findingStates } from "@/lib/domain/patch-state";
import { unknownReasons, verdicts } from "@/lib/domain/verdict";

const words = z.string().nullable();
const time = z.iso.datetime().nullable();

/** One day (UTC) of a node on which Patchboard saw something of it change. Days that changed nothing are none. */
export const nodeDaySchema = z.object({
  day: z.iso.date(),
  /** The first day that Patchboard knows: what it found then had been there before. */
  isFirst: z.boolean(),
  /** What the node was at the end of the day. */
  listing: z.enum(["listed", "stopped", "gone", "notListed"]),
  verdict: z.enum(verdicts),
  reason: z.enum(unknownReasons).nullable(),
  baselineId: words,
  patchGroup: words,
  /** SSM's own counters; null where it gave none. */
  countsByState: z.record(z.enum(findingStates), z.number().int().nullable()),
  /** The last operation that changed something. */
  operation: words,
  operationEndTime: time,
  /** Installs that ended since the day before, as far as Patchboard saw them. */
  installs: z.number().int(),
  /** What happened to its findings; of one KB or package several things may. */
  events: z.array(
    z.object({
      event: z.enum(findingEvents),
      kbId: z.string(),
      title: words,
      state: z.string(),
    }),
  ),
});

export type NodeDay = z.infer<typeof nodeDaySchema>;

export const nodeHistorySchema = z.object({
  ...listFrame,
  items: z.array(nodeDaySchema),
  /** When Patchboard first read the node: its history begins here. */
  since: time,
});

export type NodeHistory = z.infer<typeof nodeHistorySchema>;
