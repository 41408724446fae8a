import "server-only";
import { sql } from "drizzle-orm";
import type { Queryable } from "@/lib/server/store/database";

/** All that is stored, table by table, but who holds which lease until when. */
export async function contentOf(on: Queryable): Promise<ReadonlyMap<string, readonly string[]>> {
  const tables = await on.execute<{ name: string }>(
    sql`select tablename::text as name from pg_tables
      where schemaname = 'public' and tablename not in ('lease', 'migration') order by 1`,
  );
  const content = new Map<string, readonly string[]>();
  for (const { name } of tables.rows) {
    const { rows } = await on.execute<{ row: string }>(
      sql`select to_jsonb(each)::text as row from ${sql.identifier(name)} each order by 1`,
    );
    content.set(
      name,
      rows.map(({ row }) => row),
    );
  }
  return content;
}
