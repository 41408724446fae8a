import { parseBaselineId } from "@/lib/domain/baseline-id";
import { parseCveId } from "@/lib/domain/cve-id";
import { parseAccount, parseRegion } from "@/lib/domain/source";
import {
  baselineResolverPage,
  baselinesPage,
  cvePage,
  cvesPage,
  nodeResolverPage,
  nodesPage,
  patchesPage,
} from "@/lib/api/addresses";
import { formatList, formatQuery, QueryReader, type Parsed } from "@/lib/api/query-reader";

/** What is looked for, and in which sources; a null list is every one. */
export interface SearchQuery {
  /** Without what a paste brings along at its ends; empty: nothing is looked for. */
  readonly q: string;
  readonly accounts: readonly string[] | null;
  readonly regions: readonly string[] | null;
}

const names = ["q", "account", "region"];

/** A whole link fits. */
const longestText = 2_000;

/** Quotes, brackets and commas around a pasted text, and blanks of any kind; a stop stays, as in `10.20.4.`. */
function trimmed(text: string): string {
  return text
    .replaceAll(/[\s\u200B\uFEFF]+/g, " ")
    .replaceAll(/^[ "'`“”‘’<([{]+|[ "'`“”‘’>)\]},;:!?]+$/g, "");
}

/** Parses the parameters of a search; `strict` also refuses names it does not know. */
export function parseSearchQuery(params: URLSearchParams, strict: boolean): Parsed<SearchQuery> {
  const reader = new QueryReader(params);
  if (strict) reader.allowOnly(names);
  return reader.result({
    q: trimmed(reader.text("q", longestText) ?? ""),
    accounts: reader.words("account", parseAccount, "Not an account id (12 digits)."),
    regions: reader.words("region", parseRegion, "Not a Region's name."),
  });
}

/** The one spelling of a search. */
export function formatSearchQuery({ q, accounts, regions }: SearchQuery): string {
  return formatQuery([
    ["q", q],
    ["account", formatList(accounts)],
    ["region", formatList(regions)],
  ]);
}

const ownPages = [nodesPage, patchesPage, cvesPage, baselinesPage] as const;

/** An address within this server. */
type OwnAddress =
  | (typeof ownPages)[number]
  | `${Exclude<(typeof ownPages)[number], typeof patchesPage>}/${string}`
  | `${typeof patchesPage}/${string}/${string}`
  | `${(typeof ownPages)[number]}?${string}`;

/** The address that a link to one of our pages names, wherever that server was called: its host is not looked at. */
function addressOfLink(text: string): OwnAddress | null {
  if (!/^https?:\/\/\S+$/i.test(text) || !URL.canParse(text)) return null;
  const { pathname, search } = new URL(text);
  for (const page of ownPages) {
    if (pathname === page) return search === "" ? page : `${page}?${search.slice(1)}`;
    if (!pathname.startsWith(`${page}/`)) continue;
    const [first = "", ...others] = pathname.slice(page.length + 1).split("/");
    const rest = `${others.join("/")}${search}`;
    if (page === patchesPage) return others.length === 0 ? null : `${page}/${first}/${rest}`;
    return others.length === 0 ? `${page}/${first}${search}` : `${page}/${first}/${rest}`;
  }
  return null;
}

const nodeIds = /\b(?:mi-[0-9a-f]{17}|i-(?:[0-9a-f]{17}|[0-9a-f]{8}))\b/gi;
const baselineIds = /\bpb-[0-9a-f]{17}\b/gi;
const cveIds = /\bCVE-\d{4}-\d{4,19}\b/gi;

/**
 * The page that a text names by itself: a link of ours, or the one id of a node, baseline or CVE in it, also within an
 * ARN or a sentence. null where it names none, or several.
 */
export function searchTarget(text: string): OwnAddress | null {
  const link = addressOfLink(text);
  if (link !== null) return link;
  const found = new Set<OwnAddress>([
    ...[...text.matchAll(nodeIds)].map(([id]) => nodeResolverPage(id.toLowerCase())),
    ...[...text.matchAll(baselineIds)].flatMap(([id]) => {
      const baselineId = parseBaselineId(id.toLowerCase());
      return baselineId === null ? [] : baselineResolverPage(baselineId);
    }),
    ...[...text.matchAll(cveIds)].flatMap(([id]) => {
      const cveId = parseCveId(id);
      return cveId === null ? [] : cvePage(cveId);
    }),
  ]);
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}
