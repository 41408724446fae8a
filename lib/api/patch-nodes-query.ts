import { patchDeadlines, type PatchDeadline, deadlineWord } from "@/lib/domain/deadline";
import type { FindingState } from "@/lib/domain/patch-state";
import { parseAccount, parseRegion } from "@/lib/domain/source";
import { readDeadlines } from "@/lib/api/deadline-query";
import { formatListPart, listPartNames, readListPart, type ListPart } from "@/lib/api/list-part";
import { stateWord } from "@/lib/api/node-patches-query";
import { readFindingStates } from "@/lib/api/patches-query";
import {
  formatList,
  formatQuery,
  QueryReader,
  type Parsed,
  type SortKey,
} from "@/lib/api/query-reader";

export const patchNodeColumns = [
  "state",
  "name",
  "os",
  "group",
  "account",
  "region",
  "first-seen",
  "deadline",
  "operation-end-time",
] as const;

export type PatchNodeColumn = (typeof patchNodeColumns)[number];

/** Which of the nodes that have one patch among their findings, in which order. `q` is found as in the list of nodes. */
export interface PatchNodesQuery extends ListPart<PatchNodeColumn> {
  readonly states: readonly FindingState[] | null;
  /** How it stands on the node. */
  readonly deadlines: readonly PatchDeadline[] | null;
  readonly accounts: readonly string[] | null;
  readonly regions: readonly string[] | null;
}

/** The worst state first, and the one that has waited longest. */
export const defaultPatchNodesSort: readonly SortKey<PatchNodeColumn>[] = [
  { column: "state", descending: false },
  { column: "first-seen", descending: false },
];

const names = ["state", "deadline", "account", "region", ...listPartNames];

/** Parses the parameters of a patch's nodes; `strict` also refuses names it does not know. */
export function parsePatchNodesQuery(
  params: URLSearchParams,
  strict: boolean,
): Parsed<PatchNodesQuery> {
  const reader = new QueryReader(params);
  if (strict) reader.allowOnly(names);
  const query: PatchNodesQuery = {
    states: readFindingStates(reader),
    deadlines: readDeadlines(reader, patchDeadlines),
    accounts: reader.words("account", parseAccount, "Not an account id (12 digits)."),
    regions: reader.words("region", parseRegion, "Not a Region's name."),
    ...readListPart(reader, patchNodeColumns, defaultPatchNodesSort),
  };
  return reader.result(query);
}

/** The one spelling of a query, defaults left out. */
export function formatPatchNodesQuery(query: PatchNodesQuery): string {
  return formatQuery([
    ["state", formatList(query.states?.map(stateWord))],
    ["deadline", formatList(query.deadlines?.map(deadlineWord))],
    ["account", formatList(query.accounts)],
    ["region", formatList(query.regions)],
    ...formatListPart(query, defaultPatchNodesSort),
  ]);
}
