import "server-only";
import { sql } from "drizzle-orm";
import type { Queryable } from "@/lib/server/store/database";
import { passes, type NodeFilter } from "@/lib/server/store/node-filter";
import { managedNode } from "@/lib/server/store/schema";

/** How many nodes pass a filter, and no other number. */
export async function countMatchingNodes(on: Queryable, filter: NodeFilter): Promise<number> {
  const { rows } = await on.execute<{ nodes: number }>(sql`
    select count(*)::int as nodes from ${managedNode} where ${passes(filter)}`);
  return rows[0]?.nodes ?? 0;
}
