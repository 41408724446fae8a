import { parseAccount, parseRegion } from "@/lib/domain/source";
import { formatListPart, listPartNames, readListPart, type ListPart } from "@/lib/api/list-part";
import { foldWord } from "@/lib/api/node-patches-query";
import { systemWord, type SystemFilter } from "@/lib/api/nodes-query";
import { parseSystemWord } from "@/lib/api/patches-query";
import {
  formatList,
  formatQuery,
  QueryReader,
  type Parsed,
  type SortKey,
} from "@/lib/api/query-reader";

export const cveColumns = ["nodes", "cve", "severity", "patches", "first-seen"] as const;

export type CveColumn = (typeof cveColumns)[number];

/** Which CVEs that some node's rows name, in which order. A null list is no filter. `q` is found in CVE id and KB or package. */
export interface CvesQuery extends ListPart<CveColumn> {
  /** The vendor's words for the worst of its patches, folded by `foldWord`. */
  readonly severities: readonly string[] | null;
  /** CVEs that are open on some node of these. */
  readonly operatingSystems: readonly SystemFilter[] | null;
  readonly accounts: readonly string[] | null;
  readonly regions: readonly string[] | null;
}

export const defaultCvesSort: readonly SortKey<CveColumn>[] = [
  { column: "nodes", descending: true },
];

const names = ["severity", "os", "account", "region", ...listPartNames];

/** Parses the parameters of the list of CVEs; `strict` also refuses names it does not know. */
export function parseCvesQuery(params: URLSearchParams, strict: boolean): Parsed<CvesQuery> {
  const reader = new QueryReader(params);
  if (strict) reader.allowOnly(names);
  const query: CvesQuery = {
    severities: reader.words("severity", foldWord, ""),
    operatingSystems: reader.words("os", parseSystemWord, "Not an operating system AWS knows."),
    accounts: reader.words("account", parseAccount, "Not an account id (12 digits)."),
    regions: reader.words("region", parseRegion, "Not a Region's name."),
    ...readListPart(reader, cveColumns, defaultCvesSort),
  };
  return reader.result(query);
}

/** The one spelling of a query, defaults left out. */
export function formatCvesQuery(query: CvesQuery): string {
  return formatQuery([
    ["severity", formatList(query.severities)],
    ["os", formatList(query.operatingSystems?.map(systemWord))],
    ["account", formatList(query.accounts)],
    ["region", formatList(query.regions)],
    ...formatListPart(query, defaultCvesSort),
  ]);
}

/** No filter at all: the same rows in the same order for who clears the filters. */
export function withoutCveFilters({ sort, size }: CvesQuery): CvesQuery {
  return {
    severities: null,
    operatingSystems: null,
    accounts: null,
    regions: null,
    q: "",
    sort,
    page: 1,
    size,
  };
}
