import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import type { Urgency } from "@/lib/server/aws/learning-limiter";
import { oncePerProcess } from "@/lib/server/process-wide";

const inBackground = oncePerProcess("urgency", () => new AsyncLocalStorage<Urgency>());

/** Whose calls these are: a person's, unless they are made within `inTheBackground`. */
export function urgency(): Urgency {
  return inBackground().getStore() ?? "interactive";
}

/** Runs `work`, whose calls let every person's go first. */
export function inTheBackground<Value>(work: () => Promise<Value>): Promise<Value> {
  return inBackground().run("background", work);
}
