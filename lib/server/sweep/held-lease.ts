import "server-only";
import { log } from "@/lib/server/log";
import type { Queryable } from "@/lib/server/store/database";
import {
  LeaseLostError,
  releaseLease,
  renewLease,
  requireLease,
  takeLease,
  type Lease,
} from "@/lib/server/store/leases";
import type { Store } from "@/lib/server/store/store";

/** So long after its holder's last sign of life another may take over. */
const leaseSeconds = 30;
const renewEveryMs = 8_000;

/** A lease that renews itself until it is let go or lost. */
export interface HeldLease {
  readonly lease: Lease;
  /** Aborts when another process has taken over. */
  readonly lost: AbortSignal;
  /** A transaction that begins by making sure of the lease. Throws LeaseLostError. */
  readonly write: <Value>(work: (transaction: Queryable) => Promise<Value>) => Promise<Value>;
  readonly release: () => Promise<void>;
}

/** Takes a lease and keeps it. null: another process has it. */
export async function holdLease(
  { database, transaction }: Store,
  name: string,
  holder: string,
): Promise<HeldLease | null> {
  const lease = await takeLease(database, name, holder, leaseSeconds);
  if (lease === null) return null;
  const lost = new AbortController();
  const renew = async () => {
    try {
      if (await renewLease(database, lease, leaseSeconds)) return;
      lost.abort(new LeaseLostError(`Another process has taken over ${name}.`));
    } catch (error) {
      // The store may be back before the lease ends; if not, the next write says so.
      log().warn({ event: "leaseNotRenewed", name, error });
    }
  };
  const timer = setInterval(() => void renew(), renewEveryMs);
  timer.unref();
  return {
    lease,
    lost: lost.signal,
    write: (work) =>
      transaction(async (inTransaction) => {
        await requireLease(inTransaction, lease);
        return work(inTransaction);
      }),
    release: async () => {
      clearInterval(timer);
      await releaseLease(database, lease);
    },
  };
}
