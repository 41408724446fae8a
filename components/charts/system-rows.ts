import type { NodeList } from "@/lib/api/node.schema";
import { parseOperatingSystem } from "@/lib/domain/operating-system";
import type { SystemFilter } from "@/lib/api/nodes-query";
import { verdicts, type Verdict } from "@/lib/domain/verdict";

type Systems = NodeList["verdictsByOperatingSystem"];

/** One row of the chart: a system, or all that found no row of their own. */
export interface SystemRow {
  readonly name: string;
  readonly systems: readonly SystemFilter[];
  readonly countsByVerdict: Readonly<Record<Verdict, number>>;
}

/** So many rows at most, that the list stays in sight. */
const mostRows = 7;

function filterOf(word: string): SystemFilter {
  return parseOperatingSystem(word) ?? "unrecognised";
}

function sum(systems: Systems): Record<Verdict, number> {
  const counts = { nonCompliant: 0, unknown: 0, compliant: 0 } satisfies Record<Verdict, number>;
  for (const { countsByVerdict } of systems) {
    for (const verdict of verdicts) counts[verdict] += countsByVerdict[verdict];
  }
  return counts;
}

/** The largest systems, and the others together. */
export function systemRows(systems: Systems): readonly SystemRow[] {
  const own = systems.length > mostRows ? systems.slice(0, mostRows - 1) : systems;
  const others = systems.slice(own.length);
  return [
    ...own.map(({ word, label, countsByVerdict }) => ({
      name: label ?? "Not recognised",
      systems: [filterOf(word)],
      countsByVerdict,
    })),
    ...(others.length === 0
      ? []
      : [
          {
            name: `${others.length} other systems`,
            systems: others.map(({ word }) => filterOf(word)),
            countsByVerdict: sum(others),
          },
        ]),
  ];
}
