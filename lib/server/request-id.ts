import "server-only";

/** The id the entry gave this request; it stands in the log and in every error body. */
export function requestIdOf(requestHeaders: Pick<Headers, "get">): string {
  return requestHeaders.get("x-patchboard-request-id") ?? "unknown";
}
