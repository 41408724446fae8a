import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addDays,
  deadlines,
  defaultDeadlineDays,
  dueDay,
  hasDeadline,
  utcDay,
  deadlineWord,
} from "@/lib/domain/deadline";
import { freshnesses } from "@/lib/domain/freshness";
import { parseInstanceId } from "@/lib/domain/instance-id";
import { operatingSystemOf } from "@/lib/domain/operating-system";
import type { PatchBaselineIdentity } from "@/lib/domain/patch-baseline";
import { isFindingState } from "@/lib/domain/patch-state";
import { severityRank, type SeverityRank } from "@/lib/domain/severity";
import { unknownReasons, verdicts, type Evidence } from "@/lib/domain/verdict";
import {
  agentFilters,
  everyNode,
  formatNodesQuery,
  nodeColumns,
  parseNodesQuery,
  verdictWord,
  type FleetPart,
  type NodesQuery,
} from "@/lib/api/nodes-query";
import type { ListedNodeItem as NodeItem, NodeList } from "@/lib/api/node.schema";
import { judgeNodes, passing } from "@/lib/server/read/reference/judge-nodes";
import { KeptNumbers } from "@/lib/server/read/kept-numbers";
import { toNodeItem } from "@/lib/server/read/node-facts";
import { pageOf } from "@/lib/server/read/matching";
import { readNodesFromStore } from "@/lib/server/read/node-list-from-store";
import { byNumber, byText, sortBy, type Order } from "@/lib/server/read/order";
import { selectNodes } from "@/lib/server/read/reference/select-nodes";
import { csvRecords, fileTextOf } from "@/lib/server/read/reference/csv-records";
import { wholeNodeList } from "@/lib/server/read/whole-nodes";
import { readFleetFromStore } from "@/lib/server/read/fleet-from-store";
import { saveBaselines } from "@/lib/server/store/baselines";
import { describeOnEachEngine } from "@/lib/server/store/each-engine";
import { saveNodeRows } from "@/lib/server/store/node-rows";
import { saveNodes } from "@/lib/server/store/nodes";
import { saveSources } from "@/lib/server/store/sources";
import type { Store } from "@/lib/server/store/store";
import { nodeListings, type NodeToSave } from "@/lib/server/store/stored-node";

const nowMs = Date.parse("2026-11-21T14:00:00.000Z");
const readAt = "2026-11-21T13:59:00.000Z";
const days = { freshnessDays: { fresh: 1, ageing: 7 }, deadlineDays: defaultDeadlineDays };
const dayMs = 86_400_000;

const sources = [
  { account: "111122223333", region: "us-east-1" },
  { account: "111122223333", region: "eu-west-1" },
  { account: "444455556666", region: "us-east-1" },
];

const baselineNames = new Map([
  ["pb-0123456789abcdef0", "Linux 10"],
  ["pb-0123456789abcdef1", "Linux 9"],
  ["pb-0123456789abcdef2", null],
]);
const baselineIds = [...baselineNames.keys()];
const baselines = [...baselineNames].map(([baselineId, name]): PatchBaselineIdentity => ({
  baselineId,
  askFor: baselineId,
  owner: "self",
  name,
  description: null,
  operatingSystem: null,
  defaultBaseline: false,
}));

const count = fc.option(fc.integer({ min: 0, max: 2 }));
const counts = fc.record({
  missing: count,
  failed: count,
  installedPendingReboot: count,
  installedRejected: count,
  installed: count,
  installedOther: count,
  notApplicable: count,
  availableSecurityUpdate: count,
  criticalNonCompliant: count,
  securityNonCompliant: count,
  otherNonCompliant: count,
});

const platform = fc.constantFrom(
  ["Windows", "Microsoft Windows Server 2022 Datacenter", "10.0.20348"],
  ["Linux", "Ubuntu", "22.04"],
  ["Linux", "Amazon Linux", "2023"],
  ["Linux", "Haiku", "R1"],
  [null, null, null],
);

/** Each side of both bounds of freshness, and on them. */
const endedAt = fc
  .constantFrom(0, 1, 1 + 1 / dayMs, 3, 7, 7 + 1 / dayMs, 30)
  .map((days) => new Date(nowMs - Math.round(days * dayMs)).toISOString());

const nothing = {
  lastPingDateTime: null,
  agentVersion: null,
  isLatestVersion: null,
  activationId: null,
  iamRole: null,
  registrationDate: null,
  resourceType: null,
  activationName: null,
  associationStatus: null,
  lastAssociationExecutionDate: null,
  lastSuccessfulAssociationExecutionDate: null,
  sourceId: null,
  sourceType: null,
  sourceLocation: null,
};

const patch = fc.record({
  severity: fc.constantFrom("Critical", "important", "Low", null),
  state: fc.constantFrom("Missing", "Failed", "Installed", "AvailableSecurityUpdate"),
});

/** Each side of every deadline, and of the week before it. */
const seenAt = fc
  .constantFrom(0, 7, 8, 14, 15, 22, 23, 30, 31, 82, 83, 90, 91, 400)
  .map((ago) => `${addDays(utcDay(nowMs), -ago)}T23:59:59.999Z`);

const drawn = fc.record({
  at: fc.nat(sources.length - 1),
  listing: fc.oneof(
    { weight: 4, arbitrary: fc.constant("listed" as const) },
    fc.constantFrom(...nodeListings),
  ),
  platform,
  nameTag: fc.constantFrom("web-2", "web-10", "Web-3", "db-1", "100%_sure", "本番", null),
  host: fc.constantFrom("ip-10-0-0-1.ec2.internal", null),
  ipAddress: fc.constantFrom("10.0.0.1", "10.0.0.12", null),
  pingStatus: fc.constantFrom("Online", "CONNECTION_LOST", "Inactive", "Dreaming", null),
  patchGroup: fc.constantFrom("Web/Tier 2", "Web/Tier 10", "本番", null),
  counts: fc.option(counts),
  availableSecurityUpdates: fc.constantFrom(
    "COMPLIANT" as const,
    "NON_COMPLIANT" as const,
    "unread" as const,
    null,
  ),
  reason: fc.constantFrom(...unknownReasons),
  baselineId: fc.constantFrom(...baselineIds, "pb-0123456789abcdeff", null),
  endedAt: fc.option(endedAt),
  patches: fc.array(patch, { maxLength: 3 }),
  seenAt,
});

function toNode(some: typeof drawn extends fc.Arbitrary<infer Value> ? Value : never, at: number) {
  const instanceId = parseInstanceId(`i-${String(at).padStart(17, "0")}`);
  if (instanceId === null) throw new Error("no id");
  const [platformType = null, platformName = null, platformVersion = null] = some.platform;
  const evidence: Evidence =
    some.counts === null
      ? { counts: null, reason: some.reason }
      : { counts: some.counts, availableSecurityUpdates: some.availableSecurityUpdates };
  const saved: NodeToSave = {
    instanceId,
    listing: some.listing,
    node: {
      ...nothing,
      instanceId,
      pingStatus: some.pingStatus,
      platformType,
      platformName,
      platformVersion,
      ipAddress: some.ipAddress,
      computerName: some.host,
    },
    patchState: some.counts && {
      instanceId,
      counts: some.counts,
      unreportedNotApplicable: null,
      patchGroup: some.patchGroup,
      baselineId: some.baselineId,
      operation: "Scan",
      operationStartTime: some.endedAt,
      operationEndTime: some.endedAt,
      rebootOption: null,
      lastNoRebootInstallOperationTime: null,
      snapshotId: null,
      installOverrideList: null,
      ownerInformation: null,
    },
    evidence,
    nameTag: some.nameTag,
    patchGroupTag: some.patchGroup,
    tagsReadAt: null,
    reasonReadAt: null,
    failure: null,
  };
  const patches = some.patches.map((each, ordinal) => ({
    ...each,
    kbId: `package-${ordinal}.x86_64`,
    title: null,
    classification: null,
    installedTime: null,
    cveIds: [],
  }));
  return { sourceAt: some.at, saved, patches, seenAt: some.seenAt };
}

type FleetNode = ReturnType<typeof toNode>;

const fleets = fc.array(drawn, { maxLength: 25, size: "max" }).map((nodes) => nodes.map(toNode));

/** Mostly not asked: a query of many filters has an empty answer. */
const asked = (name: string, ...words: readonly string[]) =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constant<string[]>([]) },
    {
      weight: 1,
      arbitrary: fc
        .subarray([...words], { minLength: 1 })
        .map((some) => [`${name}=${some.map(encodeURIComponent).join(",")}`]),
    },
  );

const sorts = fc.oneof(
  fc.constantFrom("priority", "-priority"),
  fc
    .subarray(
      nodeColumns.filter((column) => column !== "priority"),
      { minLength: 1, maxLength: 2 },
    )
    .chain((columns) => fc.tuple(fc.constant(columns), fc.boolean()))
    .map(([columns, descending]) =>
      columns.map((each) => (descending ? `-${each}` : each)).join(","),
    ),
);

const queries = fc
  .tuple(
    asked("verdict", ...verdicts.map(verdictWord)),
    asked("freshness", ...freshnesses),
    asked("deadline", ...deadlines.map(deadlineWord)),
    asked("state", "failed", "missing", "installed-pending-reboot", "not-applicable"),
    asked("os", "windows", "ubuntu", "unrecognised"),
    asked("platform", "windows", "linux"),
    asked("group", "Web/Tier 2", "本番", "none"),
    asked("baseline", ...baselineIds, "none"),
    asked("agent", ...agentFilters),
    asked("account", "111122223333", "999999999999"),
    asked("region", "us-east-1", "eu-west-1"),
    fc
      .constantFrom("", "", "WEB-1", "%", "_", "10.0.0.1", "本", "i-0000")
      .map((q) => [`q=${encodeURIComponent(q)}`]),
    sorts.map((sort) => [`sort=${sort}`]),
    fc.constantFrom(["page=2&size=3"], ["size=500"], ["size=500"]),
  )
  .map((parts) => queryOf(parts.flat().join("&")));

/** The same with what the list worked out in memory below is not asked: what only the store knows. */
const storeQueries = fc
  .tuple(
    queries,
    asked("severity", "critical", "important", "not-reported"),
    asked("listing", "listed", "stopped", "gone", "not-listed"),
  )
  .map(([query, ...more]) => {
    const { severities, listings } = queryOf(more.flat().join("&"));
    return { ...query, severities, listings };
  });

function queryOf(search: string): NodesQuery {
  const parsed = parseNodesQuery(new URLSearchParams(search), true);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.invalidParams));
  return parsed.query;
}

/** Saves the fleet as a sweep does; gives the numbers of the sources. */
async function save(
  { database, transaction }: Store,
  fleet: readonly FleetNode[],
): Promise<readonly number[]> {
  await database.execute("delete from source");
  const stored = await saveSources(database, sources);
  await transaction(async (tx) => {
    for (const [at, { sourceNo }] of stored.entries()) {
      const ofSource = fleet.filter(({ sourceAt }) => sourceAt === at);
      await saveBaselines(tx, sourceNo, baselines, readAt);
      const numbers = await saveNodes(
        tx,
        sourceNo,
        ofSource.map(({ saved }) => saved),
        readAt,
      );
      await saveNodeRows(
        tx,
        ofSource.flatMap(({ saved, patches, seenAt: rowsReadAt }) => {
          const nodeNo = numbers.get(saved.instanceId);
          if (nodeNo === undefined || saved.node === null || saved.patchState === null) return [];
          return {
            nodeNo,
            operatingSystem: operatingSystemOf(saved.node),
            scope: "all" as const,
            operationEndTime: saved.patchState.operationEndTime,
            readAt: rowsReadAt,
            differ: false,
            patches,
          };
        }),
      );
    }
  });
  return stored.map(({ sourceNo }) => sourceNo);
}

/** One for all fleets, each of which has sources of its own: what was kept of another is never taken for it. */
const numbers = new KeptNumbers();

function scopeOf(sourceNos: readonly number[]) {
  return {
    sources: sources.flatMap((source, at) => {
      const sourceNo = sourceNos[at];
      const status = { ...source, alias: null, status: "read" as const, readAt, error: null };
      return sourceNo === undefined ? [] : [{ sourceNo, status }];
    }),
    numbers,
    nowMs,
    ...days,
  };
}

/** The findings that have a deadline, and when each is due. */
function duesOf({ saved, patches, seenAt: firstSeen }: FleetNode) {
  const system = saved.node && operatingSystemOf(saved.node);
  return patches
    .filter(({ state }) => hasDeadline(state))
    .map(({ severity }) => {
      const rank = severityRank(severity, system);
      return { rank, due: dueDay(utcDay(firstSeen), rank, days.deadlineDays) };
    });
}

function heldBy(node: FleetNode) {
  const { saved, seenAt: firstSeen } = node;
  if (saved.patchState === null) return { rows: null, overdue: null, oldestClocks: noClocks };
  const { operationEndTime } = saved.patchState;
  const dues = duesOf(node);
  const clock = (rank: SeverityRank) =>
    dues.some((each) => each.rank === rank) ? utcDay(firstSeen) : null;
  return {
    rows: { scope: "all" as const, operationEndTime, readAt: firstSeen, differ: false },
    overdue: dues.filter(({ due }) => due < utcDay(nowMs)).length,
    oldestClocks: {
      critical: clock("critical"),
      high: clock("high"),
      medium: clock("medium"),
      low: clock("low"),
      unrated: clock("unrated"),
    },
  };
}

const noClocks = { critical: null, high: null, medium: null, low: null, unrated: null };

function itemsOf(fleet: readonly FleetNode[], sourcesSeen: number): Map<NodeItem, FleetNode> {
  const seen = fleet.flatMap((each) => {
    const source = sources[each.sourceAt];
    if (source === undefined || each.sourceAt >= sourcesSeen || each.saved.listing !== "listed")
      return [];
    const baselineName = baselineNames.get(each.saved.patchState?.baselineId ?? "") ?? null;
    const { overdue, ...held } = heldBy(each);
    const stored = { ...each.saved, nodeNo: 1, sourceNo: 1, leftAt: null, ...held, readAt };
    const facts = { ...stored, source, alias: null, baselineName };
    return [[{ ...toNodeItem(facts, nowMs, days), overdue }, each] as const];
  });
  return new Map(seen);
}

/** Worst first as the design says it: today's order, with the vendor's severities of the findings after the verdict. */
function worstFirst(of: ReadonlyMap<NodeItem, FleetNode>): Order<NodeItem> {
  const findings = (rank: string) => (node: NodeItem) => {
    const known = of.get(node);
    if (node.counts === null || !known) return null;
    return known.patches.filter(
      ({ severity, state }) =>
        isFindingState(state) && severityRank(severity, node.operatingSystem) === rank,
    ).length;
  };
  const worst = [
    findings("critical"),
    findings("high"),
    (node: NodeItem) => node.counts?.failed ?? null,
    (node: NodeItem) => node.counts?.missing ?? null,
    (node: NodeItem) => node.counts?.installedPendingReboot ?? null,
  ].map((number) => byNumber(number));
  const verdict = byNumber<NodeItem>((node) => verdicts.indexOf(node.verdict));
  const scanned = byText<NodeItem>((node) => node.operationEndTime);
  return (a, b, descending) =>
    verdict(a, b, descending) ||
    (worst.map((order) => order(a, b, !descending)).find((order) => order !== 0) ??
      scanned(a, b, descending));
}

const byName = { column: "name", descending: false } as const;

/** What the list must say, worked out in memory. */
function expected(fleet: readonly FleetNode[], sourcesSeen: number, query: NodesQuery) {
  const of = itemsOf(fleet, sourcesSeen);
  const nodes = [...of.keys()];
  // Nodes that are alike stand in the order of their names.
  const selected = selectNodes(nodes, { ...query, sort: [...query.sort, byName] });
  const [first] = query.sort;
  if (first?.column !== "priority") return { ...selected, totalManaged: nodes.length };
  const name = byText<NodeItem>((node) => node.name);
  const key = byText<NodeItem>((node) => `${node.account}/${node.region}/${node.instanceId}`);
  const sorted = sortBy(
    passing(judgeNodes(nodes, query)),
    [{ column: "priority", descending: first.descending }],
    { priority: worstFirst(of) },
    (a, b) => name(a, b, false) || key(a, b, false),
  );
  return { ...selected, items: pageOf(sorted, query), totalManaged: nodes.length };
}

/** What the query decides of a list. */
function decidedOf(list: NodeList): ReturnType<typeof expected> {
  const { items, total, totalManaged, countsByVerdict, facets, countsByQuickView } = list;
  const { verdictsByOperatingSystem } = list;
  return {
    items,
    total,
    totalManaged,
    countsByVerdict,
    facets,
    countsByQuickView,
    verdictsByOperatingSystem,
  };
}

/** The ids of the rows of the list's file, after its head. */
async function fileIds({ database }: Store, query: NodesQuery, scope: ReturnType<typeof scopeOf>) {
  const text = await fileTextOf(await wholeNodeList(database, query, scope));
  const [head = [], ...rows] = csvRecords(text);
  return rows.map((row) => row[head.indexOf("Instance ID")]);
}

/** What a query says of the fleet itself: what a tile can be asked. */
function partOf(query: NodesQuery): FleetPart {
  const { operatingSystems, platforms, groups, baselines: ids, accounts, regions } = query;
  return { operatingSystems, platforms, groups, baselines: ids, accounts, regions };
}

/** Each facet with the parameter that filters by it. */
const facetNames = [
  { facet: "operatingSystem", name: "os" },
  { facet: "patchGroup", name: "group" },
  { facet: "baseline", name: "baseline" },
  { facet: "account", name: "account" },
  { facet: "region", name: "region" },
  { facet: "freshness", name: "freshness" },
  { facet: "agent", name: "agent" },
] as const;

/** The same query under one value of one facet alone. */
function underFacet(query: NodesQuery, name: string, word: string): NodesQuery {
  const params = new URLSearchParams(formatNodesQuery(query));
  params.set(name, word);
  params.delete("page");
  return queryOf(params.toString());
}

describeOnEachEngine("The list of nodes out of the store", ({ store }) => {
  test("Pitfall 17, percent of what: tile = list = facet = rows of the file, for 100 random filters", async () => {
    await fc.assert(
      fc.asyncProperty(
        fleets,
        fc.array(storeQueries, { minLength: 4, maxLength: 4 }),
        fc.nat(),
        async (fleet, some, pick) => {
          const scope = scopeOf(await save(store(), fleet));
          const listed = (query: NodesQuery) =>
            readNodesFromStore(store().database, { ...query, page: 1, size: 500 }, scope);
          for (const query of some) {
            const list = await listed(query);
            const ids = list.items.map(({ instanceId }) => instanceId);
            expect(await fileIds(store(), query, scope)).toEqual(ids);
            expect(list.total).toBe(ids.length);

            for (const verdict of verdicts) {
              const ofVerdict = { ...query, verdicts: [verdict] };
              const rows = await fileIds(store(), ofVerdict, scope);
              expect(rows).toHaveLength(list.countsByVerdict[verdict]);
            }
            for (const { facet, name } of facetNames) {
              const values = list.facets[facet];
              const value = values[pick % Math.max(1, values.length)];
              if (value === undefined) continue;
              const ofValue = underFacet(query, name, value.word);
              expect(await fileIds(store(), ofValue, scope)).toHaveLength(value.count);
            }

            const { nodes: tiles, deadlines: due } = await readFleetFromStore(
              store().database,
              partOf(query),
              scope,
            );
            const part = { ...everyNode, ...partOf(query) };
            const { items: nodesOfPart } = await listed(part);
            expect(due.find(({ deadline }) => deadline === "overdue")?.findings).toBe(
              nodesOfPart.reduce((sum, { overdue }) => sum + (overdue ?? 0), 0),
            );
            const rows = (more: Partial<NodesQuery>) =>
              fileIds(store(), { ...part, ...more }, scope).then((each) => each.length);
            expect(tiles).toMatchObject({
              total: await rows({}),
              compliant: await rows({ verdicts: ["compliant"] }),
              nonCompliant: await rows({ verdicts: ["nonCompliant"] }),
              unknown: await rows({ verdicts: ["unknown"] }),
              stale: await rows({ freshnesses: ["stale"] }),
            });
          }
        },
      ),
      { numRuns: 25 },
    );
  }, 240_000);

  test("is the list worked out in memory, with every number around it", async () => {
    await fc.assert(
      fc.asyncProperty(
        fleets,
        fc.integer({ min: 1, max: sources.length }),
        fc.array(queries, { minLength: 4, maxLength: 8 }),
        async (fleet, sourcesSeen, some) => {
          const sourceNos = await save(store(), fleet);
          const scope = scopeOf(sourceNos.slice(0, sourcesSeen));
          for (const query of some) {
            const list = await readNodesFromStore(store().database, query, scope);
            expect(decidedOf(list)).toEqual(expected(fleet, sourcesSeen, query));
          }
        },
      ),
      { numRuns: 25 },
    );
  }, 120_000);

  test("its pages joined are the whole list, whatever their size", async () => {
    await fc.assert(
      fc.asyncProperty(fleets, sorts, async (fleet, sort) => {
        const scope = scopeOf(await save(store(), fleet));
        const ids = async (page: number, size: number) => {
          const query = { ...queryOf(`sort=${sort}`), page, size };
          const { items } = await readNodesFromStore(store().database, query, scope);
          return items.map(
            ({ account, region, instanceId }) => `${account}/${region}/${instanceId}`,
          );
        };
        const whole = await ids(1, 500);
        for (const size of [1, 2, 3, 7, 24]) {
          const pages: string[] = [];
          for (let page = 1; page <= Math.ceil(whole.length / size) + 1; page += 1)
            pages.push(...(await ids(page, size)));
          expect(pages).toEqual(whole);
        }
        expect(new Set(whole).size).toBe(whole.length);
      }),
      { numRuns: 5 },
    );
  }, 120_000);

  test("a text that no database can hold is found nowhere", async () => {
    const scope = scopeOf(await save(store(), fc.sample(fleets, { numRuns: 1, seed: 1 }).flat()));
    const query = { ...queryOf(""), q: "web\0" };
    expect((await readNodesFromStore(store().database, query, scope)).total).toBe(0);
    const ofGroup = { ...queryOf(""), groups: ["web\0"] };
    expect((await readNodesFromStore(store().database, ofGroup, scope)).total).toBe(0);
  });
});
