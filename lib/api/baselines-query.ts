import {
  operatingSystemWord,
  parseOperatingSystem,
  type OperatingSystem,
} from "@/lib/domain/operating-system";
import { baselineOwners, type BaselineOwner } from "@/lib/domain/patch-baseline";
import { parseAccount, parseRegion } from "@/lib/domain/source";
import { formatListPart, listPartNames, readListPart, type ListPart } from "@/lib/api/list-part";
import {
  formatList,
  formatQuery,
  formatYesOrNo,
  oneOf,
  QueryReader,
  type Parsed,
  type SortKey,
} from "@/lib/api/query-reader";

export const baselineColumns = [
  "owner",
  "name",
  "baseline-id",
  "os",
  "default",
  "nodes-using",
  "non-compliant",
  "approve-after-days",
  "modified-date",
  "account",
  "region",
] as const;

export type BaselineColumn = (typeof baselineColumns)[number];

/**
 * Which baselines, in which order. Null is no filter.
 * `q` is found in name, description, id or patch group.
 */
export interface BaselinesQuery extends ListPart<BaselineColumn> {
  readonly owners: readonly BaselineOwner[] | null;
  readonly operatingSystems: readonly OperatingSystem[] | null;
  /** The default of its operating system, or not. */
  readonly defaultBaseline: boolean | null;
  /** Used by a node in its last operation, or by none; one whose nodes are unread is neither. */
  readonly used: boolean | null;
  readonly accounts: readonly string[] | null;
  readonly regions: readonly string[] | null;
}

/** Own baselines first, AWS's after. */
export const defaultBaselineSort: readonly SortKey<BaselineColumn>[] = [
  { column: "owner", descending: false },
  { column: "name", descending: false },
];

const names = ["owner", "os", "default", "used", "account", "region", ...listPartNames];

/** Parses the parameters of the baseline list; `strict` also refuses names it does not know. */
export function parseBaselinesQuery(
  params: URLSearchParams,
  strict: boolean,
): Parsed<BaselinesQuery> {
  const reader = new QueryReader(params);
  if (strict) reader.allowOnly(names);
  const query: BaselinesQuery = {
    owners: reader.words(
      "owner",
      oneOf(baselineOwners),
      `Not an owner. Known: ${baselineOwners.join(", ")}.`,
    ),
    operatingSystems: reader.words(
      "os",
      parseOperatingSystem,
      "Not an operating system AWS knows.",
    ),
    defaultBaseline: reader.yesOrNo("default"),
    used: reader.yesOrNo("used"),
    accounts: reader.words("account", parseAccount, "Not an account id (12 digits)."),
    regions: reader.words("region", parseRegion, "Not a Region's name."),
    ...readListPart(reader, baselineColumns, defaultBaselineSort),
  };
  return reader.result(query);
}

/** The one spelling of a query, defaults left out. */
export function formatBaselinesQuery(query: BaselinesQuery): string {
  return formatQuery([
    ["owner", formatList(query.owners)],
    ["os", formatList(query.operatingSystems?.map(operatingSystemWord))],
    ["default", formatYesOrNo(query.defaultBaseline)],
    ["used", formatYesOrNo(query.used)],
    ["account", formatList(query.accounts)],
    ["region", formatList(query.regions)],
    ...formatListPart(query, defaultBaselineSort),
  ]);
}
