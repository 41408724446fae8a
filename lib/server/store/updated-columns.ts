import "server-only";
import { getTableColumns, sql, type SQL } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";

/** `column = excluded.column` for every column of a table but some: what `on conflict do update` sets. */
export function updatedColumns<Table extends PgTable>(
  table: Table,
  except: ReadonlyArray<keyof Table["_"]["columns"] & string>,
): Record<string, SQL> {
  const names = Object.keys(getTableColumns(table)).filter(
    (name) => !except.some((each) => each === name),
  );
  return Object.fromEntries(names.map((name) => [name, sql.raw(`excluded.${snakeCase(name)}`)]));
}

/** The database's name of a column. */
export function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
