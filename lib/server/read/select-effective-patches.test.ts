import { describe, expect, test } from "vitest";
import type { EffectivePatch } from "@/lib/domain/effective-patch";
import { parseEffectivePatchesQuery } from "@/lib/api/effective-patches-query";
import { selectEffectivePatches } from "@/lib/server/read/select-effective-patches";

function patch(kbId: string, given: Partial<EffectivePatch> = {}): EffectivePatch {
  return {
    id: `id-${kbId}`,
    kbId,
    title: `Update (${kbId})`,
    product: "WindowsServer2022",
    productFamily: "Windows",
    classification: "SecurityUpdates",
    severity: "Critical",
    deploymentStatus: "APPROVED",
    complianceLevel: "UNSPECIFIED",
    approvalDate: null,
    releaseDate: null,
    contentUrl: null,
    ...given,
  };
}

const patches = [
  patch("KB9", { releaseDate: "2026-01-01T00:00:00.000Z", severity: "Low" }),
  patch("KB10", { releaseDate: "2026-03-01T00:00:00.000Z", deploymentStatus: "PENDING_APPROVAL" }),
  patch("KB11", { severity: null, deploymentStatus: "SOMETHING_NEW", complianceLevel: "CRITICAL" }),
  patch("KB12", { product: "SQL Server 2019", deploymentStatus: null }),
];

function select(search: string) {
  const parsed = parseEffectivePatchesQuery(new URLSearchParams(search), true);
  if (!parsed.ok) throw new Error("refused");
  const selected = selectEffectivePatches(patches, parsed.query);
  return { ...selected, kbIds: selected.items.map(({ kbId }) => kbId) };
}

describe("the effective patches of a query", () => {
  test.each([
    ["", ["KB10", "KB9", "KB11", "KB12"]],
    ["status=approved,pending-approval", ["KB10", "KB9"]],
    ["status=unrecognised", ["KB11", "KB12"]],
    ["severity=not-reported", ["KB11"]],
    ["product=sqlserver2019", ["KB12"]],
    ["q=kb1&sort=kb-id", ["KB10", "KB11", "KB12"]],
    ["sort=severity,kb-id", ["KB10", "KB12", "KB9", "KB11"]],
    ["sort=compliance-level,kb-id&size=1", ["KB11"]],
  ])("%s are %j", (search, kbIds) => {
    expect(select(search).kbIds).toEqual(kbIds);
  });

  test("are counted by status under every other filter, and by value under the status", () => {
    const { countsByStatus, facets, total } = select("status=approved&severity=low");
    expect(total).toBe(1);
    expect(countsByStatus).toEqual({ APPROVED: 1 });
    expect(facets.severity).toEqual([{ word: "low", label: "Low", count: 1 }]);
    expect(select("").countsByStatus).toEqual({
      APPROVED: 1,
      PENDING_APPROVAL: 1,
      SOMETHING_NEW: 1,
      "not-reported": 1,
    });
  });
});
