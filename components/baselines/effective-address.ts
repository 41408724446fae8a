import type { EffectivePatchesQuery } from "@/lib/api/effective-patches-query";
import { baselineAddress, type BaselineKey } from "./baselines-address";

/** The effective patches of a baseline under a query. */
export function effectiveAddress(baseline: BaselineKey, patches: EffectivePatchesQuery): string {
  return baselineAddress(baseline, { tab: "effective-patches", patches });
}
