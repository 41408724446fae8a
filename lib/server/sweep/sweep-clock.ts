import "server-only";

/**
 * The clock by which a sweep dates what it keeps. A server's is always the machine's: no setting names another one, only
 * code that runs a sweep itself can give it one (sweep-past.ts, for the demo).
 */
export type SweepClock = () => Date;

/** The machine's clock. */
export const machineClock: SweepClock = () => new Date();
