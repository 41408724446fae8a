import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PatchCounts } from "@/lib/domain/node-patch-state";
import { verdictOf } from "@/lib/domain/verdict";

const zero: PatchCounts = {
  missing: 0,
  failed: 0,
  installedPendingReboot: 0,
  installedRejected: 0,
  installed: 0,
  installedOther: 0,
  notApplicable: 0,
  availableSecurityUpdate: 0,
  criticalNonCompliant: 0,
  securityNonCompliant: 0,
  otherNonCompliant: 0,
};

const count = fc.option(fc.nat({ max: 5_000 }), { nil: null });
const anyCounts = fc.record<PatchCounts>({
  missing: count,
  failed: count,
  installedPendingReboot: count,
  installedRejected: count,
  installed: count,
  installedOther: count,
  notApplicable: count,
  availableSecurityUpdate: count,
  criticalNonCompliant: count,
  securityNonCompliant: count,
  otherNonCompliant: count,
});
const anyWord = fc.constantFrom(
  "COMPLIANT" as const,
  "NON_COMPLIANT" as const,
  "unread" as const,
  null,
);
const condemning = ["failed", "missing", "installedRejected", "installedPendingReboot"] as const;

describe("the verdict of a node", () => {
  test("Pitfall 2, failed or rejected forgotten: any Failed, Missing, rejected or pending-reboot patch makes it non-compliant, whatever else is said", () => {
    fc.assert(
      fc.property(
        anyCounts,
        anyWord,
        fc.constantFrom(...condemning),
        fc.integer({ min: 1, max: 5_000 }),
        (counts, availableSecurityUpdates, state, patches) => {
          const verdict = verdictOf({
            counts: { ...counts, [state]: patches },
            availableSecurityUpdates,
          });
          expect(verdict).toEqual({ verdict: "nonCompliant", reason: null });
        },
      ),
    );
  });

  test("Pitfall 2, failed or rejected forgotten: a node after a failed Install (Missing 0, Failed 22) is non-compliant", () => {
    const counts = { ...zero, failed: 22, installed: 400 };
    expect(verdictOf({ counts, availableSecurityUpdates: null }).verdict).toBe("nonCompliant");
  });

  test("Pitfall 3, pending reboot counted as installed: one patch that waits makes a node non-compliant, though none is missing", () => {
    const counts = { ...zero, installed: 400, installedPendingReboot: 1 };
    expect(verdictOf({ counts, availableSecurityUpdates: null }).verdict).toBe("nonCompliant");
  });

  test("without a finding it is compliant, and installed or inapplicable patches never change that", () => {
    fc.assert(
      fc.property(anyCounts, anyWord, (counts, availableSecurityUpdates) => {
        const clean: PatchCounts = {
          ...counts,
          failed: 0,
          missing: 0,
          installedRejected: 0,
          installedPendingReboot: 0,
          availableSecurityUpdate: 0,
        };
        expect(verdictOf({ counts: clean, availableSecurityUpdates }).verdict).toBe("compliant");
      }),
    );
  });

  test("it is compliant only when Failed and Missing are known to be zero", () => {
    fc.assert(
      fc.property(anyCounts, anyWord, (counts, availableSecurityUpdates) => {
        const { verdict } = verdictOf({ counts, availableSecurityUpdates });
        if (verdict === "compliant") expect([counts.failed, counts.missing]).toEqual([0, 0]);
        if (counts.failed === null && verdict !== "nonCompliant") expect(verdict).toBe("unknown");
      }),
    );
  });

  test("available security updates follow what the baseline says of them", () => {
    const counts = { ...zero, availableSecurityUpdate: 3 };
    const verdictFor = (
      availableSecurityUpdates: "COMPLIANT" | "NON_COMPLIANT" | "unread" | null,
    ) => verdictOf({ counts, availableSecurityUpdates });
    expect(verdictFor("NON_COMPLIANT").verdict).toBe("nonCompliant");
    expect(verdictFor("COMPLIANT").verdict).toBe("compliant");
    expect(verdictFor(null).verdict).toBe("compliant");
    expect(verdictFor("unread")).toEqual({ verdict: "unknown", reason: "couldNotBeRead" });
  });

  test("Pitfall 4, Critical, Security and Other are no partition: AWS's overlapping Critical, Security and Other counters decide nothing", () => {
    fc.assert(
      fc.property(count, count, count, (critical, security, other) => {
        const counts: PatchCounts = {
          ...zero,
          criticalNonCompliant: critical,
          securityNonCompliant: security,
          otherNonCompliant: other,
        };
        expect(verdictOf({ counts, availableSecurityUpdates: null }).verdict).toBe("compliant");
      }),
    );
  });

  test.each(["neverScanned", "associationOnly", "couldNotBeRead"] as const)(
    "Pitfall 1, unknown counted as good: without a node patch state it is unknown and keeps its reason: %s",
    (reason) => {
      expect(verdictOf({ counts: null, reason })).toEqual({ verdict: "unknown", reason });
    },
  );
});
