import "server-only";
import type { Patience } from "@/lib/server/settled-within";

/** The longest an API answer waits (DESIGN: at most 20 s). */
export const apiPatience: Patience = { waitMs: 20_000 };

/** A page's first view waits no longer than a reader would call instant; the browser goes on from there. */
export const pagePatience: Patience = { waitMs: 1_500, restMs: 100 };

/** For what is known at this moment. */
export const nobodyWaits: Patience = { waitMs: 0 };

/** The patience a request asks for with `Prefer: wait=N` (RFC 7240), never more than the API's own. */
export function patienceOf(request: Request): Patience {
  const asked = /(?:^|[,;\s])wait=(\d{1,3})(?:$|[,;\s])/.exec(
    request.headers.get("prefer") ?? "",
  )?.[1];
  if (asked === undefined) return apiPatience;
  return { waitMs: Math.min(Number(asked) * 1000, apiPatience.waitMs) };
}

/** What is left of a patience after what was waited for since `sinceMs` (epoch). */
export function restOf({ waitMs }: Patience, sinceMs: number): Patience {
  return { waitMs: Math.max(0, waitMs - (Date.now() - sinceMs)) };
}
