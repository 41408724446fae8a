import type { ApiProblem } from "@/lib/browser/api-problem";
import type { NodePatchesState } from "@/lib/browser/use-node-patches";

/** Why a view has no rows at all, and what asks for them again; null where there are rows, or may still be. */
export function listFailure({
  data,
  problem,
  reading,
  tryAgain,
  readNow,
}: NodePatchesState): { readonly problem: ApiProblem; readonly onRetry: () => void } | null {
  if (data === undefined) return problem && { problem, onRetry: tryAgain };
  const isEmpty = data.items.length === 0 && !data.complete;
  return isEmpty && reading.status === "failed"
    ? { problem: reading.problem, onRetry: readNow }
    : null;
}
