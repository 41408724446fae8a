import "server-only";
import { drizzle } from "drizzle-orm/node-postgres";
import { Pool } from "pg";
import { config, type ConfiguredStore } from "@/lib/server/config";
import { log } from "@/lib/server/log";
import { oncePerProcess } from "@/lib/server/process-wide";
import type { Queryable } from "@/lib/server/store/database";
import { openDataDirectory, type SetAside } from "@/lib/server/store/data-directory";
import { migrate } from "@/lib/server/store/migrate";

/** The open store. */
export interface Store {
  readonly kind: ConfiguredStore["kind"];
  readonly database: Queryable;
  /** What could not be opened and was set aside when this store was; null as a rule. */
  readonly setAside: SetAside | null;
  /** Runs `work` in one transaction: all of it is kept, or none. */
  readonly transaction: <Value>(work: (transaction: Queryable) => Promise<Value>) => Promise<Value>;
  /** After a sweep: gives back what the rows that changed took up. A server does this by itself. */
  readonly tidy: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Few, so that many replicas fit a small server, and that not many answers come at once and hold up everything else. */
const mostConnections = 5;
/** A sweeper that was frozen within a transaction must not hold up the one that takes over. */
const idleInTransactionMs = 15_000;
const statementMs = 30_000;

function openServer(url: string): Pool {
  const pool = new Pool({
    connectionString: url,
    max: mostConnections,
    application_name: "patchboard",
    connectionTimeoutMillis: 10_000,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    statement_timeout: statementMs,
  });
  // A session that is idle when the server ends it: the next query opens another.
  pool.on("error", onLost);
  return pool;
}

function onLost(error: Error): void {
  log().warn({ event: "storeConnectionLost", error });
}

/**
 * With transactions that give their connection back: drizzle's own keeps it for ever where `begin` itself fails, and the
 * embedded pool has one. A connection that the server ends meanwhile fails the statement that comes next, nothing else.
 */
function databaseOn(pool: Pool): Queryable {
  const database = drizzle(pool, { casing: "snake_case" });
  database.transaction = async (work, options) => {
    const client = await pool.connect();
    client.on("error", onLost);
    try {
      return await drizzle(client, { casing: "snake_case" }).transaction(work, options);
    } finally {
      client.off("error", onLost);
      client.release();
    }
  };
  return database;
}

function storeOn(pool: Pool, own: Pick<Store, "kind" | "setAside" | "tidy" | "close">): Store {
  const database = databaseOn(pool);
  return {
    ...own,
    database,
    transaction: (work) => database.transaction(work),
  };
}

/** Opens a store and brings its schema up to date. Rejects with the reason when it cannot be opened. */
export async function openStore(place: ConfiguredStore): Promise<Store> {
  if (place.kind === "server") {
    const pool = openServer(place.url);
    await migrate(pool);
    return storeOn(pool, {
      kind: "server",
      setAside: null,
      tidy: async () => undefined,
      close: () => pool.end(),
    });
  }
  const { pool, setAside, tidy, close } = await openDataDirectory(place.directory);
  return storeOn(pool, { kind: "embedded", setAside, tidy, close });
}

const opening = oncePerProcess("store", (): { current: Promise<Store> | null } => ({
  current: null,
}));

/** The store of this process, opened when first asked for; one that could not be opened is tried again. */
export function store(): Promise<Store> {
  const once = opening();
  once.current ??= openStore(config().store).catch((error: unknown) => {
    once.current = null;
    throw error;
  });
  return once.current;
}
