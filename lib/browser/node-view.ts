import {
  findingsQuery,
  formatNodePatchesQuery,
  parseNodePatchesQuery,
  type NodePatchesQuery,
} from "@/lib/api/node-patches-query";
import { formatQuery, QueryReader, type InvalidParam } from "@/lib/api/query-reader";
import { everySource, scopeOf, withScope, type Scope } from "./scope";

/** A row: some nodes hold one KB or package twice. */
export interface OpenPatch {
  readonly kbId: string;
  readonly occurrence: number;
}

/** What the address of a node's page says: which rows, and the one whose panel is open. */
export interface NodeView {
  readonly query: NodePatchesQuery;
  readonly patch: OpenPatch | null;
  /** What the lists are narrowed to that one goes back to; the node itself is shown in any. */
  readonly scope: Scope;
}

/** The view of a node's page whose address says nothing. */
export const findingsView: NodeView = { query: findingsQuery, patch: null, scope: everySource };

export type ParsedNodeView =
  | { readonly ok: true; readonly view: NodeView }
  | { readonly ok: false; readonly invalidParams: readonly InvalidParam[] };

export function parseNodeView(params: URLSearchParams): ParsedNodeView {
  const reader = new QueryReader(params);
  const kbId = reader.text("patch");
  const occurrence = reader.integer("occurrence", 1, 1_000, 1);
  const panel = reader.result(kbId === null ? null : { kbId, occurrence });
  const parsed = parseNodePatchesQuery(params, false);
  if (parsed.ok && panel.ok) {
    return { ok: true, view: { query: parsed.query, patch: panel.query, scope: scopeOf(params) } };
  }
  return {
    ok: false,
    invalidParams: [parsed, panel].flatMap((part) => (part.ok ? [] : part.invalidParams)),
  };
}

/** The one spelling of a view, without its `?`. */
export function formatNodeView({ query, patch, scope }: NodeView): string {
  const panel = formatQuery([
    ["patch", patch?.kbId ?? null],
    ["occurrence", patch === null || patch.occurrence === 1 ? null : String(patch.occurrence)],
  ]);
  return withScope([formatNodePatchesQuery(query), panel].filter(Boolean).join("&"), scope);
}
