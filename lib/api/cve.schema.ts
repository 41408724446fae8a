import { z } from "zod";
import { operatingSystems } from "@/lib/domain/operating-system";
import { nodeSchema } from "@/lib/api/node.schema";
import { sourceStatusSchema } from "@/lib/api/source-status.schema";

const count = z.number().int().nonnegative();
const words = z.string().nullable();

/** One build, as SSM describes it: on Linux several share a `kbId`. */
const patch = {
  operatingSystem: z.enum(operatingSystems).nullable(),
  kbId: z.string(),
  title: words,
  classification: words,
  severity: words,
};

const node = nodeSchema
  .pick({
    account: true,
    region: true,
    instanceId: true,
    name: true,
    platformLabel: true,
    operatingSystem: true,
    patchGroup: true,
    verdict: true,
    freshness: true,
    operationEndTime: true,
    readAt: true,
  })
  .extend({
    /** The node's own rows that name the CVE. */
    patches: z.array(
      z.object({ kbId: z.string(), title: words, state: z.enum(["Missing", "Failed"]) }),
    ),
  });

export const cveSchema = z.object({
  cveId: z.string(),
  /** The builds that would close it, with the nodes on which each is missing or failed. */
  patches: z.array(z.object({ ...patch, missing: count, failed: count })),
  /** By name: all of them up to `size`, then page by page. */
  nodes: z.array(node),
  nodesTotal: count,
  page: z.number().int(),
  size: z.number().int(),
  /** Nodes that have left SSM's list and had it then; in no other number. */
  nodesThatLeft: count,
  /** Of how many listed nodes the answer can speak: a node that is not named is free of it only if it reports. */
  coverage: z.object({ nodesReporting: count, nodesThatCannotReport: count, nodesUnknown: count }),
  asOf: z.iso.datetime().nullable(),
  sources: z.array(sourceStatusSchema),
});

export type Cve = z.infer<typeof cveSchema>;
