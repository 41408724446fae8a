import { z } from "zod";
import { problemCodes } from "@/lib/api/problem-code";

/** The body of every error answer: RFC 9457 with our code, and the request id that the log holds. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.enum(problemCodes),
  detail: z.string(),
  requestId: z.string(),
  invalidParams: z
    .array(z.object({ name: z.string(), value: z.string(), reason: z.string() }))
    .optional(),
});

export type Problem = z.infer<typeof problemSchema>;
