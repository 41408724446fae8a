import "server-only";
import { sql } from "drizzle-orm";
import type { Queryable } from "@/lib/server/store/database";
import type { FreshnessBounds } from "@/lib/server/store/node-filter";

/** The ends of the operations that stop being fresh next, and ageing next; null where none does. */
export interface NextToAge extends Record<string, unknown> {
  readonly fresh: string | null;
  readonly ageing: string | null;
}

/**
 * Of the nodes of some sources, the operations that age next. While both stay the same, and nothing is written,
 * no node's freshness changes. An index gives each.
 */
export async function loadNextToAge(
  on: Queryable,
  sourceNos: readonly number[],
  { freshSince, ageingSince }: FreshnessBounds,
): Promise<NextToAge> {
  const firstSince = (moment: string) => sql`(
    select operation_end_time::text from managed_node
    where operation_end_time >= ${moment}::timestamptz
      and source_no = any(${sql.param([...sourceNos])}::int[])
    order by managed_node.operation_end_time limit 1)`;
  const { rows } = await on.execute<NextToAge>(
    sql`select ${firstSince(freshSince)} as fresh, ${firstSince(ageingSince)} as ageing`,
  );
  return rows[0] ?? { fresh: null, ageing: null };
}
