import { z } from "zod";
import { operatingSystems } from "@/lib/domain/operating-system";
import { nodeSchema } from "@/lib/api/node.schema";
import { sourceStatusSchema } from "@/lib/api/source-status.schema";

const count = z.number().int().nonnegative();
const words = z.string().nullable();

function hits<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), total: count });
}

/** The first of what a text is found in, by kind, and how many there are of each. */
export const searchSchema = z.object({
  q: z.string(),
  /** The page that the text names by itself; null where it names none. */
  target: words,
  nodes: hits(nodeSchema),
  patches: hits(
    z.object({
      operatingSystem: z.enum(operatingSystems).nullable(),
      kbId: z.string(),
      title: words,
      severity: words,
      nodesAffected: count,
    }),
  ),
  cves: hits(
    z.object({
      cveId: z.string(),
      severity: words,
      operatingSystem: z.enum(operatingSystems).nullable(),
      nodes: count,
    }),
  ),
  baselines: hits(
    z.object({
      account: z.string(),
      region: z.string(),
      alias: words,
      baselineId: z.string(),
      name: words,
      operatingSystem: z.enum(operatingSystems).nullable(),
    }),
  ),
  patchGroups: hits(z.object({ patchGroup: z.string(), nodes: count })),
  asOf: z.iso.datetime().nullable(),
  sources: z.array(sourceStatusSchema),
});

export type SearchAnswer = z.infer<typeof searchSchema>;
