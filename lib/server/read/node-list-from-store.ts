import "server-only";
import { utcDay, deadlineWord } from "@/lib/domain/deadline";
import type { FreshnessDays } from "@/lib/domain/freshness";
import { operatingSystemLabel, type OperatingSystem } from "@/lib/domain/operating-system";
import type { Facet } from "@/lib/api/facet.schema";
import type { NodeList } from "@/lib/api/node.schema";
import { noneWord, systemWord, type NodesQuery } from "@/lib/api/nodes-query";
import type { SourceStatus } from "@/lib/api/source-status.schema";
import type { KeptNumbers } from "@/lib/server/read/kept-numbers";
import { toNodeItem, type JudgingDays } from "@/lib/server/read/node-facts";
import { collator } from "@/lib/server/read/order";
import { countNodes, type NodeCounts } from "@/lib/server/store/count-nodes";
import type { Queryable } from "@/lib/server/store/database";
import { listNodes } from "@/lib/server/store/list-nodes";
import type { ListedNode } from "@/lib/server/store/named-nodes";
import type { FreshnessBounds, NodeBounds } from "@/lib/server/store/node-filter";
import { inSnapshot } from "@/lib/server/store/snapshot";

/** A source that the viewer may see, with how the reading of it stands. */
export interface ListedSource {
  readonly sourceNo: number;
  readonly status: SourceStatus;
}

/** What a list is made of besides the query. */
export interface NodeListScope extends JudgingDays {
  readonly sources: readonly ListedSource[];
  readonly numbers: KeptNumbers;
  /** Epoch milliseconds. */
  readonly nowMs: number;
}

const dayMs = 86_400_000;

/** Since when an operation is fresh, and ageing, as of `nowMs`: the same moments as freshnessOf's. */
export function freshnessBounds(nowMs: number, days: FreshnessDays): FreshnessBounds {
  const since = (age: number) => new Date(Math.ceil(nowMs - age * dayMs)).toISOString();
  return { freshSince: since(days.fresh), ageingSince: since(days.ageing) };
}

/** What nodes are judged by in SQL, as of `nowMs`: the same as toNodeItem's. */
export function nodeBounds(
  nowMs: number,
  { freshnessDays, deadlineDays }: JudgingDays,
): NodeBounds {
  return { ...freshnessBounds(nowMs, freshnessDays), today: utcDay(nowMs), deadlineDays };
}

/** The list of nodes out of the store: items and every number around them from one state of it. */
export async function readNodesFromStore(
  on: Queryable,
  query: NodesQuery,
  { sources, numbers, nowMs, ...days }: NodeListScope,
): Promise<NodeList> {
  const filter = {
    ...query,
    sourceNos: sources.map(({ sourceNo }) => sourceNo),
    ...nodeBounds(nowMs, days),
  };
  const { nodes, counts } = await inSnapshot(on, async (snapshot) => ({
    nodes: await listNodes(snapshot, filter, query),
    counts: countNodes(await numbers.countedNodes(snapshot, filter), filter),
  }));
  const statuses = new Map(sources.map(({ sourceNo, status }) => [sourceNo, status]));
  const readAts = sources.flatMap(({ status }) => status.readAt ?? []);
  return {
    items: nodes.flatMap((listed) => {
      const status = statuses.get(listed.node.sourceNo);
      if (status === undefined) return [];
      const item = toNodeItem(toFacts(listed, status), nowMs, days);
      return [{ ...item, overdue: listed.overdue }];
    }),
    total: counts.total,
    totalManaged: counts.totalManaged,
    ...toListCounts(counts),
    ...days,
    page: query.page,
    size: query.size,
    asOf: readAts.toSorted()[0] ?? null,
    sources: sources.map(({ status }) => status),
  };
}

function toFacts({ node: stored, baselineName }: ListedNode, status: SourceStatus) {
  const { account, region, alias } = status;
  return { ...stored, source: { account, region }, alias, baselineName };
}

const systemLabel = (operatingSystem: OperatingSystem | null) =>
  operatingSystem === null ? null : operatingSystemLabel(operatingSystem);

function toListCounts({
  byVerdict,
  facets,
  byQuickView,
  verdictsByOperatingSystem,
}: NodeCounts): Pick<
  NodeList,
  "countsByVerdict" | "facets" | "countsByQuickView" | "verdictsByOperatingSystem"
> {
  const plain = ({ value, count }: { readonly value: string; readonly count: number }) => ({
    word: value,
    label: null,
    count,
  });
  return {
    countsByVerdict: byVerdict,
    facets: {
      operatingSystem: toFacet(
        facets.operatingSystem.map(({ value, count }) => ({
          word: systemWord(value),
          label: systemLabel(value),
          count,
        })),
      ),
      patchGroup: toFacet(
        facets.patchGroup.map(({ value, count }) => ({
          word: value ?? noneWord,
          label: value,
          count,
        })),
      ),
      baseline: toFacet(
        facets.baseline.map(({ value, name, count }) => ({
          word: value ?? noneWord,
          label: name ?? value,
          count,
        })),
      ),
      account: toFacet(facets.account.map(plain)),
      region: toFacet(facets.region.map(plain)),
      freshness: toFacet(facets.freshness.map(plain)),
      deadline: toFacet(
        facets.deadline.map(({ value, count }) => plain({ value: deadlineWord(value), count })),
      ),
      agent: toFacet(facets.agent.map(plain)),
    },
    countsByQuickView: byQuickView,
    verdictsByOperatingSystem: verdictsByOperatingSystem
      .map(({ operatingSystem, byVerdict: countsByVerdict }) => ({
        word: systemWord(operatingSystem),
        label: systemLabel(operatingSystem),
        countsByVerdict,
      }))
      .toSorted(
        (a, b) =>
          sum(b.countsByVerdict) - sum(a.countsByVerdict) || collator.compare(a.word, b.word),
      ),
  };
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((all, count) => all + count, 0);
}

/** Most frequent first. A patch group that is called `none` is one value with the lack of one, as it is in the query. */
function toFacet(values: Facet): Facet {
  const byWord = new Map<string, Facet[number]>();
  for (const { word, label, count } of values) {
    const known = byWord.get(word);
    byWord.set(word, {
      word,
      label: known?.label ?? label,
      count: count + (known?.count ?? 0),
    });
  }
  return [...byWord.values()].toSorted(
    (a, b) => b.count - a.count || collator.compare(a.word, b.word),
  );
}
