import "server-only";
import { operatingSystemLabel } from "@/lib/domain/operating-system";
import type { Verdict } from "@/lib/domain/verdict";
import type { Facet } from "@/lib/api/facet.schema";
import type { ListedNodeItem as NodeItem, NodeList } from "@/lib/api/node.schema";
import { quickViewQuery, type NodesQuery, type QuickView } from "@/lib/api/nodes-query";
import {
  judgeNodes,
  passing,
  wordsOfNode,
  type JudgedNode,
  type NodeDimension,
} from "@/lib/server/read/reference/judge-nodes";
import { collator } from "@/lib/server/read/order";

type LabelOf = (node: NodeItem) => string | null;

const noLabel: LabelOf = () => null;

const systemLabel: LabelOf = ({ operatingSystem }) =>
  operatingSystem === null ? null : operatingSystemLabel(operatingSystem);

/** The nodes that pass every filter but those `free`, by the words of the first of these; most nodes first. */
function divide(
  judged: readonly JudgedNode[],
  free: readonly [NodeDimension, ...NodeDimension[]],
  labelOf: LabelOf,
): ReadonlyArray<{
  readonly word: string;
  readonly label: string | null;
  readonly nodes: NodeItem[];
}> {
  const parts = new Map<string, { word: string; label: string | null; nodes: NodeItem[] }>();
  for (const node of passing(judged, free)) {
    for (const word of wordsOfNode(free[0], node)) {
      const part = parts.get(word) ?? { word, label: labelOf(node), nodes: [] };
      part.nodes.push(node);
      parts.set(word, part);
    }
  }
  return [...parts.values()].toSorted(
    (a, b) => b.nodes.length - a.nodes.length || collator.compare(a.word, b.word),
  );
}

function facet(
  judged: readonly JudgedNode[],
  dimension: NodeDimension,
  labelOf: LabelOf = noLabel,
): Facet {
  return divide(judged, [dimension], labelOf).map(({ word, label, nodes }) => ({
    word,
    label,
    count: nodes.length,
  }));
}

function byVerdict(nodes: readonly NodeItem[]): Record<Verdict, number> {
  const counts = { nonCompliant: 0, unknown: 0, compliant: 0 } satisfies Record<Verdict, number>;
  for (const { verdict } of nodes) counts[verdict] += 1;
  return counts;
}

/** The numbers that stand around a list of nodes: each is the total of the list that its link leads to. */
export type NodeCounts = Pick<
  NodeList,
  "countsByVerdict" | "facets" | "countsByQuickView" | "verdictsByOperatingSystem"
>;

export function countNodes(
  nodes: readonly NodeItem[],
  judged: readonly JudgedNode[],
  query: NodesQuery,
): NodeCounts {
  const quick = (view: QuickView) => passing(judgeNodes(nodes, quickViewQuery(query, view))).length;
  return {
    countsByVerdict: byVerdict(passing(judged, ["verdict"])),
    facets: {
      operatingSystem: facet(judged, "operatingSystem", systemLabel),
      patchGroup: facet(judged, "patchGroup", ({ patchGroup }) => patchGroup),
      baseline: facet(
        judged,
        "baseline",
        ({ baselineName, baselineId }) => baselineName ?? baselineId,
      ),
      account: facet(judged, "account"),
      region: facet(judged, "region"),
      freshness: facet(judged, "freshness"),
      deadline: facet(judged, "deadline"),
      agent: facet(judged, "agent"),
    },
    countsByQuickView: {
      overdue: quick("overdue"),
      needsReboot: quick("needsReboot"),
      failedInstalls: quick("failedInstalls"),
      stale: quick("stale"),
      neverScanned: quick("neverScanned"),
    },
    verdictsByOperatingSystem: divide(judged, ["operatingSystem", "verdict"], systemLabel).map(
      ({ word, label, nodes: ofSystem }) => ({
        word,
        label,
        countsByVerdict: byVerdict(ofSystem),
      }),
    ),
  };
}
