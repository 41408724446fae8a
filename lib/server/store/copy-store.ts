import "server-only";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import type { Queryable } from "@/lib/server/store/database";
import { openStore, type Store } from "@/lib/server/store/store";

/** A copy that cannot be made; its message says why and what to do. */
export class CopyRefusedError extends Error {
  override readonly name = "CopyRefusedError";
}

/** A table that was copied. */
export interface CopiedTable {
  readonly table: string;
  readonly rows: number;
}

/** Of the place, not of its content: what the schema is, and who may write at this moment. */
const ownOfAStore = ["migration", "lease"];
const rowsAtOnce = 2_000;

/** The tables that are copied, each after those it refers to. */
async function tablesInOrder(on: Queryable): Promise<readonly string[]> {
  const tables = await on.execute<{ name: string }>(
    sql`select tablename::text as name from pg_tables where schemaname = 'public' order by 1`,
  );
  const references = await on.execute<{ from: string; to: string }>(
    sql`select conrelid::regclass::text as from, confrelid::regclass::text as to
      from pg_constraint where contype = 'f' and conrelid <> confrelid`,
  );
  const waiting = new Set(tables.rows.map(({ name }) => name));
  for (const name of ownOfAStore) waiting.delete(name);
  const ordered: string[] = [];
  while (waiting.size > 0) {
    const next = [...waiting].find(
      (name) => !references.rows.some(({ from, to }) => from === name && waiting.has(to)),
    );
    if (next === undefined) throw new Error("The tables refer to each other in a ring.");
    waiting.delete(next);
    ordered.push(next);
  }
  return ordered;
}

async function requireEmpty(target: Queryable, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    const { rows } = await target.execute(sql`select 1 from ${sql.identifier(table)} limit 1`);
    if (rows.length > 0) {
      throw new CopyRefusedError(
        `The target's table ${table} has rows. Copy into an empty database: nothing was written.`,
      );
    }
  }
}

/** Rows go as JSON, which PostgreSQL reads back to every type the schema has. */
async function copyTable(source: Queryable, target: Queryable, table: string): Promise<number> {
  const name = sql.identifier(table);
  await source.execute(
    sql`declare copied no scroll cursor for select to_jsonb(each)::text as row from ${name} each`,
  );
  let copied = 0;
  for (;;) {
    const { rows } = await source.execute<{ row: string }>(
      sql`fetch ${sql.raw(String(rowsAtOnce))} from copied`,
    );
    if (rows.length === 0) break;
    const json = `[${rows.map(({ row }) => row).join(",")}]`;
    // Numbers that the database has given are kept: other tables refer to them.
    await target.execute(sql`
      insert into ${name} overriding system value
      select * from jsonb_populate_recordset(null::${name}, ${json}::jsonb)`);
    copied += rows.length;
  }
  await source.execute(sql`close copied`);
  return copied;
}

/** The next number a table gives is the one the source would have given. */
async function advanceSequences(source: Queryable, target: Queryable): Promise<void> {
  const identities = await source.execute<{ sequence: string }>(
    sql`select pg_get_serial_sequence(quote_ident(table_name), column_name) as sequence
      from information_schema.columns where table_schema = 'public' and is_identity = 'YES'`,
  );
  for (const { sequence } of identities.rows) {
    const { rows } = await source.execute<{ last: string; called: boolean }>(
      sql`select last_value as last, is_called as called from ${sql.raw(sequence)}`,
    );
    const [{ last, called } = { last: "1", called: false }] = rows;
    await target.execute(sql`select setval(${sequence}::regclass, ${last}::bigint, ${called})`);
  }
}

/**
 * Copies everything but leases into an empty store, in one transaction: all of it, or nothing. Throws
 * CopyRefusedError where the target has rows.
 */
function copyContent(from: Store, to: Store): Promise<readonly CopiedTable[]> {
  return from.transaction((source) =>
    to.transaction(async (target) => {
      const tables = await tablesInOrder(source);
      const names = sql.join(
        tables.map((table) => sql.identifier(table)),
        sql`, `,
      );
      // A Patchboard that starts on the target meanwhile waits.
      await target.execute(sql`lock table ${names} in share row exclusive mode`);
      await requireEmpty(target, tables);
      const copied: CopiedTable[] = [];
      for (const table of tables) {
        copied.push({ table, rows: await copyTable(source, target, table) });
      }
      await advanceSequences(source, target);
      return copied;
    }),
  );
}

/**
 * Copies the store in a directory into the empty PostgreSQL at `url`. Throws CopyRefusedError, or DirectoryInUseError
 * while a Patchboard runs on the directory.
 */
export async function copyStore(directory: string, url: string): Promise<readonly CopiedTable[]> {
  if (!existsSync(join(directory, "store"))) {
    throw new CopyRefusedError(`There is no store in ${directory}: set PATCHBOARD_DATA_DIR.`);
  }
  const from = await openStore({ kind: "embedded", directory });
  try {
    if (from.setAside !== null) {
      throw new CopyRefusedError(
        `The store in ${directory} can't be opened: ${from.setAside.reason} It is kept as ${from.setAside.directory}.`,
      );
    }
    const to = await openStore({ kind: "server", url });
    try {
      return await copyContent(from, to);
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}
