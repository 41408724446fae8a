import { parseAccount, parseRegion } from "@/lib/domain/source";
import { patchGroupsPage } from "@/lib/api/addresses";
import { formatListPart, listPartNames, readListPart, type ListPart } from "@/lib/api/list-part";
import {
  formatList,
  formatQuery,
  formatYesOrNo,
  QueryReader,
  type Parsed,
  type SortKey,
} from "@/lib/api/query-reader";

export const patchGroupColumns = [
  "group",
  "nodes",
  "compliant",
  "non-compliant",
  "unknown",
  "critical",
  "missing",
  "failed",
  "installed-pending-reboot",
  "account",
  "region",
] as const;

export type PatchGroupColumn = (typeof patchGroupColumns)[number];

/** Which patch groups, in which order. Null is no filter. `q` is found in the group's name. */
export interface PatchGroupsQuery extends ListPart<PatchGroupColumn> {
  /** Registered with a baseline that is read here, or not. */
  readonly registered: boolean | null;
  /** With listed nodes, or without any. */
  readonly used: boolean | null;
  readonly accounts: readonly string[] | null;
  readonly regions: readonly string[] | null;
}

/** The most nodes with critical findings first, then the most with missing patches. */
export const defaultPatchGroupSort: readonly SortKey<PatchGroupColumn>[] = [
  { column: "critical", descending: true },
  { column: "missing", descending: true },
];

const names = ["registered", "used", "account", "region", ...listPartNames];

/** Parses the parameters of the list of patch groups; `strict` also refuses names it does not know. */
export function parsePatchGroupsQuery(
  params: URLSearchParams,
  strict: boolean,
): Parsed<PatchGroupsQuery> {
  const reader = new QueryReader(params);
  if (strict) reader.allowOnly(names);
  return reader.result({
    registered: reader.yesOrNo("registered"),
    used: reader.yesOrNo("used"),
    accounts: reader.words("account", parseAccount, "Not an account id (12 digits)."),
    regions: reader.words("region", parseRegion, "Not a Region's name."),
    ...readListPart(reader, patchGroupColumns, defaultPatchGroupSort),
  });
}

/** The one spelling of a query, defaults left out. */
export function formatPatchGroupsQuery(query: PatchGroupsQuery): string {
  return formatQuery([
    ["registered", formatYesOrNo(query.registered)],
    ["used", formatYesOrNo(query.used)],
    ["account", formatList(query.accounts)],
    ["region", formatList(query.regions)],
    ...formatListPart(query, defaultPatchGroupSort),
  ]);
}

/** The list of patch groups under a query. */
export function patchGroupsAddress(query: PatchGroupsQuery): string {
  const search = formatPatchGroupsQuery(query);
  return search === "" ? patchGroupsPage : `${patchGroupsPage}?${search}`;
}
