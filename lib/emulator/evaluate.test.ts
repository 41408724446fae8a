import { describe, expect, test } from "vitest";
import type { Baseline } from "@/lib/emulator/baseline";
import { evaluate } from "@/lib/emulator/evaluate";
import { plain, rule } from "@/lib/emulator/fleet/plain-baseline";
import { countPatches } from "@/lib/emulator/patch-counts";
import type { PatchLine, Release } from "@/lib/emulator/patch-line";

const day = 86_400;
const at = Date.UTC(2026, 10, 21) / 1000;

function baselineOf(operatingSystem: string, change: Partial<Baseline> = {}): Baseline {
  const words =
    operatingSystem === "WINDOWS"
      ? { CLASSIFICATION: ["SecurityUpdates"], MSRC_SEVERITY: ["Critical"] }
      : { CLASSIFICATION: ["Security"], SEVERITY: ["Important"] };
  return {
    ...plain("test", operatingSystem, at),
    BaselineId: "pb-0123456789abcdef0",
    ApprovalRules: { PatchRules: [rule("CRITICAL", 7, words)] },
    ...change,
  };
}

function release(daysAgo: number, change: Partial<Release> = {}): Release {
  return {
    kbId: "bash.x86_64",
    title: `bash.x86_64:0:5.1-${1000 - daysAgo}`,
    classification: "Security",
    severity: "Important",
    cveIds: [],
    releasedAt: at - daysAgo * day,
    product: "Test",
    patchSet: "OS",
    ...change,
  };
}

function update(daysAgo: number): Release {
  const words = { classification: "SecurityUpdates", severity: "Critical" };
  return release(daysAgo, {
    kbId: `KB${daysAgo}`,
    title: `Update of ${daysAgo} days ago`,
    ...words,
  });
}

function line(
  releases: Release[],
  installed: Release[],
  change: Partial<PatchLine> = {},
): PatchLine {
  const windows = releases.some((one) => one.kbId.startsWith("KB"));
  return {
    kind: windows ? "updates" : "package",
    releases,
    installed: installed.map((one) => ({ release: one, at: one.releasedAt + day })),
    applicable: true,
    ...change,
  };
}

function statesOf(lines: PatchLine[], baseline: Baseline, operation: "Scan" | "Install" = "Scan") {
  return evaluate({ baseline, lines, at, operation }).map(({ state, release: { title } }) => [
    state,
    title,
  ]);
}

describe("packages", () => {
  const linux = baselineOf("AMAZON_LINUX_2023");

  test("a newer build is missing once its approval delay has passed", () => {
    const [old, fresh] = [release(60), release(6)];
    expect(statesOf([line([old, fresh], [old])], linux)).toEqual([["Installed", old.title]]);
    const approved = release(7);
    expect(statesOf([line([old, approved], [old])], linux)).toEqual([["Missing", approved.title]]);
  });

  test("a build from after the scan does not exist yet", () => {
    const [old, future] = [release(60), release(-1)];
    expect(statesOf([line([old, future], [old])], linux)).toEqual([["Installed", old.title]]);
  });

  test("what an Install leaves missing is Failed", () => {
    const [old, fresh] = [release(60), release(20)];
    expect(statesOf([line([old, fresh], [old])], linux, "Install")).toEqual([
      ["Failed", fresh.title],
    ]);
  });

  test("what the baseline does not approve is InstalledOther", () => {
    const low = release(60, { severity: "Low" });
    expect(statesOf([line([low], [low])], linux)).toEqual([["InstalledOther", low.title]]);
  });

  test("a rejected package is InstalledRejected when blocked, else InstalledOther, and never missing", () => {
    const [old, fresh] = [release(60), release(20)];
    const blocked = {
      ...linux,
      RejectedPatches: ["bash*"],
      RejectedPatchesAction: "BLOCK" as const,
    };
    expect(statesOf([line([old, fresh], [old])], blocked)).toEqual([
      ["InstalledRejected", old.title],
    ]);
    const allowed = { ...linux, RejectedPatches: ["bash"] };
    expect(statesOf([line([old, fresh], [old])], allowed)).toEqual([["InstalledOther", old.title]]);
    expect(statesOf([line([fresh], [])], allowed)).toEqual([]);
  });

  test("the approved list needs no delay, and rejection wins over it", () => {
    const fresh = release(1);
    const byName = { ...linux, ApprovedPatches: ["bash.x86_64"] };
    expect(statesOf([line([fresh], [])], byName)).toEqual([["Missing", fresh.title]]);
    const both = { ...byName, RejectedPatches: ["bash.x86_64"] };
    expect(statesOf([line([fresh], [])], both)).toEqual([]);
  });

  test("an approval date covers its whole day", () => {
    const until = (date: string): Baseline => ({
      ...linux,
      ApprovalRules: {
        PatchRules: [
          {
            PatchFilterGroup: { PatchFilters: [] },
            ComplianceLevel: "LOW",
            ApproveUntilDate: date,
            EnableNonSecurity: false,
          },
        ],
      },
    });
    const late = release(0, { releasedAt: Date.UTC(2026, 10, 10, 23, 59) / 1000 });
    expect(statesOf([line([late], [])], until("2026-11-10"))).toHaveLength(1);
    expect(statesOf([line([late], [])], until("2026-11-09"))).toHaveLength(0);
  });

  test("a global filter keeps other products out", () => {
    const fresh = release(30);
    const filtered = {
      ...linux,
      GlobalFilters: { PatchFilters: [{ Key: "PRODUCT", Values: ["Other"] }] },
    };
    expect(statesOf([line([fresh], [])], filtered)).toEqual([]);
  });
});

describe("Windows updates", () => {
  const windows = baselineOf("WINDOWS");

  test("the newest approved update is missing, what it replaces is not applicable, what is younger is available", () => {
    const updates = [update(90), update(60), update(30), update(2)];
    expect(statesOf([line(updates, updates.slice(0, 1))], windows)).toEqual([
      ["Installed", "Update of 90 days ago"],
      ["NotApplicable", "Update of 60 days ago"],
      ["Missing", "Update of 30 days ago"],
      ["AvailableSecurityUpdate", "Update of 2 days ago"],
    ]);
  });

  test("an update of a feature that is absent is not applicable, on Linux it is no row", () => {
    const absent = line([update(30)], [], { applicable: false });
    expect(statesOf([absent], windows)).toHaveLength(1);
    expect(statesOf([absent], baselineOf("SUSE"))).toHaveLength(0);
  });
});

describe("counts", () => {
  test("critical follows the compliance level, security the classification, and both count one patch", () => {
    const windows = baselineOf("WINDOWS");
    const pending = line([update(60)], []);
    const waiting = { ...pending, installed: [{ release: update(60), at, beforeReboot: true }] };
    const lines = [line([update(30)], []), waiting, line([update(2)], [])];
    const counts = countPatches(
      evaluate({ baseline: windows, lines, at, operation: "Scan" }),
      windows,
    );
    expect(counts).toMatchObject({
      MissingCount: 1,
      AvailableSecurityUpdateCount: 1,
      CriticalNonCompliantCount: 1,
      SecurityNonCompliantCount: 1,
      OtherNonCompliantCount: 0,
    });
    const strict: Baseline = {
      ...windows,
      AvailableSecurityUpdatesComplianceStatus: "NON_COMPLIANT",
    };
    const strictCounts = countPatches(
      evaluate({ baseline: strict, lines, at, operation: "Scan" }),
      strict,
    );
    expect(strictCounts).toMatchObject({
      CriticalNonCompliantCount: 1,
      SecurityNonCompliantCount: 2,
    });
  });
});
