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
import { damageIn, StoreDamagedError, StoreNotOpenedError } from "@/lib/server/store/store-damage";
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
    if (damage !== null) throw new StoreDamagedError(damage);
    await migrate(opened.pool);
    return opened;
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** Keeps a damaged cluster under a name of its own: never overwritten, never in the way. */
function putAside(dataDir: string, error: unknown): SetAside {
  const at = new Date().toISOString();
  const directory = `${dataDir}.damaged-${at.replaceAll(/[:.]/g, "-")}`;
  renameSync(dataDir, directory);
  const reason = reasonOf(error);
  log().error({ event: "storeSetAside", directory, error });
  return { directory, reason, at };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Throws where not even an empty cluster can be made and opened on this machine. */
async function tryEmpty(dataDir: string): Promise<void> {
  const empty = `${dataDir}.trial`;
  rmSync(empty, { recursive: true, force: true });
  try {
    await (await openEmbeddedPool(empty)).close();
  } finally {
    rmSync(empty, { recursive: true, force: true });
  }
}

/**
 * Opens a cluster, or says why it is damaged. The engine ends on damage as it ends where it cannot run, without a word:
 * damage is what an empty cluster beside it does not suffer from. Throws StoreIsNewerError, or StoreNotOpenedError for
 * everything that is no damage: then the cluster stays as it is.
 */
async function openOrBlame(
  dataDir: string,
): Promise<{ readonly opened: EmbeddedPool } | { readonly damage: unknown }> {
  try {
    return { opened: await openWhole(dataDir) };
  } catch (error) {
    if (error instanceof StoreIsNewerError) throw error;
    const isThere = existsSync(dataDir);
    if (isThere && damageIn(error) === "damage") return { damage: error };
    if (!isThere || damageIn(error) === "none") throw notOpened(dataDir, error);
    try {
      await tryEmpty(dataDir);
    } catch (alsoEmpty) {
      throw notOpened(dataDir, alsoEmpty);
    }
    return openWhole(dataDir).then(
      (opened) => ({ opened }),
      (again: unknown) => {
        if (damageIn(again) === "none") throw notOpened(dataDir, again);
        return { damage: again };
      },
    );
  }
}

function notOpened(dataDir: string, cause: unknown): StoreNotOpenedError {
  const left = existsSync(dataDir) ? " It is left as it is." : "";
  return new StoreNotOpenedError(
    `The store in ${dataDir} could not be opened, and not because it is damaged: ${reasonOf(cause)}.${left}`,
    { cause },
  );
}

/** Sets a damaged cluster aside and begins a new one; where even that fails, the damaged one is put back. */
async function replace(
  dataDir: string,
  damage: unknown,
): Promise<{ readonly opened: EmbeddedPool; readonly setAside: SetAside }> {
  const setAside = putAside(dataDir, damage);
  try {
    return { opened: await openWhole(dataDir), setAside };
  } catch (error) {
    const { directory } = setAside;
    rmSync(dataDir, { recursive: true, force: true });
    renameSync(directory, dataDir);
    log().error({ event: "storePutBack", directory, error });
    throw notOpened(dataDir, error);
  }
}

/**
 * Opens the store under PATCHBOARD_DATA_DIR. A damaged one is set aside and a new one begun: everything in it but its
 * history can be read from SSM again. Throws DirectoryInUseError, StoreIsNewerError, or StoreNotOpenedError for whatever
 * is no damage.
 */
export async function openDataDirectory(directory: string): Promise<OpenDirectory> {
  const unlock = await lockDirectory(resolve(directory));
  const dataDir = join(resolve(directory), "store");
  try {
    const found = await openOrBlame(dataDir);
    const { opened, setAside } =
      "damage" in found ? await replace(dataDir, found.damage) : { ...found, setAside: null };
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
