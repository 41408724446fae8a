import { formatQuery, oneOf, QueryReader, type Parsed } from "@/lib/api/query-reader";

/** Which days of a node's history, the newest first. */
export interface NodeHistoryQuery {
  /** From 1. */
  readonly page: number;
  readonly size: number;
}

const defaultSize = 30;
const historyView = "history";

/** Parses the parameters of a node's history; `strict` also refuses names it does not know. */
export function parseNodeHistoryQuery(
  params: URLSearchParams,
  strict: boolean,
): Parsed<NodeHistoryQuery> {
  const reader = new QueryReader(params);
  if (strict) reader.allowOnly(["page", "size"]);
  return reader.result({
    page: reader.integer("page", 1, 1_000_000, 1),
    size: reader.integer("size", 1, 500, defaultSize),
  });
}

/** True where an address asks for a node's history; a view of a node's page that there is none of is refused. */
export function parseNodePageView(
  params: URLSearchParams,
): Parsed<{ readonly isHistory: boolean }> {
  const reader = new QueryReader(params);
  const text = reader.text("view");
  const view = text === null ? null : oneOf([historyView])(text);
  if (text !== null && view === null) {
    reader.refuse("view", text.slice(0, 40), `Not a view of a node. Known: ${historyView}.`);
  }
  return reader.result({ isHistory: view !== null });
}

/** The view of a node's page that tells its history, without its `?`. */
export function nodeHistoryView({ page, size }: NodeHistoryQuery = { page: 1, size: defaultSize }) {
  return formatQuery([
    ["view", historyView],
    ["page", page === 1 ? null : String(page)],
    ["size", size === defaultSize ? null : String(size)],
  ]);
}
