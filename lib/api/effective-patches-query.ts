import {
  deploymentStatuses,
  knownDeploymentStatus,
  type DeploymentStatus,
} from "@/lib/domain/effective-patch";
import { foldWord } from "@/lib/api/node-patches-query";
import { formatListPart, listPartNames, readListPart, type ListPart } from "@/lib/api/list-part";
import {
  formatList,
  formatQuery,
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

/**
 * Which of a baseline's effective patches, in which order. Null is no filter.
 * `q` is found in KB, title or product.
 */
export interface EffectivePatchesQuery extends ListPart<EffectivePatchColumn> {
  readonly statuses: readonly StatusFilter[] | null;
  /** Microsoft's words, folded by `foldWord`; `not-reported` is blank. */
  readonly severities: readonly string[] | null;
  readonly classifications: readonly string[] | null;
  readonly products: readonly string[] | null;
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

const names = ["status", "severity", "classification", "product", ...listPartNames];

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
    ...readListPart(reader, effectivePatchColumns, defaultEffectivePatchSort),
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
    ...formatListPart(query, defaultEffectivePatchSort),
  ]);
}
