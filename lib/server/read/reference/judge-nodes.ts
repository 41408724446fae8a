import "server-only";
import { countFor } from "@/lib/domain/node-patch-state";
import { patchStates } from "@/lib/domain/patch-state";
import { deadlineWord } from "@/lib/domain/deadline";
import { stateWord } from "@/lib/api/node-patches-query";
import type { ListedNodeItem as NodeItem } from "@/lib/api/node.schema";
import {
  agentWord,
  noneWord,
  systemWord,
  verdictWord,
  type NodesQuery,
} from "@/lib/api/nodes-query";
import { holdsText } from "@/lib/server/read/matching";

/** One thing to filter by: the words that a query asks for, and those that a node has. */
interface Dimension {
  readonly asked: (query: NodesQuery) => readonly string[] | null | undefined;
  readonly wordsOf: (node: NodeItem) => readonly string[];
}

const dimensions = {
  verdict: {
    asked: ({ verdicts }) => verdicts?.map(verdictWord),
    wordsOf: ({ verdict }) => [verdictWord(verdict)],
  },
  freshness: { asked: (query) => query.freshnesses, wordsOf: ({ freshness }) => [freshness] },
  deadline: {
    asked: ({ deadlines }) => deadlines?.map(deadlineWord),
    wordsOf: ({ deadline }) => [deadlineWord(deadline)],
  },
  state: {
    asked: ({ states }) => states?.map(stateWord),
    wordsOf: ({ counts }) =>
      counts === null
        ? []
        : patchStates.filter((state) => (countFor(counts, state) ?? 0) > 0).map(stateWord),
  },
  operatingSystem: {
    asked: ({ operatingSystems }) => operatingSystems?.map(systemWord),
    wordsOf: ({ operatingSystem }) => [systemWord(operatingSystem)],
  },
  platform: {
    asked: (query) => query.platforms,
    wordsOf: ({ platformType }) => [platformType?.toLowerCase() ?? ""],
  },
  patchGroup: {
    asked: (query) => query.groups,
    wordsOf: ({ patchGroup }) => [patchGroup ?? noneWord],
  },
  baseline: {
    asked: (query) => query.baselines,
    wordsOf: ({ baselineId }) => [baselineId ?? noneWord],
  },
  agent: { asked: (query) => query.agents, wordsOf: ({ pingStatus }) => [agentWord(pingStatus)] },
  account: { asked: (query) => query.accounts, wordsOf: ({ account }) => [account] },
  region: { asked: (query) => query.regions, wordsOf: ({ region }) => [region] },
} satisfies Record<string, Dimension>;

export type NodeDimension = keyof typeof dimensions;

const every: ReadonlyArray<readonly [string, Dimension]> = Object.entries(dimensions);

/** A node that holds the text asked for, with the filters that it does not pass. */
export interface JudgedNode {
  readonly node: NodeItem;
  readonly failed: readonly string[];
}

/** Holds every node against every filter once: lists, facets, tiles and the chart are all counted from this. */
export function judgeNodes(nodes: readonly NodeItem[], query: NodesQuery): readonly JudgedNode[] {
  const asked = every.flatMap(([name, { asked: ask, wordsOf }]) => {
    const words = ask(query);
    return words ? [{ name, words: new Set(words), wordsOf }] : [];
  });
  return nodes
    .filter((node) =>
      holdsText(query.q, [node.name, node.instanceId, node.computerName, node.ipAddress]),
    )
    .map((node) => ({
      node,
      failed: asked.flatMap(({ name, words, wordsOf }) =>
        wordsOf(node).some((word) => words.has(word)) ? [] : [name],
      ),
    }));
}

/** The nodes that pass every filter but the ones `free`. */
export function passing(
  judged: readonly JudgedNode[],
  free: readonly NodeDimension[] = [],
): NodeItem[] {
  return judged.flatMap(({ node, failed }) =>
    failed.every((name) => free.some((each) => each === name)) ? [node] : [],
  );
}

/** The words of a node by which `dimension` filters. */
export function wordsOfNode(dimension: NodeDimension, node: NodeItem): readonly string[] {
  return dimensions[dimension].wordsOf(node);
}
