import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { NodePatchState, PatchCounts } from "@/lib/domain/node-patch-state";
import type { Patch } from "@/lib/domain/patch";
import {
  findingStates,
  patchStates,
  type KnownPatchState,
  type PatchState,
} from "@/lib/domain/patch-state";
import { rowsExpected } from "@/lib/domain/row-counts";
import { countsByState, mismatchesOf, toPatchItems } from "@/lib/server/read/patch-rows";

const noCounts: PatchCounts = {
  missing: 0,
  failed: 0,
  installedPendingReboot: 0,
  installedRejected: 0,
  installed: 0,
  installedOther: 0,
  notApplicable: 0,
  availableSecurityUpdate: null,
  criticalNonCompliant: 0,
  securityNonCompliant: 0,
  otherNonCompliant: 0,
};

function stateWith(counts: Partial<PatchCounts>): NodePatchState {
  return {
    instanceId: "i-0123456789abcdef0",
    counts: { ...noCounts, ...counts },
    unreportedNotApplicable: null,
    patchGroup: null,
    baselineId: null,
    operation: "Scan",
    operationStartTime: null,
    operationEndTime: "2026-11-21T05:12:00.000Z",
    rebootOption: null,
    lastNoRebootInstallOperationTime: null,
    snapshotId: null,
    installOverrideList: null,
    ownerInformation: null,
  };
}

function patch(state: PatchState, kbId = "KB1", title: string | null = null): Patch {
  return {
    kbId,
    title,
    classification: null,
    severity: null,
    state,
    installedTime: null,
    cveIds: [],
  };
}

const listing = (
  states: readonly PatchState[],
  scope: "all" | "findings" = "all",
  complete = true,
) => ({
  scope,
  complete,
  rows: toPatchItems(states.map((state, at) => patch(state, `KB${at}`))),
});

describe("a node's rows", () => {
  test("a KB that the node holds twice is two rows, numbered the same whatever order SSM sends them in", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(["b", "a", "c"], { minLength: 3 }), (titles) => {
        const items = toPatchItems(titles.map((title) => patch("Missing", "kernel.x86_64", title)));
        expect(items.map(({ title, occurrence }) => [title, occurrence])).toEqual([
          ["a", 1],
          ["b", 2],
          ["c", 3],
        ]);
      }),
    );
  });
});

describe("patches by state", () => {
  test("are counted from the rows of a whole list, zeros and states we do not know included", () => {
    const counts = countsByState(
      listing(["Missing", "Missing", "Brand new"]),
      stateWith({ missing: 9 }),
      "WINDOWS",
    );
    expect(counts).toMatchObject({ Missing: 2, Failed: 0, "Brand new": 1 });
  });

  test("take SSM's counter for states whose list is not whole, and leave out what neither knows", () => {
    const counts = countsByState(
      listing(["Failed"], "findings"),
      stateWith({ installed: 120, installedOther: null }),
      "WINDOWS",
    );
    expect(counts).toMatchObject({ Failed: 1, Missing: 0, Installed: 120 });
    expect(counts).not.toHaveProperty("InstalledOther");
  });

  test("half a list counts nothing: SSM's counters stand until it is whole", () => {
    const half = listing(["Missing"], "all", false);
    expect(countsByState(half, stateWith({ missing: 7 }), "WINDOWS")["Missing"]).toBe(7);
  });

  test("without a node patch state and without rows there is no zero at all", () => {
    expect(countsByState(null, null, "WINDOWS")).toEqual({});
  });

  test("Linux's patches that do not apply are a number without rows, and no mismatch", () => {
    const state = stateWith({ notApplicable: 10_254 });
    expect(countsByState(listing([]), state, "UBUNTU")["NotApplicable"]).toBe(0);
    expect(mismatchesOf(listing([]), state, "UBUNTU")).toEqual([]);
    expect(rowsExpected(state, "all", "UBUNTU")).toBe(0);
    expect(rowsExpected(state, "all", "WINDOWS")).toBe(10_254);
  });

  test("a whole list that equals SSM's counters has no mismatch; one row less names its state", () => {
    const counterOf = {
      Failed: "failed",
      Missing: "missing",
      InstalledPendingReboot: "installedPendingReboot",
      InstalledRejected: "installedRejected",
      AvailableSecurityUpdate: "availableSecurityUpdate",
      Installed: "installed",
      InstalledOther: "installedOther",
      NotApplicable: "notApplicable",
    } as const satisfies Record<KnownPatchState, keyof PatchCounts>;
    const someStates = fc.array(fc.constantFrom(...patchStates), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(someStates, (states) => {
        const state = stateWith(
          Object.fromEntries(
            patchStates.map((each) => [
              counterOf[each],
              states.filter((other) => other === each).length,
            ]),
          ),
        );
        expect(mismatchesOf(listing(states), state, "WINDOWS")).toEqual([]);
        const [lost, ...rest] = states;
        expect(
          mismatchesOf(listing(rest), state, "WINDOWS").map((mismatch) => mismatch.state),
        ).toEqual([lost]);
        expect(rowsExpected(state, "all", "WINDOWS")).toBe(states.length);
        const findings = states.filter((each) => findingStates.some((finding) => finding === each));
        expect(rowsExpected(state, "findings", "WINDOWS")).toBe(findings.length);
      }),
    );
  });
});
