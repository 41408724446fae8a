import { expect, test } from "vitest";
import { operatingSystems, operatingSystemWord } from "@/lib/domain/operating-system";
import { systemRows } from "./system-rows";

const systems = operatingSystems.map((system, at) => ({
  word: operatingSystemWord(system),
  label: system,
  countsByVerdict: { compliant: 20 - at, nonCompliant: at, unknown: 1 },
}));

const nodesOf = (rows: ReadonlyArray<{ countsByVerdict: Record<string, number> }>) =>
  rows.flatMap(({ countsByVerdict }) => Object.values(countsByVerdict)).reduce((a, b) => a + b, 0);

test("up to seven systems have a row each", () => {
  const rows = systemRows(systems.slice(0, 7));
  expect(rows.map(({ name }) => name)).toEqual(operatingSystems.slice(0, 7));
});

test("of more, the smallest share the last row, and no node is lost", () => {
  const rows = systemRows(systems);
  expect(rows).toHaveLength(7);
  expect(rows.at(-1)?.name).toBe("9 other systems");
  expect(rows.at(-1)?.systems).toEqual(operatingSystems.slice(6));
  expect(nodesOf(rows)).toBe(nodesOf(systems));
});

test("Pitfall 22, ids, names and platforms: a platform that AWS's words do not name has a row that can be filtered by", () => {
  const [row] = systemRows([
    {
      word: "unrecognised",
      label: null,
      countsByVerdict: { compliant: 0, nonCompliant: 0, unknown: 2 },
    },
  ]);
  expect(row).toMatchObject({ name: "Not recognised", systems: ["unrecognised"] });
});
