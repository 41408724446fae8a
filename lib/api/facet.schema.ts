import { z } from "zod";

/** The values of a column to filter by, most frequent first. */
export const facetSchema = z.array(
  z.object({
    /** The query word: folded, `not-reported` for blank. */
    word: z.string(),
    /** The vendor's own word; null for blank. */
    label: z.string().nullable(),
    count: z.number().int(),
  }),
);

export type Facet = z.infer<typeof facetSchema>;
