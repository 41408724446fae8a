import { expect, test } from "vitest";
import { allCount, attentionWords, findingsCount, unrecognisedStates } from "./patch-counts";

const linux = {
  Failed: 2,
  Missing: 3,
  InstalledPendingReboot: 0,
  InstalledRejected: 0,
  Installed: 40,
  InstalledOther: 100,
  NotApplicable: 0,
};

test("a state that only Windows has is not missed elsewhere", () => {
  expect(findingsCount(linux, "AMAZON_LINUX_2023")).toEqual({ count: 5, exact: true });
  expect(findingsCount(linux, "WINDOWS")).toEqual({ count: 5, exact: false });
});

test("what nobody counted is never zero", () => {
  expect(findingsCount({}, "SUSE")).toBeNull();
  expect(findingsCount({ Failed: 0 }, "SUSE")).toBeNull();
});

test("a state that this version does not know is counted with all the others", () => {
  const counts = { ...linux, InstalledTwice: 1 };
  expect(unrecognisedStates(counts)).toEqual(["InstalledTwice"]);
  expect(allCount(counts, "SUSE")).toEqual({ count: 146, exact: true });
});

test("what needs attention is said in words, and nothing of none", () => {
  const none = { installed: 40, installedOther: 0, notApplicable: 0, availableSecurityUpdate: 0 };
  const aws = { criticalNonCompliant: 0, securityNonCompliant: 0, otherNonCompliant: 0 };
  const counts = {
    failed: 0,
    missing: 0,
    installedPendingReboot: 0,
    installedRejected: 0,
    ...none,
    ...aws,
  };
  const words = (part: Partial<typeof counts> | null) =>
    attentionWords({ counts: part && { ...counts, ...part }, operatingSystem: "WINDOWS" });
  expect(words({ failed: 2, missing: 1_040 })).toBe("1,042 need attention");
  expect(words({ missing: 1 })).toBe("1 needs attention");
  expect(words({})).toBeNull();
  expect(words(null)).toBeNull();
});
