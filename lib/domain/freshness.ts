export const freshnesses = ["fresh", "ageing", "stale", "never"] as const;

export type Freshness = (typeof freshnesses)[number];

/** Up to how many days since the node's last operation it counts as fresh, and as ageing. */
export interface FreshnessDays {
  readonly fresh: number;
  readonly ageing: number;
}

export const defaultFreshnessDays: FreshnessDays = { fresh: 1, ageing: 7 };

const dayMs = 86_400_000;

/** How old a node's last operation is. `operationEndTime` and `now` are ISO 8601 and epoch milliseconds. */
export function freshnessOf(
  operationEndTime: string | null,
  nowMs: number,
  days: FreshnessDays = defaultFreshnessDays,
): Freshness {
  if (operationEndTime === null) return "never";
  const ageMs = nowMs - Date.parse(operationEndTime);
  if (ageMs <= days.fresh * dayMs) return "fresh";
  return ageMs <= days.ageing * dayMs ? "ageing" : "stale";
}
