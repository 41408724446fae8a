import { z } from "zod";
import { readFailureCodes } from "@/lib/domain/read-failure";

/** Why something could not be read, in our words. */
export const readFailureSchema = z.object({ code: z.enum(readFailureCodes), detail: z.string() });

/** How the reading of one source stands: with every list, so that a partial one is never taken for whole. */
export const sourceStatusSchema = z.object({
  account: z.string(),
  region: z.string(),
  /** The name the configuration gives the account; null where it gives none. */
  alias: z.string().nullable(),
  status: z.enum(["read", "reading", "failed", "neverRead"]),
  /** When the data shown was read from SSM. */
  readAt: z.iso.datetime().nullable(),
  /** Why the last reading failed, or what holds up a first one: AWS throttling it. */
  error: readFailureSchema.nullable(),
});

export type SourceStatus = z.infer<typeof sourceStatusSchema>;
