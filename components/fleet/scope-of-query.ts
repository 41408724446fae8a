import type { OverviewQuery } from "@/lib/api/history-query";
import type { Scope } from "@/lib/browser/scope";

/** What the overview is narrowed to, for the addresses that take it along. */
export function scopeOfQuery({ accounts, regions }: OverviewQuery): Scope {
  return { accounts: accounts ?? [], regions: regions ?? [] };
}
