import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { approvalRuleSentence, nonSecuritySentence } from "@/lib/domain/approval-rule-sentence";
import type { ApprovalRule } from "@/lib/domain/patch-baseline";
import { filterKeyLabel, filterValueLabel } from "@/lib/domain/patch-filter-words";
import { sentenceText } from "@/lib/domain/sentence";

function rule(
  filters: Readonly<Record<string, readonly string[]>>,
  timing: Partial<ApprovalRule> = { approveAfterDays: 7 },
): ApprovalRule {
  const patchFilters = Object.entries(filters).map(([key, values]) => ({ key, values }));
  return {
    patchFilterGroup: { patchFilters },
    complianceLevel: "CRITICAL",
    approveAfterDays: null,
    approveUntilDate: null,
    enableNonSecurity: false,
    ...timing,
  };
}

const say = (given: ApprovalRule, operatingSystem = "WINDOWS") =>
  sentenceText(approvalRuleSentence(given, operatingSystem));

const knownKeys = [
  "PRODUCT",
  "PRODUCT_FAMILY",
  "PATCH_SET",
  "CLASSIFICATION",
  "SEVERITY",
  "MSRC_SEVERITY",
  "PRIORITY",
  "SECTION",
  "ARCH",
];
const keys = fc.oneof(fc.constantFrom(...knownKeys), fc.stringMatching(/^[A-Z_]{1,12}$/));
const values = fc.oneof(
  fc.constantFrom(
    "*",
    "SecurityUpdates",
    "WindowsServer2022",
    "Critical",
    "APPLICATION",
    "constructor",
  ),
  fc.string({ minLength: 1, maxLength: 64 }),
);
const filters = fc.array(
  fc.record({ key: keys, values: fc.array(values, { minLength: 1, maxLength: 20 }) }),
  { maxLength: 10 },
);
const rules = fc.record<ApprovalRule>({
  patchFilterGroup: fc.record({ patchFilters: filters }),
  complianceLevel: fc.constantFrom("CRITICAL", null),
  approveAfterDays: fc.option(fc.integer({ min: 0, max: 360 }), { nil: null }),
  approveUntilDate: fc.constantFrom("2026-06-30", "soon", null),
  enableNonSecurity: fc.constantFrom(true, false, null),
});

describe("an approval rule as a sentence", () => {
  test.each([
    [
      {
        CLASSIFICATION: ["SecurityUpdates"],
        MSRC_SEVERITY: ["Critical", "Important"],
        PRODUCT: ["WindowsServer2022"],
      },
      "Approve security updates rated Critical or Important for Windows Server 2022, 7 days after release.",
    ],
    [
      { PRODUCT: ["*"], CLASSIFICATION: ["Security"], SEVERITY: ["Critical", "Important"] },
      "Approve Security patches rated Critical or Important for any product, 7 days after release.",
    ],
    [
      { CLASSIFICATION: ["CriticalUpdates", "UpdateRollups", "Updates"], MSRC_SEVERITY: ["*"] },
      "Approve critical updates, update rollups or updates of any MSRC severity, 7 days after release.",
    ],
    [
      { PATCH_SET: ["APPLICATION"], PRODUCT_FAMILY: ["SQL Server"], PRODUCT: ["SQL Server 2019"] },
      "Approve patches for Microsoft applications of the product family SQL Server for SQL Server 2019, 7 days after release.",
    ],
    [
      {
        PRODUCT: ["RedhatEnterpriseLinux9.4", "WindowsServer2012R2", "Foo9"],
        ARCH: ["x86_64"],
        NEW_KEY: ["a"],
      },
      "Approve patches for Red Hat Enterprise Linux 9.4, Windows Server 2012 R2 or Foo9 whose architecture is x86_64 and whose NEW_KEY is a, 7 days after release.",
    ],
    [{}, "Approve every patch, 7 days after release."],
    [{ CLASSIFICATION: ["*"] }, "Approve patches of any classification, 7 days after release."],
  ])("says what it takes: %j", (given, sentence) => {
    expect(say(rule(given))).toBe(sentence);
  });

  test.each([
    [{ approveAfterDays: 0 }, "Approve every patch, at once."],
    [{ approveAfterDays: 1 }, "Approve every patch, 1 day after release."],
    [
      { approveUntilDate: "2026-06-30" },
      "Approve every patch, released up to and including 30 Jun 2026.",
    ],
    [{ approveUntilDate: "soon" }, "Approve every patch, released up to and including soon."],
    [{}, "Approve every patch, with no delay and no date given."],
  ])("Pitfall 18, dates: says when: %j", (timing, sentence) => {
    expect(say(rule({}, timing))).toBe(sentence);
  });

  test("says that apt's systems take neither a delay nor a date", () => {
    const priorities = { PRIORITY: ["Required", "Important"], SECTION: ["*"] };
    expect(say(rule(priorities, {}), "UBUNTU")).toBe(
      "Approve patches of priority Required or Important of any section, with no delay and no date given: AWS documents neither for Ubuntu.",
    );
    expect(say(rule({ PRODUCT: ["*"] }), "DEBIAN")).toBe(
      "Approve patches for any product, 7 days after release. AWS documents no approval delay for Debian.",
    );
  });

  test("says nothing of delays where apt's systems approve at once", () => {
    expect(say(rule({}, { approveAfterDays: 0 }), "UBUNTU")).toBe("Approve every patch, at once.");
  });

  test("mentions every value of every filter exactly once, and every key it has no wording for", () => {
    fc.assert(
      fc.property(
        rules,
        fc.constantFrom("WINDOWS", "UBUNTU", "SUSE", null),
        (given, operatingSystem) => {
          const parts = approvalRuleSentence(given, operatingSystem);
          const { patchFilters } = given.patchFilterGroup;
          const labels = patchFilters.flatMap(({ key, values: each }) =>
            each.map((value) => filterValueLabel(key, value)),
          );
          // When a rule approves is emphasised after what it approves.
          const emphasised = parts.filter((part) => part.strong).map(({ text }) => text);
          expect(emphasised.slice(0, labels.length).toSorted()).toEqual(labels.toSorted());
          const times = [given.approveAfterDays, given.approveUntilDate].filter(
            (each) => each !== null,
          );
          expect(emphasised.length - labels.length).toBe(Math.max(1, times.length));
          const text = sentenceText(parts);
          for (const { key } of patchFilters) {
            if (!knownKeys.includes(key))
              expect(text).toContain(`whose ${filterKeyLabel(key)} is `);
          }
        },
      ),
    );
  });

  test("keeps values that differ apart, and those it does not know as they came", () => {
    fc.assert(
      fc.property(keys, fc.stringMatching(/^[a-z0-9 .]{1,30}$/), (key, value) => {
        expect(filterValueLabel(key, value)).toBe(value);
      }),
    );
  });
});

describe("non-security updates", () => {
  test.each([
    [true, "SUSE", "Includes non-security updates."],
    [false, "SUSE", "Does not include non-security updates."],
    [true, "WINDOWS", "Asks for non-security updates, which AWS documents for Linux nodes only."],
  ])("%s on %s", (enableNonSecurity, operatingSystem, sentence) => {
    expect(sentenceText(nonSecuritySentence(enableNonSecurity, operatingSystem) ?? [])).toBe(
      sentence,
    );
  });

  test("are not spoken of where AWS says nothing, or where no system looks", () => {
    expect(nonSecuritySentence(null, "SUSE")).toBeNull();
    expect(nonSecuritySentence(false, "WINDOWS")).toBeNull();
  });
});
