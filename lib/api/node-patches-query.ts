import { patchDeadlines, type PatchDeadline, deadlineWord } from "@/lib/domain/deadline";
import {
  findingStates,
  isFindingState,
  knownPatchState,
  patchStates,
  type KnownPatchState,
  type PatchState,
} from "@/lib/domain/patch-state";
import { readDeadlines } from "@/lib/api/deadline-query";
import { formatListPart, listPartNames, readListPart, type ListPart } from "@/lib/api/list-part";
import {
  formatList,
  formatQuery,
  QueryReader,
  type Parsed,
  type SortKey,
} from "@/lib/api/query-reader";

/** A state to filter by; `unrecognised` stands for every state this version does not know. */
export type StateFilter = KnownPatchState | "unrecognised";

export const patchColumns = [
  "state",
  "kb-id",
  "title",
  "severity",
  "classification",
  "first-seen",
  "cves",
  "deadline",
  "installed-time",
] as const;

export type PatchColumn = (typeof patchColumns)[number];

/** Which of a node's patches, in which order. `q` is found in KB or package, title and CVE ids. */
export interface NodePatchesQuery extends ListPart<PatchColumn> {
  /** null: every row. */
  readonly states: readonly StateFilter[] | null;
  /** The vendor's words, folded by `foldWord`; `not-reported` is blank. null: any. */
  readonly severities: readonly string[] | null;
  readonly classifications: readonly string[] | null;
  readonly deadlines: readonly PatchDeadline[] | null;
}

export const defaultPatchSort: readonly SortKey<PatchColumn>[] = [
  { column: "state", descending: false },
  { column: "severity", descending: false },
  { column: "kb-id", descending: false },
];

export const pageSizes = [50, 100, 200, 500] as const;

/** The word of a blank severity or classification. */
export const notReported = "not-reported";

/** The query word of a state: `installed-pending-reboot`. A state we do not know is `unrecognised`. */
export function stateWord(state: PatchState): string {
  const known = knownPatchState(state);
  if (known === null) return "unrecognised";
  return known.replace(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();
}

/** A vendor's word as it is compared: any case, blanks as `not-reported`, `Security Updates` like `SecurityUpdates`. */
export function foldWord(word: string | null): string {
  if (word === null || word.trim() === "") return notReported;
  const folded = word.toLowerCase().replace(/[\s_-]/g, "");
  return folded === "notreported" ? notReported : folded;
}

type StateToken = StateFilter | "findings" | "all";

function stateToken(word: string): StateToken | null {
  const lower = word.toLowerCase();
  if (lower === "findings" || lower === "all" || lower === "unrecognised") return lower;
  return knownPatchState(word);
}

const expectedState = `Not a patch state. Known: findings, all, ${patchStates.map(stateWord).join(", ")}, unrecognised.`;

const names = ["state", "severity", "classification", "deadline", ...listPartNames];

const stateOrder: readonly StateFilter[] = [...patchStates, "unrecognised"];

function statesOf(tokens: readonly StateToken[] | null): readonly StateFilter[] | null {
  if (tokens === null || tokens.includes("all")) return null;
  const asked = new Set<StateToken>(
    tokens.includes("findings") ? [...tokens, ...findingStates] : tokens,
  );
  return stateOrder.filter((state) => asked.has(state));
}

/** Parses the parameters of a node's patch list; `strict` also refuses names it does not know. */
export function parseNodePatchesQuery(
  params: URLSearchParams,
  strict: boolean,
): Parsed<NodePatchesQuery> {
  const reader = new QueryReader(params);
  if (strict) reader.allowOnly(names);
  const vendorWord = (word: string) => foldWord(word);
  const query: NodePatchesQuery = {
    states: statesOf(reader.words("state", stateToken, expectedState)),
    severities: reader.words("severity", vendorWord, ""),
    classifications: reader.words("classification", vendorWord, ""),
    deadlines: readDeadlines(reader, patchDeadlines),
    ...readListPart(reader, patchColumns, defaultPatchSort),
  };
  return reader.result(query);
}

/** True when an address asks for a view of its own; chat tools add parameters that ask for nothing. */
export function asksForPatches(params: URLSearchParams): boolean {
  return names.some((name) => params.has(name));
}

function formatStates(states: readonly StateFilter[] | null): string {
  if (states === null) return "all";
  const findings = findingStates.every((finding) => states.includes(finding));
  const rest = findings
    ? states.filter((state) => state === "unrecognised" || !isFindingState(state))
    : states;
  return [...(findings ? ["findings"] : []), ...rest.map(stateWord)].join(",");
}

/** The one spelling of a query: two people with the same view get the same link, which always says its states. */
export function formatNodePatchesQuery(query: NodePatchesQuery): string {
  return formatQuery([
    ["state", formatStates(query.states)],
    ["severity", query.severities?.toSorted().join(",") ?? null],
    ["classification", query.classifications?.toSorted().join(",") ?? null],
    ["deadline", formatList(query.deadlines?.map(deadlineWord))],
    ...formatListPart(query, defaultPatchSort),
  ]);
}

/** The view a bare address stands for: the patches that need attention. */
export const findingsQuery: NodePatchesQuery = {
  states: findingStates,
  severities: null,
  classifications: null,
  deadlines: null,
  q: "",
  sort: defaultPatchSort,
  page: 1,
  size: 50,
};
