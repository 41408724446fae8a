import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { patchDeadlines, deadlineWord } from "@/lib/domain/deadline";
import { patchStates, type PatchState } from "@/lib/domain/patch-state";
import {
  defaultPatchSort,
  foldWord,
  patchColumns,
  type NodePatchesQuery,
} from "@/lib/api/node-patches-query";
import type { PatchItem } from "@/lib/api/node-patches.schema";
import { toPatchItems } from "@/lib/server/read/patch-rows";
import { selectPatches } from "@/lib/server/read/select-patches";

const vendorWord = fc.constantFrom(
  "Critical",
  "critical",
  "Important",
  "Low",
  "required",
  "Security",
  null,
);
const standings = [
  { deadline: "none", dueOn: null },
  { deadline: "overdue", dueOn: "2026-11-01" },
  { deadline: "dueSoon", dueOn: "2026-11-25" },
  { deadline: "inTime", dueOn: "2027-01-01" },
] as const;

const rows = fc
  .array(
    fc.record({
      kbId: fc.constantFrom("KB1", "KB2", "kernel.x86_64", "libstdc++.x86_64", "名前"),
      title: fc.option(fc.constantFrom("a", "b", "100% c"), { nil: null }),
      classification: vendorWord,
      severity: vendorWord,
      state: fc.constantFrom<PatchState>(...patchStates, "SomethingNew"),
      installedTime: fc.constantFrom("2026-01-01T00:00:00.000Z", "2025-01-01T00:00:00.000Z", null),
      cveIds: fc.subarray(["CVE-2024-6387", "CVE-2025-1"]),
    }),
    { maxLength: 60 },
  )
  .map(toPatchItems)
  .chain((items) =>
    fc
      .array(fc.constantFrom(...standings), { minLength: items.length, maxLength: items.length })
      .map((some) => items.map((item, at) => ({ ...item, ...some[at] }))),
  );

const everything: NodePatchesQuery = {
  states: null,
  severities: null,
  classifications: null,
  deadlines: null,
  q: "",
  sort: defaultPatchSort,
  page: 1,
  size: 500,
};

const queries = fc.record<NodePatchesQuery>({
  states: fc.option(fc.subarray([...patchStates, "unrecognised" as const], { minLength: 1 }), {
    nil: null,
  }),
  severities: fc.option(fc.constant(["critical", "not-reported"]), { nil: null }),
  classifications: fc.option(fc.constant(["security"]), { nil: null }),
  deadlines: fc.option(fc.subarray([...patchDeadlines], { minLength: 1 }), { nil: null }),
  q: fc.constantFrom("", "kb", "C++", "6387", "%"),
  sort: fc.uniqueArray(
    fc.record({ column: fc.constantFrom(...patchColumns), descending: fc.boolean() }),
    { selector: ({ column }) => column, minLength: 1, maxLength: 3 },
  ),
  page: fc.constant(1),
  size: fc.integer({ min: 1, max: 20 }),
});

const key = (row: PatchItem) => JSON.stringify(row);

/** The same filter, written the plainest way. */
function plainFilter(row: PatchItem, query: NodePatchesQuery): boolean {
  const known = patchStates.find((state) => state === row.state) ?? "unrecognised";
  if (query.states && !query.states.includes(known)) return false;
  if (query.severities && !query.severities.includes(foldWord(row.severity))) return false;
  if (query.classifications && !query.classifications.includes(foldWord(row.classification)))
    return false;
  if (query.deadlines && !query.deadlines.includes(row.deadline)) return false;
  return `${row.kbId}\n${row.title ?? ""}\n${row.cveIds.join("\n")}`
    .toLowerCase()
    .includes(query.q.toLowerCase());
}

describe("selecting a node's patches", () => {
  test("the pages together are the rows that match, each exactly once", () => {
    fc.assert(
      fc.property(rows, queries, (all, query) => {
        const expected = all.filter((row) => plainFilter(row, query));
        const { total } = selectPatches(all, query, null);
        const pages = Array.from({ length: Math.ceil(total / query.size) }, (_, at) =>
          selectPatches(all, { ...query, page: at + 1 }, null),
        );
        expect(total).toBe(expected.length);
        expect(
          pages
            .flatMap(({ items }) => items)
            .map(key)
            .toSorted(),
        ).toEqual(expected.map(key).toSorted());
      }),
    );
  });

  test("the order does not depend on the order the rows came in", () => {
    fc.assert(
      fc.property(
        rows,
        queries,
        fc.infiniteStream(fc.double({ noNaN: true })),
        (all, query, chance) => {
          const shuffled = all
            .map((row) => ({ row, at: chance.next().value ?? 0 }))
            .toSorted((a, b) => a.at - b.at)
            .map(({ row }) => row);
          const keysOf = (source: readonly PatchItem[]) =>
            selectPatches(toPatchItems(source), { ...query, size: 500 }, null).items.map(key);
          expect(keysOf(shuffled)).toEqual(keysOf(all));
        },
      ),
    );
  });

  test("a facet's count is the number of rows that choosing it gives", () => {
    fc.assert(
      fc.property(rows, queries, (all, query) => {
        const { facets } = selectPatches(all, query, null);
        for (const { word, count } of facets.severity) {
          expect(selectPatches(all, { ...query, severities: [word] }, null).total).toBe(count);
        }
        for (const { word, count } of facets.deadline) {
          const deadlines = patchDeadlines.filter((each) => deadlineWord(each) === word);
          expect(selectPatches(all, { ...query, deadlines }, null).total).toBe(count);
        }
        for (const { word, count } of facets.classification) {
          expect(selectPatches(all, { ...query, classifications: [word] }, null).total).toBe(count);
        }
      }),
    );
  });

  test("rows without a value come last, whichever way the column is sorted", () => {
    fc.assert(
      fc.property(rows, fc.boolean(), (all, descending) => {
        const sort = [{ column: "installed-time" as const, descending }];
        const times = selectPatches(all, { ...everything, sort }, null).items.map(
          (row) => row.installedTime,
        );
        const firstBlank = times.indexOf(null);
        if (firstBlank !== -1)
          expect(times.slice(firstBlank).every((time) => time === null)).toBe(true);
      }),
    );
  });

  test("worst comes first: Failed and Critical before all, states we do not know last", () => {
    fc.assert(
      fc.property(rows, (all) => {
        const states = selectPatches(all, everything, null).items.map(({ state }) => state);
        const ranks = states.map((state) => patchStates.findIndex((known) => known === state));
        const order = ranks.map((rank) => (rank === -1 ? patchStates.length : rank));
        expect(order).toEqual(order.toSorted((a, b) => a - b));
      }),
    );
  });
});
