import { createHash, createHmac } from "node:crypto";

/** Where a listing goes on. */
export interface PagePosition {
  offset: number;
  /** The number of the page that this position begins, from 1. */
  page: number;
}

interface TokenContext {
  /** Operation, account, Region and parameters: a token is good for these only. */
  binding: string;
  /** Epoch milliseconds. */
  nowMs: number;
  lifetimeMs: number;
}

const secret = "patchboard-emulator";

/** An opaque token for a position, as services give them: bound to its request and valid for a while. */
export function sealPageToken(position: PagePosition, context: TokenContext): string {
  const payload = Buffer.from(
    JSON.stringify([position.offset, position.page, context.nowMs + context.lifetimeMs]),
  ).toString("base64url");
  return `AAEAA${payload}.${sign(payload, context.binding)}`;
}

/** The position inside a token, or null when it was changed, is for another request or has expired. */
export function openPageToken(token: string, context: TokenContext): PagePosition | null {
  const [payload, signature] = token.startsWith("AAEAA") ? token.slice(5).split(".") : [];
  if (payload === undefined || signature !== sign(payload, context.binding)) return null;
  const values: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
  if (!Array.isArray(values)) return null;
  const [offset, page, expiresAt] = values.map(Number);
  if (
    offset === undefined ||
    page === undefined ||
    expiresAt === undefined ||
    expiresAt <= context.nowMs
  )
    return null;
  return { offset, page };
}

/** What binds a token to its request: everything but the token itself. */
export function bindingOf(parts: readonly string[], input: object): string {
  const parameters = Object.entries(input).filter(
    ([name]) => name !== "NextToken" && name !== "PaginationToken",
  );
  return createHash("sha256")
    .update(
      JSON.stringify([parts, parameters.toSorted(([left], [right]) => (left < right ? -1 : 1))]),
    )
    .digest("base64url");
}

function sign(payload: string, binding: string): string {
  return createHmac("sha256", secret).update(payload).update(binding).digest("base64url");
}
