import "server-only";
import type { NodePgQueryResultHKT } from "drizzle-orm/node-postgres";
import type { PgDatabase } from "drizzle-orm/pg-core";

/**
 * What a store function runs its statements on: the database, or the transaction it is part of. The embedded store has
 * one connection, so within a transaction everything must go through that transaction.
 */
export type Queryable = PgDatabase<NodePgQueryResultHKT>;
