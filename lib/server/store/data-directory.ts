import "server-only";
import { existsSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Pool } from "pg";
import { log } from "@/lib/server/log";
import { lockDirectory } from "@/lib/server/store/directory-lock";
import {
  openEmbeddedPool,
  syncDirectory,
  type EmbeddedPool,
} from "@/lib/server/store/embedded-pool";
import { migrate, StoreIsNewerError } from "@/lib/server/store/migrate";

/** A store that could not be opened: kept under another name, and why. */
export interface SetAside {
  readonly directory: string;
  readonly reason: string;
  /** ISO 8601 UTC. */
  readonly at: string;
}

interface OpenDirectory {
  readonly pool: Pool;
  readonly setAside: SetAside | null;
  readonly tidy: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A table whose rows and whose key's entries differ in number: part of its file is gone, which PGlite does not notice. */
async function findDamage(pool: Pool): Promise<string | null> {
  const client = await pool.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and n.nspname = 'public' and exists
         (select from pg_index i where i.indrelid = c.oid and i.indisprimary)`,
    );
    for (const { name } of tables.rows) {
      const count = `select count(*)::int as rows from "${name}"`;
      await client.query("set enable_seqscan = off");
      const byKey = await client.query<{ rows: number }>(count);
      await client.query("set enable_seqscan = on");
      await client.query("set enable_indexscan = off");
      await client.query("set enable_indexonlyscan = off");
      const byTable = await client.query<{ rows: number }>(count);
      await client.query("reset all");
      if (byKey.rows[0]?.rows !== byTable.rows[0]?.rows) {
        return `Table ${name} has ${byTable.rows[0]?.rows} rows where its key has ${byKey.rows[0]?.rows}.`;
      }
    }
    return null;
  } finally {
    client.release();
  }
}

async function openWhole(dataDir: string): Promise<EmbeddedPool> {
  const opened = await openEmbeddedPool(dataDir);
  try {
    const damage = await findDamage(opened.pool);
    if (damage !== null) throw new Error(damage);
    await migrate(opened.pool);
    return opened;
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** Keeps a cluster that cannot be opened under a name of its own: never overwritten, never in the way. */
function putAside(dataDir: string, error: unknown): SetAside {
  const at = new Date().toISOString();
  const directory = `${dataDir}.damaged-${at.replaceAll(/[:.]/g, "-")}`;
  renameSync(dataDir, directory);
  const reason = error instanceof Error ? error.message : String(error);
  log().error({ event: "storeSetAside", directory, error });
  return { directory, reason, at };
}

/** Where not even a new store can be made, as on a full disk, the fault is not the old one's: it is put back. */
async function beginAnew(dataDir: string, { directory }: SetAside): Promise<EmbeddedPool> {
  try {
    return await openWhole(dataDir);
  } catch (error) {
    rmSync(dataDir, { recursive: true, force: true });
    renameSync(directory, dataDir);
    log().error({ event: "storePutBack", directory, error });
    throw error;
  }
}

/**
 * Opens the store under PATCHBOARD_DATA_DIR. One that cannot be opened is set aside and a new one begun: everything in
 * it but its history can be read from SSM again. Throws DirectoryInUseError, or StoreIsNewerError.
 */
export async function openDataDirectory(directory: string): Promise<OpenDirectory> {
  const unlock = await lockDirectory(resolve(directory));
  const dataDir = join(resolve(directory), "store");
  try {
    let setAside: SetAside | null = null;
    let opened: EmbeddedPool;
    try {
      opened = await openWhole(dataDir);
    } catch (error) {
      if (error instanceof StoreIsNewerError || !existsSync(dataDir)) throw error;
      setAside = putAside(dataDir, error);
      opened = await beginAnew(dataDir, setAside);
    }
    return {
      pool: opened.pool,
      setAside,
      tidy: () => tidy(opened.pool, dataDir),
      close: async () => {
        await opened.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** PGlite neither vacuums nor writes checkpoints by itself, and syncs nothing. */
async function tidy(pool: Pool, dataDir: string): Promise<void> {
  await pool.query("vacuum analyze");
  await pool.query("checkpoint");
  syncDirectory(dataDir);
}
