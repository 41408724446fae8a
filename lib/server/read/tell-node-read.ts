import "server-only";
import type { PatchReadLine } from "@/lib/api/node-patches.schema";
import type { HeldListing, ListingRun } from "@/lib/server/read/node-listings";
import { problemOf } from "@/lib/server/problem-of";

function done(held: HeldListing): PatchReadLine {
  return {
    event: "done",
    rowsRead: held.rows.length,
    readAt: held.readAt,
    operationEndTime: held.operationEndTime,
  };
}

/** The lines of a reading: its progress page by page, then how it ended. */
export async function* tellNodeRead(
  reading: ListingRun | HeldListing,
  requestId: string,
): AsyncGenerator<PatchReadLine, void, undefined> {
  if (!("finished" in reading)) {
    yield done(reading);
    return;
  }
  const end = reading.finished.then(
    (held) => done(held),
    (error: unknown): PatchReadLine => {
      const { code, detail } = problemOf(error, requestId);
      return { event: "failed", code, detail, requestId };
    },
  );
  let last: PatchReadLine | null = null;
  while (last === null) {
    yield { event: "progress", ...reading.progress };
    last = await Promise.race([reading.advanced(), end]);
  }
  yield last;
}
