import { describe, expect, test } from "vitest";
import {
  approvedPatchesSentences,
  approvesNothing,
  availableSecurityUpdatesSentence,
  globalFiltersSentence,
  rejectedPatchesSentences,
} from "@/lib/domain/baseline-effects";
import type { PatchBaseline } from "@/lib/domain/patch-baseline";
import { sentenceText } from "@/lib/domain/sentence";

const empty: PatchBaseline = {
  baselineId: "pb-0123456789abcdef0",
  arn: null,
  name: "ours",
  description: null,
  operatingSystem: "WINDOWS",
  globalFilters: { patchFilters: [] },
  approvalRules: { patchRules: [] },
  approvedPatches: [],
  approvedPatchesComplianceLevel: "HIGH",
  approvedPatchesEnableNonSecurity: false,
  rejectedPatches: [],
  rejectedPatchesAction: "BLOCK",
  patchGroups: [],
  sources: [],
  availableSecurityUpdatesComplianceStatus: null,
  createdDate: null,
  modifiedDate: null,
};

const texts = (sentences: Parameters<typeof sentenceText>[0][]) => sentences.map(sentenceText);

describe("what a baseline does", () => {
  test("with global filters, leaving out also what is named", () => {
    const patchFilters = [
      { key: "PRODUCT", values: ["WindowsServer2022", "MicrosoftDefenderAntivirus"] },
      { key: "CLASSIFICATION", values: ["*"] },
    ];
    expect(sentenceText(globalFiltersSentence({ globalFilters: { patchFilters } }) ?? [])).toBe(
      "Only patches whose product is Windows Server 2022 or Microsoft Defender Antivirus and whose classification is any classification are considered. Everything else is ignored, also by name.",
    );
    expect(globalFiltersSentence(empty)).toBeNull();
  });

  test("with the approved list, and with what is on both lists", () => {
    const baseline = { ...empty, approvedPatches: ["KB1", "KB2"], rejectedPatches: ["KB2"] };
    expect(texts([...approvedPatchesSentences(baseline)])).toEqual([
      "Approved by name and at once, whatever the rules say.",
      "Missing ones are reported at compliance level High.",
      "On both lists, so rejected: KB2.",
    ]);
    expect(approvedPatchesSentences(empty)).toEqual([]);
  });

  test.each([
    ["BLOCK", "SUSE", /never installed.*Installed, rejected/],
    ["ALLOW_AS_DEPENDENCY", "SUSE", /only where another package needs them.*Installed, other/],
    ["ALLOW_AS_DEPENDENCY", "WINDOWS", /knows no dependencies.*skipped.*Installed, other/],
    ["SOMETHING_NEW", "SUSE", /SOMETHING_NEW/],
    [null, "SUSE", /does not say/],
  ])("with the rejected list: %s on %s", (rejectedPatchesAction, operatingSystem, sentence) => {
    const baseline = {
      ...empty,
      rejectedPatches: ["telnet*"],
      rejectedPatchesAction,
      operatingSystem,
    };
    expect(texts([...rejectedPatchesSentences(baseline)]).join(" ")).toMatch(sentence);
    expect(rejectedPatchesSentences({ ...baseline, rejectedPatches: [] })).toEqual([]);
  });

  test.each([
    [
      "COMPLIANT",
      "WINDOWS",
      "Security updates that are available but not approved count as compliant.",
    ],
    [
      "NON_COMPLIANT",
      "WINDOWS",
      "Security updates that are available but not approved count as non-compliant.",
    ],
    ["LATER", "WINDOWS", "Security updates that are available but not approved count as LATER."],
    [null, "SUSE", null],
  ])("with security updates not approved: %s on %s", (status, operatingSystem, sentence) => {
    const baseline = {
      ...empty,
      availableSecurityUpdatesComplianceStatus: status,
      operatingSystem,
    };
    const said = availableSecurityUpdatesSentence(baseline);
    expect(said === null ? null : sentenceText(said)).toBe(sentence);
  });

  test("that has neither a rule nor an approved patch is nothing", () => {
    expect(approvesNothing(empty)).toBe(true);
    expect(approvesNothing({ ...empty, approvedPatches: ["KB1"] })).toBe(false);
  });
});
