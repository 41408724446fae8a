import { patchDeadlines, type PatchDeadline, deadlineWord } from "@/lib/domain/deadline";
import {
  findingStates,
  isFindingState,
  knownPatchState,
  type FindingState,
} from "@/lib/domain/patch-state";
import { parseOperatingSystem } from "@/lib/domain/operating-system";
import { parseAccount, parseRegion } from "@/lib/domain/source";
import { readDeadlines } from "@/lib/api/deadline-query";
import { formatListPart, listPartNames, readListPart, type ListPart } from "@/lib/api/list-part";
import { foldWord, stateWord } from "@/lib/api/node-patches-query";
import { systemWord, type SystemFilter } from "@/lib/api/nodes-query";
import {
  formatList,
  formatQuery,
  QueryReader,
  type Parsed,
  type SortKey,
} from "@/lib/api/query-reader";

export const patchListColumns = [
  "lacking",
  "kb-id",
  "title",
  "severity",
  "classification",
  "os",
  "missing",
  "failed",
  "installed-pending-reboot",
  "installed-rejected",
  "available-security-update",
  "first-seen",
  "deadline",
  "overdue",
] as const;

export type PatchListColumn = (typeof patchListColumns)[number];

/** Which KBs and packages that are a finding somewhere, in which order. A null list is no filter. `q` is found in KB or package, title and CVE ids. */
export interface PatchesQuery extends ListPart<PatchListColumn> {
  /** Patches that some node has in one of these states. */
  readonly states: readonly FindingState[] | null;
  /** The vendor's words, folded by `foldWord`; `not-reported` is blank. */
  readonly severities: readonly string[] | null;
  readonly classifications: readonly string[] | null;
  readonly operatingSystems: readonly SystemFilter[] | null;
  /** How it stands on the node where it is due first. */
  readonly deadlines: readonly PatchDeadline[] | null;
  readonly accounts: readonly string[] | null;
  readonly regions: readonly string[] | null;
}

/** The most nodes that lack it first: where it is missing or failed. */
export const defaultPatchesSort: readonly SortKey<PatchListColumn>[] = [
  { column: "lacking", descending: true },
];

const names = [
  "state",
  "severity",
  "classification",
  "os",
  "deadline",
  "account",
  "region",
  ...listPartNames,
];

const expectedState = `Not a state that needs attention. Known: findings, ${findingStates.map(stateWord).join(", ")}.`;

/** Reads states that need attention; `findings` is all of them, and so is nothing. */
export function readFindingStates(reader: QueryReader): readonly FindingState[] | null {
  const words = reader.words(
    "state",
    (word) => {
      if (word.toLowerCase() === "findings") return "findings";
      const state = knownPatchState(word);
      return state !== null && isFindingState(state) ? state : null;
    },
    expectedState,
  );
  if (words === null || words.includes("findings")) return null;
  const asked = findingStates.filter((state) => words.includes(state));
  return asked.length === findingStates.length ? null : asked;
}

/** The operating system that a segment or query word names; null where it names none. */
export function parseSystemWord(word: string): SystemFilter | null {
  return word.toLowerCase() === "unrecognised" ? "unrecognised" : parseOperatingSystem(word);
}

/** Parses the parameters of the list of patches; `strict` also refuses names it does not know. */
export function parsePatchesQuery(params: URLSearchParams, strict: boolean): Parsed<PatchesQuery> {
  const reader = new QueryReader(params);
  if (strict) reader.allowOnly(names);
  const query: PatchesQuery = {
    states: readFindingStates(reader),
    severities: reader.words("severity", foldWord, ""),
    classifications: reader.words("classification", foldWord, ""),
    operatingSystems: reader.words("os", parseSystemWord, "Not an operating system AWS knows."),
    deadlines: readDeadlines(reader, patchDeadlines),
    accounts: reader.words("account", parseAccount, "Not an account id (12 digits)."),
    regions: reader.words("region", parseRegion, "Not a Region's name."),
    ...readListPart(reader, patchListColumns, defaultPatchesSort),
  };
  return reader.result(query);
}

/** The one spelling of a query, defaults left out. */
export function formatPatchesQuery(query: PatchesQuery): string {
  return formatQuery([
    ["state", formatList(query.states?.map(stateWord))],
    ["severity", formatList(query.severities)],
    ["classification", formatList(query.classifications)],
    ["os", formatList(query.operatingSystems?.map(systemWord))],
    ["deadline", formatList(query.deadlines?.map(deadlineWord))],
    ["account", formatList(query.accounts)],
    ["region", formatList(query.regions)],
    ...formatListPart(query, defaultPatchesSort),
  ]);
}

/** No filter at all: the same rows in the same order for who clears the filters. */
export function withoutPatchFilters({ sort, size }: PatchesQuery): PatchesQuery {
  return {
    states: null,
    severities: null,
    classifications: null,
    operatingSystems: null,
    deadlines: null,
    accounts: null,
    regions: null,
    q: "",
    sort,
    page: 1,
    size,
  };
}
