import { patchPage } from "@/lib/api/addresses";
import type { OverviewQuery } from "@/lib/api/history-query";
import { withScope } from "@/lib/browser/scope";
import type { OperatingSystem } from "@/lib/domain/operating-system";
import { scopeOfQuery } from "./scope-of-query";

/** The page of a patch, narrowed as the overview is. */
export function patchAddress(
  query: OverviewQuery,
  operatingSystem: OperatingSystem | null,
  kbId: string,
): string {
  const search = withScope("", scopeOfQuery(query));
  const page = patchPage(operatingSystem, kbId);
  return search === "" ? page : `${page}?${search}`;
}
