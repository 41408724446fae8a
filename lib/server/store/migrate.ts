import "server-only";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Pool, PoolClient } from "pg";

const folder = join(process.cwd(), "lib/server/store/migrations");

/** Any number, the same in every process: PostgreSQL's advisory locks have no names. */
const lockNumber = 7_260_113;

/** The store was written by a newer version than this one. */
export class StoreIsNewerError extends Error {
  override readonly name = "StoreIsNewerError";
}

interface Migration {
  readonly version: number;
  readonly sql: string;
}

function migrations(): readonly Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}_[\w-]+\.sql$/.test(name))
    .toSorted()
    .map((name) => ({
      version: Number(name.slice(0, 4)),
      sql: readFileSync(join(folder, name), "utf8"),
    }));
}

/**
 * Brings the schema up to this version, forward only, one process at a time, each step whole or not at all. Throws
 * StoreIsNewerError where the store is ahead.
 */
export async function migrate(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    // A step may take longer on a large store than any question may: cut off, it would be begun anew at every start.
    await client.query("set local statement_timeout = 0");
    // Held until the transaction ends: replicas that start together wait for the first.
    await client.query("select pg_advisory_xact_lock($1)", [lockNumber]);
    await apply(client);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}

async function apply(client: PoolClient): Promise<void> {
  await client.query(
    "create table if not exists migration (version integer primary key, applied_at timestamptz not null default now())",
  );
  const answer = await client.query<{ version: number }>(
    "select coalesce(max(version), 0)::int as version from migration",
  );
  const applied = answer.rows[0]?.version ?? 0;
  const known = migrations();
  const newest = known.at(-1)?.version ?? 0;
  if (applied > newest) {
    throw new StoreIsNewerError(
      `The store has schema version ${applied}; this version of Patchboard knows ${newest}. Run the newer version.`,
    );
  }
  for (const { version, sql } of known) {
    if (version <= applied) continue;
    await client.query(sql);
    await client.query("insert into migration (version) values ($1)", [version]);
  }
}
