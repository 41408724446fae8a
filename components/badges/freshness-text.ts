import type { Freshness } from "@/lib/domain/freshness";

/** The colour of an age in words: only what is late is coloured. */
export const freshnessText: Record<Freshness, string> = {
  fresh: "text-muted",
  ageing: "text-muted",
  stale: "font-medium text-fresh-stale-text",
  never: "text-subtle",
};
