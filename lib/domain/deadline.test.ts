import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  clockStart,
  daysLeft,
  deadlineOf,
  defaultDeadlineDays,
  dueDay,
  dueSoonDays,
  hasDeadline,
  utcDay,
} from "@/lib/domain/deadline";
import { operatingSystems } from "@/lib/domain/operating-system";
import { patchStates } from "@/lib/domain/patch-state";
import { severityRank, severityRanks } from "@/lib/domain/severity";
import { verdictOf } from "@/lib/domain/verdict";

const moment = fc
  .date({ min: new Date("2000-01-01"), max: new Date("2090-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString());
const rank = fc.constantFrom(...severityRanks);
const daysOfRank = fc.record({
  critical: fc.nat(3650),
  high: fc.nat(3650),
  medium: fc.nat(3650),
  low: fc.nat(3650),
  unrated: fc.nat(3650),
});

describe("days by the vendor's severity", () => {
  const daysOf = (severity: string | null, system: (typeof operatingSystems)[number] | null) =>
    defaultDeadlineDays[severityRank(severity, system)];

  test.each([
    ["Critical", "WINDOWS", 14],
    ["Important", "WINDOWS", 30],
    ["Moderate", "WINDOWS", 90],
    ["Low", "WINDOWS", 90],
    ["Unspecified", "WINDOWS", 90],
    ["Critical", "REDHAT_ENTERPRISE_LINUX", 14],
    ["Important", "REDHAT_ENTERPRISE_LINUX", 30],
    ["important", "SUSE", 30],
    ["critical", "AMAZON_LINUX_2", 14],
    ["Medium", "AMAZON_LINUX_2023", 90],
    ["Important", "AMAZON_LINUX_2023", 30],
    ["high", "ROCKY_LINUX", 30],
    ["Critical", "MACOS", 14],
    ["", "MACOS", 90],
    [null, "ORACLE_LINUX", 90],
    ["Critical", null, 14],
    ["A word of tomorrow", "ALMA_LINUX", 90],
  ] as const)("%s on %s: %i", (severity, system, days) => {
    expect(daysOf(severity, system)).toBe(days);
  });

  test.each(["UBUNTU", "DEBIAN", "RASPBIAN"] as const)(
    "%s reports a package's priority: no word of it is a severity",
    (system) => {
      for (const word of ["required", "important", "standard", "optional", "extra", "Critical"])
        expect(daysOf(word, system)).toBe(90);
    },
  );

  test("every family has a deadline for every word", () => {
    fc.assert(
      fc.property(
        fc.option(fc.string()),
        fc.option(fc.constantFrom(...operatingSystems)),
        (severity, system) => {
          expect([14, 30, 90]).toContain(daysOf(severity, system));
        },
      ),
    );
  });
});

const noCounts = {
  missing: 0,
  failed: 0,
  installedPendingReboot: 0,
  installedRejected: 0,
  installed: 0,
  installedOther: 0,
  notApplicable: 0,
  availableSecurityUpdate: 0,
  criticalNonCompliant: null,
  securityNonCompliant: null,
  otherNonCompliant: null,
};

describe("which findings have a deadline", () => {
  test("those of patches that are approved and not in force", () => {
    expect(patchStates.filter(hasDeadline)).toEqual([
      "Failed",
      "Missing",
      "InstalledPendingReboot",
    ]);
  });

  test("each of them makes a node non-compliant by itself", () => {
    const counter = (state: string) => state.charAt(0).toLowerCase() + state.slice(1);
    for (const state of patchStates.filter(hasDeadline)) {
      const counts = { ...noCounts, [counter(state)]: 1 };
      expect(verdictOf({ counts, availableSecurityUpdates: null }).verdict).toBe("nonCompliant");
    }
  });

  test("a state that AWS adds has none until we know it", () => {
    expect(hasDeadline("InstalledSomehow")).toBe(false);
    expect(hasDeadline("INSTALLED_PENDING_REBOOT")).toBe(true);
  });
});

describe("the clock", () => {
  test("is the release date where AWS gives one, by its day in UTC", () => {
    fc.assert(
      fc.property(moment, fc.option(moment), (firstSeen, releaseDate) => {
        const { clock, day } = clockStart(firstSeen, releaseDate);
        expect(clock).toBe(releaseDate === null ? "firstSeen" : "released");
        expect(day).toBe((releaseDate ?? firstSeen).slice(0, 10));
      }),
    );
  });

  test("knows no hour: every moment of a day gives the same due day", () => {
    const of = (firstSeen: string) =>
      dueDay(clockStart(firstSeen, null).day, "critical", defaultDeadlineDays);
    expect(of("2026-11-18T00:00:00.000Z")).toBe("2026-12-02");
    expect(of("2026-11-18T23:59:59.999Z")).toBe("2026-12-02");
    expect(of("2028-02-20T12:00:00.000Z")).toBe("2028-03-05");
  });
});

describe("how a finding stands", () => {
  const due = "2026-12-02";
  test.each([
    ["2026-11-24", "inTime"],
    ["2026-11-25", "dueSoon"],
    ["2026-12-02", "dueSoon"],
    ["2026-12-03", "overdue"],
  ] as const)("on %s what is due on 2 December is %s", (today, standing) => {
    expect(deadlineOf(due, today)).toBe(standing);
  });

  test("without a finding there is no deadline", () => {
    expect(deadlineOf(null, "2026-12-03")).toBe("none");
  });

  test("days left are counted whole, and only an earlier day is overdue", () => {
    fc.assert(
      fc.property(moment, rank, daysOfRank, moment, (start, of, days, now) => {
        const [clockDay, today] = [utcDay(start), utcDay(now)];
        const last = dueDay(clockDay, of, days);
        const left = daysLeft(last, today);
        expect(addDays(today, left)).toBe(last);
        expect(deadlineOf(last, today) === "overdue").toBe(last < today);
        expect(deadlineOf(last, today) === "dueSoon").toBe(left >= 0 && left <= dueSoonDays);
      }),
    );
  });

  test("never gets better by waiting", () => {
    const order = ["overdue", "dueSoon", "inTime"];
    fc.assert(
      fc.property(moment, fc.nat(400), fc.nat(400), (start, at, more) => {
        const last = utcDay(start);
        const standing = (days: number) =>
          order.indexOf(deadlineOf(last, addDays(last, days - 200)));
        expect(standing(at + more)).toBeLessThanOrEqual(standing(at));
      }),
    );
  });
});
