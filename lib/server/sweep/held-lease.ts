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

/** How long a lease outlasts its holder's last sign of life, and how often its holder gives one. */
export interface LeaseTimes {
  readonly leaseSeconds: number;
  readonly renewEveryMs: number;
}

/** A lease to be taken and kept. */
interface WantedLease {
  readonly name: string;
  readonly holder: string;
  readonly times: LeaseTimes;
  /** The lease it depends on: taken only while that one is held. Throws LeaseLostError when it is not. */
  readonly under?: HeldLease;
}

/** A lease that renews itself until it is let go or lost. */
export interface HeldLease {
  readonly lease: Lease;
  /** Aborts when another process has taken over. */
  readonly lost: AbortSignal;
  /** A transaction that begins by making sure of the lease. Throws LeaseLostError. */
  readonly write: <Value>(work: (transaction: Queryable) => Promise<Value>) => Promise<Value>;
  /** Never rejects: a lease that can't be given back ends by itself. */
  readonly release: () => Promise<void>;
}

/** Takes a lease and keeps it. null: another process has it. */
export async function holdLease(
  { database, transaction }: Store,
  { name, holder, times: { leaseSeconds, renewEveryMs }, under }: WantedLease,
): Promise<HeldLease | null> {
  const take = (on: Queryable) => takeLease(on, name, holder, leaseSeconds);
  const lease = await (under === undefined ? take(database) : under.write(take));
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
      await releaseLease(database, lease).catch((error: unknown) => {
        log().warn({ event: "leaseNotReleased", name, error });
      });
    },
  };
}
