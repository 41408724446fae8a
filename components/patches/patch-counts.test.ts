import { expect, test } from "vitest";
import { allCount, findingsCount, unrecognisedStates } from "./patch-counts";

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
