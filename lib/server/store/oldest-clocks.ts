import "server-only";
import { sql } from "drizzle-orm";
import { severityRanks } from "@/lib/domain/severity";
import type { Queryable } from "@/lib/server/store/database";
import { hasDeadlineSql } from "@/lib/server/store/deadlines";

const oldest = sql.raw(
  severityRanks
    .map((rank) => `min(clock_day) filter (where rank = '${rank}') as ${rank}_since`)
    .join(", "),
);
const columns = severityRanks.map((rank) => `${rank}_since`);
const own = sql.raw(columns.map((column) => `own.${column}`).join(", "));
const now = sql.raw(columns.map((column) => `oldest.${column}`).join(", "));

/**
 * Keeps the oldest clock of each rank beside the counts of nodes, so that no list looks at findings to know what is due
 * first. Part of the transaction that writes the findings; writes nothing where nothing changed.
 */
export async function saveOldestClocks(
  transaction: Queryable,
  nodeNos: readonly number[],
): Promise<void> {
  await transaction.execute(sql`
    update managed_node own set (${sql.raw(columns.join(", "))}) = row(${now})
    from (
      select node.node_no, ${oldest}
      from unnest(${sql.param([...nodeNos])}::int[]) as node (node_no)
        left join finding on finding.node_no = node.node_no and ${hasDeadlineSql}
      group by 1
    ) oldest
    where own.node_no = oldest.node_no and (${own}) is distinct from (${now})`);
}
