import { z } from "zod";
import { deadlineClocks, patchDeadlines } from "@/lib/domain/deadline";

const day = z.iso.date().nullable();

/** How something stands to its deadline; `none`: it has no finding with one. */
export const patchDeadline = z.enum(patchDeadlines);

/** The last day, of UTC, on which something is in time; null where it has no deadline. */
export const dueOn = day;

/** The deadline of one finding. */
export const findingDeadline = {
  deadline: patchDeadline,
  dueOn,
  /** What the deadline counts from, and which day that is. */
  clock: z.enum(deadlineClocks).nullable(),
  clockDay: day,
};
