import type { Call } from "./call";
import { textOf } from "./json-value";
import { bindingOf, openPageToken, sealPageToken, type PagePosition } from "./page-token";
import { declaresError } from "./validate-request";
import { WireError } from "./wire-error";

interface Listing<Row> {
  total: number;
  pageSize: number;
  /** The rows from one position up to, not including, another. */
  slice: (from: number, to: number) => readonly Row[];
  tokenMember?: "NextToken" | "PaginationToken";
}

export interface Page<Row> {
  rows: readonly Row[];
  /** Undefined leaves the member out. */
  nextToken: string | undefined;
}

/**
 * One page of a listing and the token of the next, with the call's quirks.
 * A token that was changed, has expired or belongs to other parameters is InvalidNextToken where the operation declares that,
 * else ValidationException.
 */
export function takePage<Row>(call: Call, listing: Listing<Row>): Page<Row> {
  const sent = textOf(call.input, listing.tokenMember ?? "NextToken");
  const position = positionOf(call, sent);
  const { quirks } = call;
  if (quirks.emptyPages && position.page === 2 && position.offset < listing.total) {
    return { rows: [], nextToken: seal(call, { offset: position.offset, page: 3 }) };
  }
  const size = quirks.shortPages
    ? Math.max(1, Math.floor(listing.pageSize * (position.page % 2 === 0 ? 0.4 : 0.7)))
    : listing.pageSize;
  const overlap = quirks.duplicateRows && position.page > 1 && size > 1 ? 1 : 0;
  const start = Math.max(0, position.offset - overlap);
  const end = Math.min(listing.total, start + size);
  const rows = listing.slice(start, end);
  if (end >= listing.total)
    return { rows, nextToken: quirks.lastToken === "empty-string" ? "" : undefined };
  const repeated = call.repeatToken && sent !== undefined && sent !== "";
  return {
    rows,
    nextToken: repeated ? sent : seal(call, { offset: end, page: position.page + 1 }),
  };
}

type PageContext = Pick<
  Call,
  "operation" | "account" | "region" | "input" | "tokenLifetimeMs" | "nowMs"
>;

/** The number of the page that a call asks for; 1 when its token cannot be read. */
export function pageNumberOf(call: PageContext): number {
  const sent = textOf(call.input, "NextToken") ?? textOf(call.input, "PaginationToken");
  return sent === undefined || sent === "" ? 1 : (openPageToken(sent, contextOf(call))?.page ?? 1);
}

function positionOf(call: Call, sent: string | undefined): PagePosition {
  if (sent === undefined || sent === "") return { offset: 0, page: 1 };
  const position = openPageToken(sent, contextOf(call));
  if (position === null || call.refuseToken) throw refused(call.operation);
  return position;
}

function refused(operation: string): WireError {
  if (operation === "GetResources")
    return new WireError(
      "PaginationTokenExpiredException",
      "The specified pagination token is expired or invalid.",
    );
  if (operation === "DescribeInstances")
    return new WireError("InvalidParameterValue", "Unable to parse pagination token.");
  if (operation === "ListAccounts")
    return new WireError("InvalidInputException", "The specified NextToken is not valid.");
  if (declaresError(operation, "InvalidNextToken"))
    return new WireError("InvalidNextToken", "The specified token is not valid.");
  return new WireError("ValidationException", "The specified NextToken is not valid.");
}

function seal(call: Call, position: PagePosition): string {
  return sealPageToken(position, contextOf(call));
}

function contextOf(call: PageContext): Parameters<typeof openPageToken>[1] {
  return {
    binding: bindingOf([call.operation, call.account, call.region], call.input),
    nowMs: call.nowMs,
    lifetimeMs: call.tokenLifetimeMs,
  };
}
