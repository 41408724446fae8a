import { z } from "zod";
import { facetSchema } from "@/lib/api/facet.schema";
import { findingDeadline } from "@/lib/api/finding-deadline.schema";
import { deadlineDaysSchema, listFrame } from "@/lib/api/node.schema";

export const patchSchema = z.object({
  kbId: z.string(),
  /** null: AWS reports none, as always for InstalledOther and NotApplicable. */
  title: z.string().nullable(),
  classification: z.string().nullable(),
  severity: z.string().nullable(),
  state: z.string(),
  installedTime: z.iso.datetime().nullable(),
  cveIds: z.array(z.string()),
  /** When Patchboard first saw that it needs attention; null for what does not, or was not read by a sweep yet. */
  firstSeen: z.iso.datetime().nullable(),
  /** 1, or more for the further rows of a KB or package that the node holds twice. */
  occurrence: z.number().int().positive(),
  /** Of several rows of a KB or package, the worst has the deadline: they are one finding. */
  ...findingDeadline,
});

export type PatchItem = z.infer<typeof patchSchema>;

/** A node's patches under one query. */
export const nodePatchesSchema = z.object({
  ...listFrame,
  /** The day (UTC) at whose end the findings are told; null: now. Other rows are not kept then. */
  asOfDay: z.iso.date().nullable(),
  items: z.array(patchSchema),
  /**
   * Patches by state under no filter: the rows read where that state's list is complete, else the number SSM's own
   * counter gives. A state that is in neither is absent, never zero.
   */
  countsByState: z.record(z.string(), z.number().int()),
  /** Values to filter by, each counted under the other filters. */
  facets: z.object({
    severity: facetSchema,
    classification: facetSchema,
    deadline: facetSchema,
  }),
  deadlineDays: deadlineDaysSchema,
  /** States whose listed rows differ from SSM's own counter after a whole reading. */
  mismatches: z.array(
    z.object({ state: z.string(), counted: z.number().int(), listed: z.number().int() }),
  ),
  operationEndTime: z.iso.datetime().nullable(),
  readAt: z.iso.datetime().nullable(),
  /** False while rows that the query asks for are still being read. */
  complete: z.boolean(),
  rowsRead: z.number().int(),
  /** How many rows SSM's counters promise; null where it has none. */
  rowsExpected: z.number().int().nullable(),
});

export type NodePatches = z.infer<typeof nodePatchesSchema>;

/** A line of the answer of `POST …/patches/read`. The last one is `done` or `failed`. */
export const patchReadLineSchema = z.discriminatedUnion("event", [
  z.object({
    event: z.literal("progress"),
    rowsRead: z.number().int(),
    rowsExpected: z.number().int().nullable(),
  }),
  z.object({
    event: z.literal("done"),
    rowsRead: z.number().int(),
    readAt: z.iso.datetime(),
    operationEndTime: z.iso.datetime().nullable(),
  }),
  z.object({
    event: z.literal("failed"),
    code: z.string(),
    detail: z.string(),
    requestId: z.string(),
  }),
]);

export type PatchReadLine = z.infer<typeof patchReadLineSchema>;
