import "server-only";
import type { Queryable } from "@/lib/server/store/database";

/** Runs reads that must agree with each other on one state of the store, whatever is written meanwhile. */
export function inSnapshot<Value>(
  on: Queryable,
  read: (snapshot: Queryable) => Promise<Value>,
): Promise<Value> {
  return on.transaction(read, { isolationLevel: "repeatable read", accessMode: "read only" });
}
