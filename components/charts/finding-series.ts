import { patchStateWords } from "@/components/badges/patch-state-words";
import type { FindingState } from "@/lib/domain/patch-state";
import type { TrendSeries } from "./trend-areas";

const colours = {
  Failed: "var(--color-st-failed)",
  Missing: "var(--color-st-missing)",
  InstalledRejected: "var(--color-st-rejected)",
  AvailableSecurityUpdate: "var(--color-st-avail-sec)",
  InstalledPendingReboot: "var(--color-st-pending-reboot)",
} satisfies Record<FindingState, string>;

const states = [
  "Failed",
  "Missing",
  "InstalledRejected",
  "AvailableSecurityUpdate",
  "InstalledPendingReboot",
] as const satisfies readonly FindingState[];

/** What needs attention, as areas over each other: the worst at the bottom, where it is compared best. */
export const findingSeries: ReadonlyArray<TrendSeries & { readonly key: FindingState }> =
  states.map((key) => ({ key, name: patchStateWords(key).label, colour: colours[key] }));
