import { z } from "zod";
import { facetSchema } from "@/lib/api/facet.schema";
import { listFrame } from "@/lib/api/node.schema";

const time = z.iso.datetime().nullable();
const words = z.string().nullable();

export const effectivePatchSchema = z.object({
  /** AWS's id of the patch, a GUID. */
  id: z.string(),
  kbId: words,
  title: words,
  product: words,
  productFamily: words,
  classification: words,
  /** Microsoft's own rating (MsrcSeverity). */
  severity: words,
  /** `APPROVED`, `PENDING_APPROVAL`, `EXPLICIT_APPROVED`, `EXPLICIT_REJECTED`, or a newer word as it came. */
  deploymentStatus: words,
  complianceLevel: words,
  approvalDate: time,
  releaseDate: time,
  /** An https address of Microsoft's, or null. */
  contentUrl: z.url({ protocol: /^https$/ }).nullable(),
});

export type EffectivePatchItem = z.infer<typeof effectivePatchSchema>;

/** What a baseline makes of every patch that AWS knows for its system. */
export const effectivePatchesSchema = z.object({
  ...listFrame,
  items: z.array(effectivePatchSchema),
  /** `windowsOnly`: AWS lists effective patches of Windows baselines alone, so that no items means nothing. */
  availability: z.enum(["listed", "windowsOnly"]),
  /** By AWS's word, under every filter but the status. */
  countsByStatus: z.record(z.string(), z.number().int()),
  /** Values to filter by, each counted under the other filters. */
  facets: z.object({ severity: facetSchema, classification: facetSchema, product: facetSchema }),
  readAt: time,
  /** False while the list is being read: nothing of it is shown before its end. */
  complete: z.boolean(),
  rowsRead: z.number().int(),
});

export type EffectivePatches = z.infer<typeof effectivePatchesSchema>;
