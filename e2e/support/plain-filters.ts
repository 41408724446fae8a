import { isBlank, type WireRow } from "@/e2e/support/plain-rows";
import type { Random } from "@/e2e/support/random";

/** A filter as an address asks for it, and as one would say it of SSM's own rows. */
export interface PlainFilter {
  readonly search: URLSearchParams;
  readonly keeps: (row: WireRow) => boolean;
}

/** Each word of `state=` and the state on the wire that it stands for. */
const states: ReadonlyArray<readonly [word: string, wire: string]> = [
  ["failed", "Failed"],
  ["missing", "Missing"],
  ["installed-pending-reboot", "InstalledPendingReboot"],
  ["installed-rejected", "InstalledRejected"],
  ["available-security-update", "AvailableSecurityUpdate"],
  ["installed", "Installed"],
  ["installed-other", "InstalledOther"],
  ["not-applicable", "NotApplicable"],
];

const needAttention = new Set(states.slice(0, 5).map(([, wire]) => wire));
const known = new Set(states.map(([, wire]) => wire));

type Keeps = PlainFilter["keeps"];

const everything: Keeps = () => true;
const unrecognised: Keeps = (row) => !known.has(row.State ?? "");

function anyOf(tests: readonly Keeps[]): Keeps {
  return tests.length === 0 ? everything : (row) => tests.some((test) => test(row));
}

function allOf(tests: readonly Keeps[]): Keeps {
  return (row) => tests.every((test) => test(row));
}

function contains(text: string): Keeps {
  const wanted = text.toLowerCase();
  return ({ KBId, Title, CVEIds }) =>
    [KBId, Title, ...(CVEIds ?? "").split(",")].some((field) =>
      (field ?? "").toLowerCase().includes(wanted),
    );
}

/** The vendor's words on a node's rows, and a blank where it has any. */
function vendorWords(rows: readonly WireRow[], member: "Severity" | "Classification"): string[] {
  return [...new Set(rows.map((row) => (isBlank(row[member]) ? "" : (row[member] ?? ""))))];
}

function isWord(member: "Severity" | "Classification", word: string): Keeps {
  return word === ""
    ? (row) => isBlank(row[member])
    : (row) => row[member]?.toLowerCase() === word.toLowerCase();
}

const queryWord = (word: string) => (word === "" ? "not-reported" : word);

function filter(search: Record<string, string>, keeps: Keeps): PlainFilter {
  return { search: new URLSearchParams(search), keeps };
}

/** Every filter of one word that a node's rows give reason for. */
export function singleFilters(rows: readonly WireRow[], random: Random): PlainFilter[] {
  const some = random.pick(rows);
  return [
    filter({}, everything),
    filter({ state: "all" }, everything),
    filter({ state: "findings" }, (row) => needAttention.has(row.State ?? "")),
    filter({ state: "unrecognised" }, unrecognised),
    ...states.map(([word, wire]) => filter({ state: word }, (row) => row.State === wire)),
    ...(["Severity", "Classification"] as const).flatMap((member) => [
      ...vendorWords(rows, member).map((word) =>
        filter({ [member.toLowerCase()]: queryWord(word) }, isWord(member, word)),
      ),
      filter({ [member.toLowerCase()]: "not-reported" }, isWord(member, "")),
    ]),
    ...(some?.KBId === undefined ? [] : [filter({ q: some.KBId }, contains(some.KBId))]),
  ];
}

/** Several filters at once, drawn by lot. */
export function randomFilter(rows: readonly WireRow[], random: Random): PlainFilter {
  const search: Record<string, string> = {};
  const tests: Keeps[] = [];

  const chosen = random.some(states, 3);
  if (chosen.length > 0) {
    const spelt = chosen.map(([word, wire]) =>
      random.pick([word, wire, word.replaceAll("-", "_").toUpperCase()]),
    );
    search["state"] = spelt.join(",");
    tests.push(
      anyOf(
        chosen.map(
          ([, wire]) =>
            (row) =>
              row.State === wire,
        ),
      ),
    );
  }
  for (const member of ["Severity", "Classification"] as const) {
    const words = random.some(vendorWords(rows, member), 2);
    if (words.length > 0) {
      search[member.toLowerCase()] = words.map(queryWord).join(",");
      tests.push(anyOf(words.map((word) => isWord(member, word))));
    }
  }
  const row = random.pick(rows);
  if (row !== undefined && random.below(3) === 0) {
    const text = random.pick([row.KBId, row.Title, row.CVEIds?.split(",")[0]])?.trim() ?? "";
    const from = random.below(Math.max(1, text.length - 4));
    const part = text.slice(from, from + 4 + random.below(6)).trim();
    if (part !== "") {
      search["q"] = part;
      tests.push(contains(part));
    }
  }
  search["sort"] =
    random.pick(["kb-id", "-title", "severity,kb-id", "-installed-time", "-cves"]) ?? "";
  return filter(search, allOf(tests));
}
