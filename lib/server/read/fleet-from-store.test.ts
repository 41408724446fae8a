import { expect, test } from "vitest";
import { deadlines, defaultDeadlineDays, deadlineWord } from "@/lib/domain/deadline";
import { findingStates } from "@/lib/domain/patch-state";
import { freshnesses } from "@/lib/domain/freshness";
import { verdicts } from "@/lib/domain/verdict";
import { parseFleetQuery } from "@/lib/api/fleet-query";
import { parseNodesQuery, verdictWord, type FleetPart } from "@/lib/api/nodes-query";
import { stateWord } from "@/lib/api/node-patches-query";
import { readFleetFromStore } from "@/lib/server/read/fleet-from-store";
import { KeptNumbers } from "@/lib/server/read/kept-numbers";
import { readNodesFromStore, type NodeListScope } from "@/lib/server/read/node-list-from-store";
import { describeOnEachEngine } from "@/lib/server/store/each-engine";
import { saveSampleNodes, type SampleNode } from "@/lib/server/store/sample-nodes";
import { saveSources } from "@/lib/server/store/sources";
import type { Store } from "@/lib/server/store/store";

const readAt = "2026-11-21T14:00:00.000Z";
const sources = [
  { account: "111122223333", region: "us-east-1" },
  { account: "444455556666", region: "us-east-1" },
];
const baselineId = "pb-0123456789abcdef0";
const ubuntu = ["Linux", "Ubuntu", "22.04"] as const;
const windows = ["Windows", "Microsoft Windows Server 2022 Datacenter", "10.0.20348"] as const;
const missing = [{ kbId: "a.x86_64", severity: "Critical" }];

const fleet: readonly SampleNode[] = [
  { id: "1", patchGroup: "web", baselineId, counts: { missing: 1 }, patches: missing },
  { id: "2", patchGroup: "web/eu", platform: ubuntu, counts: { failed: 2, missing: null } },
  { id: "3", patchGroup: "none", baselineId, platform: windows },
  { id: "4", platform: windows, operationEndTime: "2026-11-17T14:00:00.000Z" },
  { id: "5", platform: ["Linux", "Haiku", "R1"], counts: null },
  { id: "6", counts: { installedPendingReboot: 1 }, operationEndTime: "2026-10-01T00:00:00.000Z" },
  { id: "7", listing: "stopped", counts: { missing: 9 }, patches: missing },
];

async function saved(store: Store): Promise<NodeListScope> {
  await store.database.execute("delete from source");
  const stored = await saveSources(store.database, sources);
  for (const [at, { sourceNo }] of stored.entries())
    await saveSampleNodes(store, sourceNo, at === 0 ? fleet : fleet.slice(0, 3), readAt);
  return {
    sources: stored.map(({ sourceNo, account, region }) => ({
      sourceNo,
      status: { account, region, alias: null, status: "read", readAt, error: null },
    })),
    numbers: new KeptNumbers(),
    nowMs: Date.parse(readAt),
    freshnessDays: { fresh: 1, ageing: 7 },
    deadlineDays: defaultDeadlineDays,
  };
}

/** Which parts of the fleet: none but the fleet itself, one of each parameter, several at once. */
const parts = [
  "",
  "account=444455556666",
  "region=us-east-1&platform=windows,linux",
  "group=web",
  "group=none",
  "os=unrecognised,ubuntu",
  `baseline=${baselineId}&account=111122223333`,
  "baseline=none&platform=windows",
  "group=nobody",
];

/** The total of the node list under a query. */
async function totalOf(store: Store, scope: NodeListScope, search: string): Promise<number> {
  const asked = parseNodesQuery(new URLSearchParams(search), true);
  if (!asked.ok) throw new Error(`${search} was not understood.`);
  return (await readNodesFromStore(store.database, asked.query, scope)).total;
}

function partOf(search: string): FleetPart {
  const asked = parseFleetQuery(new URLSearchParams(search));
  if (!asked.ok) throw new Error(`${search} was not understood.`);
  return asked.query;
}

/** The list is asked for each number by itself, on a machine that may be busy. */
const slow = 60_000;

describeOnEachEngine("The fleet in numbers", ({ store }) => {
  test.each(parts)(
    "has the totals of the node list: ?%s",
    async (search) => {
      const scope = await saved(store());
      const total = (more: string) => totalOf(store(), scope, `${search}&${more}`);
      const totals = async <Word extends string>(
        words: readonly Word[],
        ask: (word: Word) => string,
      ) =>
        Object.fromEntries(
          await Promise.all(words.map(async (word) => [word, await total(ask(word))] as const)),
        );
      const answer = await readFleetFromStore(store().database, partOf(search), scope);

      const { total: all, stale } = answer.nodes;
      expect([all, stale]).toEqual([await total(""), await total("freshness=stale")]);
      expect(answer.nodes).toMatchObject(
        await totals(verdicts, (verdict) => `verdict=${verdictWord(verdict)}`),
      );
      expect(answer.byFreshness).toEqual(
        await totals(freshnesses, (freshness) => `freshness=${freshness}`),
      );
      const byDeadline = answer.deadlines.map(({ deadline, nodes }) => [deadline, nodes]);
      expect(Object.fromEntries(byDeadline)).toEqual(
        await totals(deadlines, (deadline) => `deadline=${deadlineWord(deadline)}`),
      );
      const byState = answer.findingsByState.map(({ state, nodes }) => [state, nodes]);
      expect(Object.fromEntries(byState)).toEqual(
        await totals(findingStates, (state) => `state=${stateWord(state)}`),
      );
    },
    slow,
  );

  test(
    "counts each group as the node list does under that filter",
    async () => {
      const scope = await saved(store());
      const answer = await readFleetFromStore(store().database, partOf(""), scope);
      const placed = ({ account, region }: { account: string; region: string }) =>
        `account=${account}&region=${region}`;
      const groups = [
        ...answer.byOperatingSystem.map((each) => ({ ...each, search: `os=${each.word}` })),
        ...answer.byPatchGroup.map((each) => ({ ...each, search: `group=${each.word}` })),
        ...answer.bySource.map((each) => ({ ...each, search: placed(each) })),
        ...answer.byBaseline.map((each) => ({
          ...each,
          search: `baseline=${each.word}&${placed(each)}`,
        })),
      ];
      expect(groups).toHaveLength(4 + 3 + 2 + 4);
      for (const { search, ...group } of groups) {
        const of = (verdict: string) => totalOf(store(), scope, `${search}&verdict=${verdict}`);
        expect(group).toMatchObject({
          total: await totalOf(store(), scope, search),
          compliant: await of("compliant"),
          nonCompliant: await of("non-compliant"),
          unknown: await of("unknown"),
        });
      }
    },
    slow,
  );

  test("names nodes that left beside the others, and sources without a node", async () => {
    const scope = await saved(store());
    const part = partOf("account=111122223333");
    const answer = await readFleetFromStore(store().database, part, scope);
    expect(answer.nodes).toMatchObject({ total: 6, stopped: 1, gone: 0, notListed: 0 });
    expect(answer.bySource.map(({ account, total }) => [account, total])).toEqual([
      ["111122223333", 6],
      ["444455556666", 0],
    ]);
    expect(answer.rows).toEqual({ nodesRead: 1, nodesWithResults: 5 });
  });
});
