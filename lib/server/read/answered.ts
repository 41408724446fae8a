import "server-only";
import type { Kept } from "@/lib/server/kept-reading";
import { ProblemError } from "@/lib/server/problem-error";

/** What was read, or the failure thrown that stands in its way; `awsTimeout` while the first reading goes on. */
export function answered<Value>({ value, failure }: Pick<Kept<Value>, "value" | "failure">): Value {
  if (value !== null) return value;
  throw failure ?? new ProblemError("awsTimeout", "AWS has not answered yet. The reading goes on.");
}
