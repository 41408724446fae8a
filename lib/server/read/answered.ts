import "server-only";
import type { Kept } from "@/lib/server/kept-reading";
import { ProblemError } from "@/lib/server/problem-error";
import type { Throttling } from "@/lib/server/sweep/throttling";

/**
 * What was read, or the failure thrown that stands in its way: while the first reading goes on, `throttled` where AWS
 * throttles the source and otherwise `awsTimeout`.
 */
export function answered<Value>(
  { value, failure }: Pick<Kept<Value>, "value" | "failure">,
  throttling: Pick<Throttling, "failure">,
): Value {
  if (value !== null) return value;
  if (failure !== null) throw failure;
  const { code, detail } = throttling.failure() ?? notYet;
  throw new ProblemError(code, detail);
}

const notYet = {
  code: "awsTimeout",
  detail: "AWS has not answered yet. The reading goes on.",
} as const;
