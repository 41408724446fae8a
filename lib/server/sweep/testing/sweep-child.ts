import "server-only";
/**
 * A process that sweeps and does nothing else, configured by its environment as a server is. With the times of its
 * leases as arguments, in milliseconds, it is given up for dead sooner than a server.
 */
import { startSweeping } from "@/lib/server/sweep/start-sweeping";

const [leaseMs, renewEveryMs, standbyMs] = process.argv.slice(2).map(Number);
startSweeping(
  leaseMs === undefined || renewEveryMs === undefined || standbyMs === undefined
    ? undefined
    : { leaseSeconds: leaseMs / 1_000, renewEveryMs, standbyMs },
);
setInterval(() => undefined, 60_000);
