import "server-only";
import { operatingSystemLabel } from "@/lib/domain/operating-system";
import type { Fleet } from "@/lib/api/fleet.schema";
import { everyNode, noneWord, systemWord, type FleetPart } from "@/lib/api/nodes-query";
import { nodeBounds, type NodeListScope } from "@/lib/server/read/node-list-from-store";
import { collator } from "@/lib/server/read/order";
import type { Queryable } from "@/lib/server/store/database";
import { summariseFleet, type FleetSummary } from "@/lib/server/store/fleet-summary";
import { inSnapshot } from "@/lib/server/store/snapshot";

/** A part of the fleet in numbers: each total is that of the node list under the same filter. */
export async function readFleetFromStore(
  on: Queryable,
  part: FleetPart,
  { sources, numbers, nowMs, ...days }: NodeListScope,
): Promise<Fleet> {
  const filter = {
    ...everyNode,
    ...part,
    sourceNos: sources.map(({ sourceNo }) => sourceNo),
    ...nodeBounds(nowMs, days),
  };
  const summary = await inSnapshot(on, async (snapshot) =>
    summariseFleet(
      await numbers.nodes(snapshot, filter),
      await numbers.findings(snapshot, filter),
      part,
    ),
  );
  const readAts = sources.flatMap(({ status }) => status.readAt ?? []);
  return {
    nodes: summary.nodes,
    findingsByState: [...summary.findingsByState],
    findingsBySeverity: [...summary.findingsBySeverity],
    rows: summary.rows,
    ...toGroups(summary),
    ...toPlaces(summary, sources),
    byFreshness: summary.byFreshness,
    deadlines: [...summary.deadlines],
    ...days,
    asOf: readAts.toSorted()[0] ?? null,
    sources: sources.map(({ status }) => status),
  };
}

type Group = Fleet["byPatchGroup"][number];

function toGroups(summary: FleetSummary): Pick<Fleet, "byOperatingSystem" | "byPatchGroup"> {
  return {
    byOperatingSystem: largestFirst(
      summary.byOperatingSystem.map(({ operatingSystem, ...counts }) => ({
        word: systemWord(operatingSystem),
        label: operatingSystem === null ? null : operatingSystemLabel(operatingSystem),
        ...counts,
      })),
    ),
    byPatchGroup: largestFirst(
      joined(
        summary.byPatchGroup.map(({ patchGroup, ...counts }) => ({
          word: patchGroup ?? noneWord,
          label: patchGroup,
          ...counts,
        })),
      ),
    ),
  };
}

const noNodes = { total: 0, nonCompliant: 0, unknown: 0, compliant: 0 };

function toPlaces(
  { byBaseline, bySource }: FleetSummary,
  sources: NodeListScope["sources"],
): Pick<Fleet, "byBaseline" | "bySource"> {
  const statuses = new Map(sources.map(({ sourceNo, status }) => [sourceNo, status]));
  const counts = new Map(bySource.map(({ sourceNo, ...each }) => [sourceNo, each]));
  return {
    byBaseline: largestFirst(
      byBaseline.flatMap(({ sourceNo, baselineId, name, ...each }) => {
        const status = statuses.get(sourceNo);
        if (status === undefined) return [];
        const { account, region } = status;
        const word = baselineId ?? noneWord;
        return [{ account, region, word, label: name ?? baselineId, ...each }];
      }),
    ),
    // A source without a single node is one of them too.
    bySource: sources.map(({ sourceNo, status: { account, region, alias } }) => ({
      account,
      region,
      alias,
      ...(counts.get(sourceNo) ?? noNodes),
    })),
  };
}

/** A patch group that is called `none` is one with the lack of one, as it is in a query. */
function joined(groups: readonly Group[]): readonly Group[] {
  const byWord = new Map<string, Group>();
  for (const group of groups) {
    const known = byWord.get(group.word);
    byWord.set(group.word, known ? sumOf(known, group) : group);
  }
  return [...byWord.values()];
}

function sumOf(one: Group, other: Group): Group {
  return {
    word: one.word,
    label: one.label ?? other.label,
    total: one.total + other.total,
    compliant: one.compliant + other.compliant,
    nonCompliant: one.nonCompliant + other.nonCompliant,
    unknown: one.unknown + other.unknown,
  };
}

function largestFirst<Each extends Group>(groups: readonly Each[]): Each[] {
  return groups.toSorted((a, b) => b.total - a.total || collator.compare(a.word, b.word));
}
