import "server-only";
/**
 * Sweeps the past of a fleet whose clock its caller moves: the demo's history. Reads moments (ISO 8601), a line each; sweeps
 * at each as if it were now, and answers with the line `swept` and the moment. No server imports this: it refuses whatever
 * is not the demo's own store, and there is no other way to date a sweep.
 */
import { createInterface } from "node:readline";
import { z } from "zod";
import { openCredentials } from "@/lib/server/aws/credentials";
import { leapingClock } from "@/lib/server/aws/leaping-clock";
import { openSource } from "@/lib/server/aws/source-clients";
import { config } from "@/lib/server/config";
import { store, type Store } from "@/lib/server/store/store";
import { saveSources } from "@/lib/server/store/sources";
import { tallyAttempt } from "@/lib/server/sweep/call-tally";
import type { OpenedSource } from "@/lib/server/sweep/opened-sources";
import { Throttling } from "@/lib/server/sweep/throttling";
import { sweepOnce } from "@/lib/server/sweep/sweep-once";

/** The configured sources, read as fast as they answer: nobody else is kept waiting in the past. */
async function openSources({ database }: Store): Promise<readonly OpenedSource[]> {
  const wanted = config().accounts.flatMap(({ account, regions }) =>
    account === null ? [] : regions.map((region) => ({ account, region })),
  );
  const credentials = openCredentials(wanted[0]?.region ?? "us-east-1", config().proxies);
  return (await saveSources(database, wanted)).map(({ sourceNo, account, region }) => {
    const source = { account, region };
    const observer = { attempted: tallyAttempt };
    const clients = openSource(source, { credentials, observer, clock: leapingClock() });
    return { source, sourceNo, alias: null, clients, throttling: new Throttling(source) };
  });
}

/** The clock that shows `moment` now, and goes on from there. */
function clockFrom(moment: string) {
  const startMs = performance.now();
  return () => new Date(Date.parse(moment) + (performance.now() - startMs));
}

async function sweepMoments(): Promise<void> {
  if (!config().demo || config().store.kind !== "embedded") {
    throw new Error("Only the demo's store is filled with sweeps of the past.");
  }
  const opened = await store();
  // Once at the end: a hundred times is what takes longest.
  const untidied = { ...opened, tidy: async () => undefined };
  try {
    const sources = await openSources(opened);
    for await (const line of createInterface({ input: process.stdin })) {
      const moment = z.iso.datetime().parse(line);
      await sweepOnce(untidied, sources, { clock: clockFrom(moment) });
      process.stdout.write(`swept ${moment}\n`);
    }
    await opened.tidy();
  } finally {
    await opened.close();
  }
}

await sweepMoments();
// The clients keep connections open that nobody needs any more.
process.exit();
