import fc from "fast-check";
import { expect, test } from "vitest";
import { deadlineOf, defaultDeadlineDays, dueDay, hasDeadline } from "@/lib/domain/deadline";
import { patchStates } from "@/lib/domain/patch-state";
import { toPatchItems } from "@/lib/server/read/patch-rows";
import { withDeadlines } from "@/lib/server/read/rows-with-deadlines";
import type { FindingClock } from "@/lib/server/store/open-findings";

const view = {
  today: "2026-11-21",
  deadlineDays: defaultDeadlineDays,
  operatingSystem: "WINDOWS",
} as const;

const patch = fc.record({
  kbId: fc.constantFrom("KB1", "KB2", "KB3"),
  title: fc.constantFrom("a", "b"),
  classification: fc.constant(null),
  severity: fc.constantFrom("Critical", "Important", null),
  state: fc.constantFrom(...patchStates),
  installedTime: fc.constant(null),
  cveIds: fc.constant([]),
});
const clock = fc.record({
  rank: fc.constantFrom("critical", "high", "unrated"),
  clock: fc.constantFrom("released", "firstSeen"),
  day: fc.constantFrom("2026-08-01", "2026-10-30", "2026-11-10", "2026-11-21"),
});
const clocks = fc
  .uniqueArray(fc.tuple(fc.constantFrom("KB1", "KB2", "KB3"), clock), {
    selector: ([kbId]) => kbId,
  })
  .map((some) => new Map<string, FindingClock>(some));

test("each finding has its deadline on one row, in a state that has one, and nothing else changes", () => {
  fc.assert(
    fc.property(fc.array(patch, { maxLength: 8 }), clocks, (patches, known) => {
      const rows = toPatchItems(patches);
      const shown = withDeadlines(rows, known, view);
      const bare = { deadline: "none", dueOn: null, clock: null, clockDay: null };
      expect(shown.map((row) => ({ ...row, ...bare }))).toEqual(rows);
      for (const [kbId, { rank, clock: from, day }] of known) {
        const dueOn = dueDay(day, rank, view.deadlineDays);
        const own = shown.filter((row) => row.kbId === kbId && row.dueOn !== null);
        const open = rows.filter((row) => row.kbId === kbId && hasDeadline(row.state));
        expect(own).toHaveLength(Math.min(1, open.length));
        for (const row of own) {
          expect(hasDeadline(row.state)).toBe(true);
          expect(row).toMatchObject({
            dueOn,
            deadline: deadlineOf(dueOn, view.today),
            clock: from,
            clockDay: day,
          });
        }
      }
      for (const row of shown) expect(row.dueOn === null || known.has(row.kbId)).toBe(true);
    }),
  );
});
