import "server-only";
import { sql } from "drizzle-orm";
import type { Queryable } from "@/lib/server/store/database";

/** The right to sweep something, until another takes it. */
export interface Lease {
  readonly name: string;
  readonly holder: string;
  /** Grows with every change of holder: a write that carries an older one is refused. */
  readonly fence: number;
}

/** Another sweeper has taken over: nothing more may be written under this lease. */
export class LeaseLostError extends Error {
  override readonly name = "LeaseLostError";
}

/** Takes a lease that is free, or expired by the database's clock, or this holder's own. null: another has it. */
export async function takeLease(
  on: Queryable,
  name: string,
  holder: string,
  seconds: number,
): Promise<Lease | null> {
  const { rows } = await on.execute<{ fence: string }>(sql`
    insert into lease as held (name, holder, expires_at)
    values (${name}, ${holder}, now() + make_interval(secs => ${seconds}))
    on conflict (name) do update set
      holder = excluded.holder,
      expires_at = excluded.expires_at,
      fence = case when held.holder = excluded.holder then held.fence else held.fence + 1 end
    where held.holder = excluded.holder or held.expires_at < now()
    returning fence`);
  const [row] = rows;
  return row === undefined ? null : { name, holder, fence: Number(row.fence) };
}

/** Keeps a lease for longer. false: another holder has it. */
export async function renewLease(on: Queryable, lease: Lease, seconds: number): Promise<boolean> {
  const { rowCount } = await on.execute(sql`
    update lease set expires_at = now() + make_interval(secs => ${seconds})
    where name = ${lease.name} and holder = ${lease.holder} and fence = ${lease.fence}`);
  return rowCount === 1;
}

/** Gives a lease back, so that the next holder need not wait for its end. */
export async function releaseLease(on: Queryable, lease: Lease): Promise<void> {
  await on.execute(sql`
    update lease set expires_at = now() - interval '1 second'
    where name = ${lease.name} and holder = ${lease.holder} and fence = ${lease.fence}`);
}

/**
 * Ends every lease whose name begins with `prefix`, whoever holds it: waits for the transactions under way that carry
 * one, and no later one can. Part of the transaction of who has taken over from their holder.
 */
export async function endLeases(transaction: Queryable, prefix: string): Promise<void> {
  await transaction.execute(sql`
    update lease set expires_at = now() - interval '1 second', fence = fence + 1
    where starts_with(name, ${prefix})`);
}

/**
 * The first statement of every transaction of a sweep: it throws LeaseLostError when another has taken over, and holds
 * a take-over back until the transaction has ended.
 */
export async function requireLease(transaction: Queryable, lease: Lease): Promise<void> {
  const { rows } = await transaction.execute(sql`
    select 1 from lease
    where name = ${lease.name} and holder = ${lease.holder} and fence = ${lease.fence}
    for share`);
  if (rows.length === 0) {
    throw new LeaseLostError(`Another process has taken over ${lease.name}.`);
  }
}
