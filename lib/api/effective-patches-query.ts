import {
  deploymentStatuses,
  knownDeploymentStatus,
  type DeploymentStatus,
} from "@/lib/domain/effective-patch";
import { foldWord } from "@/lib/api/node-patches-query";
import {
  formatList,
  formatQuery,
  formatSort,
  QueryReader,
  type Parsed,
  type SortKey,
} from "@/lib/api/query-reader";

/** A status to filter by; `unrecognised` stands for every status this version does not know. */
export type StatusFilter = DeploymentStatus | "unrecognised";

export const effectivePatchColumns = [
  "kb-id",
  "title",
  "product",
  "classification",
  "severity",
  "status",
  "compliance-level",
  "approval-date",
  "release-date",
] as const;

export type EffectivePatchColumn = (typeof effectivePatchColumns)[number];

/** Which of a baseline's effective patches, in which order. Null is no filter. */
export interface EffectivePatchesQuery {
  readonly statuses: readonly StatusFilter[] | null;
  /** Microsoft's words, folded by `foldWord`; `not-reported` is blank. */
  readonly severities: readonly string[] | null;
  readonly classifications: readonly string[] | null;
  readonly products: readonly string[] | null;
  /** Text to find in KB, title or product; empty: no text filter. */
  readonly q: string;
  readonly sort: readonly SortKey<EffectivePatchColumn>[];
  readonly page: number;
  readonly size: number;
}

export const defaultEffectivePatchSort: readonly SortKey<EffectivePatchColumn>[] = [
  { column: "release-date", descending: true },
];

/** The query word of a status: `pending-approval`. A status we do not know, or none, is `unrecognised`. */
export function statusWord(status: string | null): string {
  const known = status === null ? null : knownDeploymentStatus(status);
  return known === null ? "unrecognised" : known.toLowerCase().replaceAll("_", "-");
}

function statusFilter(word: string): StatusFilter | null {
  return word.toLowerCase() === "unrecognised" ? "unrecognised" : knownDeploymentStatus(word);
}

const expectedStatus = `Not a deployment status. Known: ${deploymentStatuses.map(statusWord).join(", ")}, unrecognised.`;

const names = ["status", "severity", "classification", "product", "q", "sort", "page", "size"];

/** Parses the parameters of a baseline's effective patches; `strict` also refuses names it does not know. */
export function parseEffectivePatchesQuery(
  params: URLSearchParams,
  strict: boolean,
): Parsed<EffectivePatchesQuery> {
  const reader = new QueryReader(params);
  if (strict) reader.allowOnly(names);
  const vendorWord = (word: string) => foldWord(word);
  const query: EffectivePatchesQuery = {
    statuses: reader.words("status", statusFilter, expectedStatus),
    severities: reader.words("severity", vendorWord, ""),
    classifications: reader.words("classification", vendorWord, ""),
    products: reader.words("product", vendorWord, ""),
    q: reader.text("q") ?? "",
    sort: reader.sort(effectivePatchColumns, defaultEffectivePatchSort),
    page: reader.integer("page", 1, 1_000_000, 1),
    size: reader.integer("size", 1, 500, 50),
  };
  return reader.result(query);
}

/** The one spelling of a query, defaults left out. */
export function formatEffectivePatchesQuery(query: EffectivePatchesQuery): string {
  return formatQuery([
    ["status", formatList(query.statuses?.map(statusWord))],
    ["severity", formatList(query.severities)],
    ["classification", formatList(query.classifications)],
    ["product", formatList(query.products)],
    ["q", query.q],
    ["sort", formatSort(query.sort, defaultEffectivePatchSort)],
    ["page", query.page === 1 ? null : String(query.page)],
    ["size", query.size === 50 ? null : String(query.size)],
  ]);
}
