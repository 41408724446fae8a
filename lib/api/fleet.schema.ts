import { z } from "zod";
import { deadlines } from "@/lib/domain/deadline";
import { freshnesses } from "@/lib/domain/freshness";
import { findingStates } from "@/lib/domain/patch-state";
import { severityRanks } from "@/lib/domain/severity";
import { deadlineDaysSchema } from "@/lib/api/node.schema";
import { sourceStatusSchema } from "@/lib/api/source-status.schema";

const count = z.number().int().nonnegative();
const words = z.string().nullable();

/** Managed nodes by verdict; the three are all of `total`. */
const byVerdict = { total: count, compliant: count, nonCompliant: count, unknown: count };

/** Nodes that share something, by its word in a query. */
const group = z.object({
  word: z.string(),
  /** What a person calls it; null for the lack of one. */
  label: words,
  ...byVerdict,
});

export const fleetSchema = z.object({
  /** Each total is that of the node list under the same filter. */
  nodes: z.object({
    ...byVerdict,
    stale: count,
    /** Left SSM's list, and in no other number here: stopped or gone by EC2's word, or nobody may say. */
    stopped: count,
    gone: count,
    notListed: count,
  }),
  /** What SSM's own counters say. */
  findingsByState: z.array(
    z.object({
      state: z.enum(findingStates),
      /** Over the nodes that report the counter; null where none does. */
      patches: count.nullable(),
      /** Nodes with at least one: the total of the node list under this state. */
      nodes: count,
      nodesReporting: count,
    }),
  ),
  /** Of the rows held: the vendor's words, with our rank; null where nothing was said. */
  findingsBySeverity: z.array(
    z.object({
      state: z.enum(findingStates),
      rank: z.enum(severityRanks),
      severity: words,
      patches: count,
      nodes: count,
    }),
  ),
  /** Of how many nodes `findingsBySeverity` can speak, among those with results. */
  rows: z.object({ nodesRead: count, nodesWithResults: count }),
  byOperatingSystem: z.array(group),
  byPatchGroup: z.array(group),
  /** A baseline is one of an account and Region: AWS's own have the same id in several. */
  byBaseline: z.array(group.extend({ account: z.string(), region: z.string() })),
  bySource: z.array(
    z.object({ account: z.string(), region: z.string(), alias: words, ...byVerdict }),
  ),
  byFreshness: z.record(z.enum(freshnesses), count),
  /** Up to how many days a scan counts as fresh, and as ageing. */
  freshnessDays: z.object({ fresh: z.number(), ageing: z.number() }),
  /** Each number of nodes is the total of the node list under `deadline=`. */
  deadlines: z.array(
    z.object({
      deadline: z.enum(deadlines),
      nodes: count,
      /** Findings of all nodes that stand so; null but for `overdue` and `dueSoon`. */
      findings: count.nullable(),
    }),
  ),
  deadlineDays: deadlineDaysSchema,
  /** The oldest reading in it; null before the first. */
  asOf: z.iso.datetime().nullable(),
  sources: z.array(sourceStatusSchema),
});

export type Fleet = z.infer<typeof fleetSchema>;
