import "server-only";
import { getTableColumns, getTableName, sql, type SQL } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { snakeCase } from "@/lib/server/store/updated-columns";

function list(names: readonly string[]): SQL {
  return sql.join(
    names.map((name) => sql.identifier(snakeCase(name))),
    sql`, `,
  );
}

/**
 * `insert into … select …` of rows as one parameter: a parameter for each value of each row makes the statement of a
 * batch of wide rows slow to write, to send and to read. A column that no row names takes its default.
 */
export function insertRows<Table extends PgTable>(
  table: Table,
  rows: ReadonlyArray<Table["$inferInsert"]>,
): SQL {
  const named = new Set(rows.flatMap((row) => Object.keys(row)));
  const columns = list(Object.keys(getTableColumns(table)).filter((name) => named.has(name)));
  const values = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [snakeCase(name), value])),
  );
  const name = sql.identifier(getTableName(table));
  return sql`insert into ${name} (${columns}) select ${columns}
    from jsonb_populate_recordset(null::${name}, ${JSON.stringify(values)}::jsonb)`;
}

/** `set (…) = row(excluded.…)` of the columns that rows name, but for some. */
export function excludedColumns<Table extends PgTable>(
  rows: ReadonlyArray<Table["$inferInsert"]>,
  except: ReadonlyArray<keyof Table["$inferInsert"] & string>,
): SQL {
  const [first = {}] = rows;
  const names = Object.keys(first).filter((name) => !except.some((each) => each === name));
  const excluded = names.map((name) => sql`excluded.${sql.identifier(snakeCase(name))}`);
  return sql`(${list(names)}) = row(${sql.join(excluded, sql`, `)})`;
}
