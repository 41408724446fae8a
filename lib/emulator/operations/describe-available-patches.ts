import type { Call, Operation } from "@/lib/emulator/call";
import patchProperties from "@/lib/emulator/data/patch-properties.json";
import { numberOf, type JsonObject } from "@/lib/emulator/json-value";
import type { Release } from "@/lib/emulator/patch-line";
import { takePage } from "@/lib/emulator/take-page";

import { checkFilterValues, readKeyFilters, type KeyFilter } from "./key-filters";
import { linuxPatchAnswer, windowsPatchAnswer } from "./patch-answers";

type Reader = (release: Release) => readonly string[];

const windowsReaders: Record<string, Reader> = {
  PATCH_SET: (release) => [release.patchSet],
  PRODUCT: (release) => [release.product],
  PRODUCT_FAMILY: () => ["Windows"],
  MSRC_SEVERITY: (release) => [release.severity],
  CLASSIFICATION: (release) => [release.classification],
  PATCH_ID: (release) => [release.kbId],
};
const linuxReaders: Record<string, Reader> = {
  PRODUCT: (release) => [release.product, `${release.product}.0`],
  NAME: (release) => memberOf(release, "Name"),
  SEVERITY: (release) => memberOf(release, "Severity"),
  EPOCH: (release) => memberOf(release, "Epoch"),
  VERSION: (release) => memberOf(release, "Version"),
  RELEASE: (release) => memberOf(release, "Release"),
  ARCH: (release) => memberOf(release, "Arch"),
  REPOSITORY: (release) => memberOf(release, "Repository"),
  ADVISORY_ID: (release) => memberOf(release, "AdvisoryIds"),
  CVE_ID: (release) => release.cveIds,
  BUGZILLA_ID: () => [],
};
const linuxProducts = [
  ...patchProperties.AMAZON_LINUX.PRODUCT,
  ...patchProperties.AMAZON_LINUX_2.PRODUCT,
];

/**
 * DescribeAvailablePatches: what Windows, Amazon Linux 1 and Amazon Linux 2 nodes can get. Linux is asked for by its PRODUCT;
 * without that the filter keys are those of Windows.
 */
export const describeAvailablePatches: Operation = { name: "DescribeAvailablePatches", run };

function run(call: Call): JsonObject {
  const everyKey = [...Object.keys(windowsReaders), ...Object.keys(linuxReaders)];
  const linux = readKeyFilters(call.input, everyKey).some(
    ({ key, values }) =>
      key === "PRODUCT" && values.some((value) => value.startsWith("AmazonLinux")),
  );
  const patches = linux ? linuxPatches(call) : windowsPatches(call);
  const page = takePage(call, {
    total: patches.length,
    pageSize: numberOf(call.input, "MaxResults") ?? 50,
    slice: (from, to) => patches.slice(from, to),
  });
  const answer = linux ? linuxPatchAnswer : windowsPatchAnswer;
  return { Patches: page.rows.map(answer), NextToken: page.nextToken };
}

function windowsPatches(call: Call): Release[] {
  const filters = readKeyFilters(call.input, Object.keys(windowsReaders));
  const { CLASSIFICATION, MSRC_SEVERITY } = patchProperties.WINDOWS;
  checkFilterValues(named(filters, "PATCH_SET"), { accepted: ["OS", "APPLICATION"] });
  checkFilterValues(named(filters, "CLASSIFICATION"), { accepted: CLASSIFICATION });
  checkFilterValues(named(filters, "MSRC_SEVERITY"), { accepted: MSRC_SEVERITY });
  const patchSet = named(filters, "PATCH_SET") ?? { key: "PATCH_SET", values: ["OS"] };
  return call.source
    .published("WINDOWS")
    .filter((release) => passes(release, [...filters, patchSet], windowsReaders));
}

/** Amazon Linux 1 gets no more patches: its products are known and have none. */
function linuxPatches(call: Call): Release[] {
  const filters = readKeyFilters(call.input, Object.keys(linuxReaders));
  checkFilterValues(named(filters, "PRODUCT"), { accepted: linuxProducts });
  return call.source
    .published("AMAZON_LINUX_2")
    .filter((release) => passes(release, filters, linuxReaders));
}

function named(filters: readonly KeyFilter[], key: string): KeyFilter | undefined {
  return filters.find((filter) => filter.key === key);
}

function passes(
  release: Release,
  filters: readonly KeyFilter[],
  readers: Record<string, Reader>,
): boolean {
  return filters.every(({ key, values }) => {
    const found = readers[key]?.(release).map((value) => value.toLowerCase()) ?? [];
    return values.some((value) => found.includes(value.toLowerCase()));
  });
}

/** A member of the answer as filters compare it. */
function memberOf(release: Release, member: string): string[] {
  const value = linuxPatchAnswer(release)[member];
  const found = Array.isArray(value) ? value : [value];
  return found.filter((one) => typeof one === "string" || typeof one === "number").map(String);
}
