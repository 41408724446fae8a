import type { PatchFilter } from "@/lib/domain/patch-baseline";
import { listed, plain, type Sentence } from "@/lib/domain/sentence";

/** What a person calls the keys of patch filters; a key that is not here stays as it came. */
const keyNouns: Readonly<Record<string, string>> = {
  ADVISORY_ID: "advisory",
  ARCH: "architecture",
  BUGZILLA_ID: "Bugzilla id",
  CLASSIFICATION: "classification",
  CVE_ID: "CVE id",
  EPOCH: "epoch",
  MSRC_SEVERITY: "MSRC severity",
  NAME: "package name",
  PATCH_ID: "patch id",
  PATCH_SET: "patch set",
  PRIORITY: "priority",
  PRODUCT: "product",
  PRODUCT_FAMILY: "product family",
  RELEASE: "release",
  REPOSITORY: "repository",
  SECTION: "section",
  SECURITY: "security flag",
  SEVERITY: "severity",
  VERSION: "version",
};

/** Microsoft's classifications, which read as nouns; the words of Linux vendors stay as they came. */
const classificationNouns: Readonly<Record<string, string>> = {
  CriticalUpdates: "critical updates",
  DefinitionUpdates: "definition updates",
  Drivers: "drivers",
  DriverSets: "driver sets",
  FeaturePacks: "feature packs",
  SecurityUpdates: "security updates",
  ServicePacks: "service packs",
  Tools: "tools",
  Updates: "updates",
  UpdateRollups: "update rollups",
  Upgrades: "upgrades",
};

const patchSets: Readonly<Record<string, string>> = {
  OS: "the operating system",
  APPLICATION: "Microsoft applications",
};

/** Products that AWS writes in one word, and the name before their version. */
const products: ReadonlyArray<readonly [RegExp, string]> = [
  [/^WindowsServer(?=\d)/, "Windows Server"],
  [/^Windows(?=\d)/, "Windows"],
  [/^AmazonLinux(?=\d)/, "Amazon Linux"],
  [/^RedhatEnterpriseLinux(?=\d)/i, "Red Hat Enterprise Linux"],
  [/^CentOS(?=\d)/, "CentOS"],
  [/^OracleLinux(?=\d)/, "Oracle Linux"],
  [/^RockyLinux(?=\d)/, "Rocky Linux"],
  [/^AlmaLinux(?=\d)/, "AlmaLinux"],
  [/^Ubuntu(?=\d)/, "Ubuntu"],
  [/^Debian(?=\d)/, "Debian"],
  [/^Suse(?=\d)/, "SUSE"],
  [/^MicrosoftDefenderAntivirus$/, "Microsoft Defender Antivirus"],
];

function productLabel(value: string): string {
  const known = products.find(([pattern]) => pattern.test(value));
  if (known === undefined) return value;
  const [pattern, name] = known;
  const version = value.replace(pattern, "").replace(/(?<=\d)(?=R\d)/, " ");
  return version === "" ? name : `${name} ${version}`;
}

function ownValue(words: Readonly<Record<string, string>>, word: string): string {
  return Object.hasOwn(words, word) ? (words[word] ?? word) : word;
}

/** What a person calls the key of a filter. */
export function filterKeyLabel(key: string): string {
  return ownValue(keyNouns, key);
}

/** What a person calls one value of a filter: `WindowsServer2022` is "Windows Server 2022", `*` is "any product". */
export function filterValueLabel(key: string, value: string): string {
  if (value === "*") return `any ${filterKeyLabel(key)}`;
  if (key === "PRODUCT") return productLabel(value);
  if (key === "CLASSIFICATION") return ownValue(classificationNouns, value);
  return key === "PATCH_SET" ? ownValue(patchSets, value) : value;
}

/** The values of a filter, each once and each a part of its own. */
export function filterValues({ key, values }: PatchFilter): Sentence {
  if (values.length === 0) return [plain("nothing at all")];
  return listed(values.map((value) => filterValueLabel(key, value)));
}

/** A filter in the wording that fits any key: `whose product is Windows Server 2022`. */
function filterClause(filter: PatchFilter): Sentence {
  return [plain(`whose ${filterKeyLabel(filter.key)} is `), ...filterValues(filter)];
}

/** The patches that a classification filter takes, as a noun: "security updates", "Security or Bugfix patches". */
export function classifiedPatches(filter: PatchFilter): Sentence {
  const last = filter.values.at(-1);
  if (last === undefined) return [plain("patches "), ...filterClause(filter)];
  if (filter.values.includes("*")) return [plain("patches of "), ...filterValues(filter)];
  const isNoun = Object.hasOwn(classificationNouns, last);
  return [...filterValues(filter), ...(isNoun ? [] : [plain(" patches")])];
}

/** Filters that must all hold, in the wording that fits any key. */
export function filterClauses(filters: readonly PatchFilter[]): Sentence {
  return filters.flatMap((filter, at) => [plain(at === 0 ? "" : " and "), ...filterClause(filter)]);
}
