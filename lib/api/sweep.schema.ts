import { z } from "zod";
import { readFailureCodes } from "@/lib/domain/read-failure";
import { sweepCauses, sweepStatuses } from "@/lib/domain/sweep";
import { listFrame } from "@/lib/api/node.schema";
import { sourceStatusSchema } from "@/lib/api/source-status.schema";

const time = z.iso.datetime().nullable();
const count = z.number().int().nonnegative();
const failure = z.object({ code: z.enum(readFailureCodes), detail: z.string() });

/** What a run, or one source's part of it, has done so far. */
const figures = {
  nodesDone: count,
  /** null until every list of nodes in it has been read. */
  nodesTotal: count.nullable(),
  /** Calls to AWS. */
  calls: count,
  /** Of those, how many AWS refused as too many; they are made again. */
  throttled: count,
  /** Nodes that could not be read. */
  nodesFailed: count,
};

const sweepPartSchema = z.object({
  account: z.string(),
  region: z.string(),
  /** The name the configuration gives the account; null where it gives none, or no longer names it. */
  alias: z.string().nullable(),
  status: z.enum(sweepStatuses),
  startedAt: time,
  endedAt: time,
  ...figures,
  /** Why the source was not read to its end. */
  error: failure.nullable(),
});

export type SweepPart = z.infer<typeof sweepPartSchema>;

/** One run over every source, as far as the viewer may see those. */
const sweepSchema = z.object({
  id: z.uuid(),
  cause: z.enum(sweepCauses),
  status: z.enum(sweepStatuses),
  requestedAt: z.iso.datetime(),
  startedAt: time,
  endedAt: time,
  /** Empty while it waits. */
  sources: z.array(sweepPartSchema),
  /** Over `sources`. */
  ...figures,
});

export type Sweep = z.infer<typeof sweepSchema>;

const sweptSourceSchema = sourceStatusSchema.extend({
  /** Nodes that the last listing of the last sweeps had; null where none of them listed the source. */
  nodes: count.nullable(),
  /** Of those, how many could not be read then. */
  nodesUnread: count.nullable(),
});

export type SweptSource = z.infer<typeof sweptSourceSchema>;

const setAsideSchema = z.object({
  /** The directory's name, without its path. */
  name: z.string(),
  reason: z.string(),
  at: z.iso.datetime(),
});

export type SetAsideStore = z.infer<typeof setAsideSchema>;

export const sweepListSchema = z.object({
  ...listFrame,
  /** How each source stands, by what is stored of it. */
  sources: z.array(sweptSourceSchema),
  /** The newest first. */
  items: z.array(sweepSchema),
  /** The sweep that runs, else the last one that ended; null before the first. */
  latest: sweepSchema.nullable(),
  /** The sweep that was asked for and has not begun. */
  waiting: sweepSchema.nullable(),
  /** Minutes from one sweep to the next; 0: only when asked for. */
  intervalMinutes: count,
  /** Why it is not known which sources there are: only where none is configured by its account. */
  sourcesError: failure.nullable(),
  /** The store that could not be opened when the server started, and was replaced by an empty one. */
  setAside: setAsideSchema.nullable(),
  /** The server's clock: what durations of a running sweep are counted by. */
  now: z.iso.datetime(),
});

export type SweepList = z.infer<typeof sweepListSchema>;

const sweepFailureSchema = z.object({
  account: z.string(),
  region: z.string(),
  /** null: the source itself. */
  instanceId: z.string().nullable(),
  ...failure.shape,
  failedAt: z.iso.datetime(),
});

export type SweepFailure = z.infer<typeof sweepFailureSchema>;

export const sweepDetailSchema = sweepSchema.extend({
  /** The newest first, at most 500. */
  failures: z.array(sweepFailureSchema),
  failuresTotal: count,
});

export type SweepDetail = z.infer<typeof sweepDetailSchema>;

/** The sweep that was asked for, or that waits already. */
export const sweepRequestedSchema = z.object({ id: z.uuid() });

export type SweepRequested = z.infer<typeof sweepRequestedSchema>;
