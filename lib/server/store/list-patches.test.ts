import { expect, test } from "vitest";
import { sql } from "drizzle-orm";
import {
  clockStart,
  defaultDeadlineDays,
  dueDay,
  hasDeadline,
  patchDeadlines,
} from "@/lib/domain/deadline";
import { findingStates, type FindingState } from "@/lib/domain/patch-state";
import { severityOrder, severityRank } from "@/lib/domain/severity";
import { operatingSystems } from "@/lib/domain/operating-system";
import { describeOnEachEngine } from "@/lib/server/store/each-engine";
import { listPatches, type PatchFilter, type PatchPage } from "@/lib/server/store/list-patches";
import { oneOf } from "@/lib/server/store/node-columns";
import { saveSampleNodes, type SampleNode } from "@/lib/server/store/sample-nodes";
import { saveSources } from "@/lib/server/store/sources";
import type { Store } from "@/lib/server/store/store";

const platforms: ReadonlyArray<readonly [string, string, string]> = [
  ["Linux", "Amazon Linux", "2023"],
  ["Linux", "Ubuntu", "22.04"],
  ["Windows", "Microsoft Windows Server 2022 Datacenter", "10.0.20348"],
  ["Linux", "Haiku", "R1"],
];
const severities = ["Critical", "Important", "Low", "", null] as const;

/** The same draw in every run. */
function draws(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % limit;
  };
}

/** Nodes with findings of few KB ids, so that builds, systems and states meet often. */
function someFleet(seed: number): readonly SampleNode[] {
  const draw = draws(seed);
  return Array.from({ length: 20 }, (_, at) => {
    const platform = platforms[draw(platforms.length)] ?? platforms[0];
    const patches = Array.from({ length: draw(6) }, () => {
      const build = draw(3);
      return {
        kbId: `package${draw(4)}.x86_64`,
        title: `build ${build}`,
        severity: severities[draw(severities.length)] ?? null,
        classification: draw(2) === 0 ? "Security" : "Bugfix",
        state:
          draw(7) === 0 ? "Installed" : (findingStates[draw(findingStates.length)] ?? "Missing"),
        cveIds: draw(2) === 0 ? [`CVE-2026-100${build}`] : [],
      };
    });
    return {
      id: String(at + 1),
      listing: draw(6) === 0 ? ("stopped" as const) : ("listed" as const),
      ...(platform && { platform }),
      counts: { missing: 1 },
      patches: draw(8) === 0 ? null : patches,
    };
  });
}

async function saved(store: Store, seed: number): Promise<readonly number[]> {
  await store.database.execute("delete from source");
  const sources = await saveSources(store.database, [
    { account: "111122223333", region: "us-east-1" },
    { account: "444455556666", region: "us-east-1" },
  ]);
  for (const [at, { sourceNo }] of sources.entries()) {
    await saveSampleNodes(store, sourceNo, someFleet(seed + at), `2026-11-2${at}T14:00:00.000Z`);
  }
  return sources.map(({ sourceNo }) => sourceNo);
}

const everything = {
  states: null,
  severities: null,
  classifications: null,
  operatingSystems: null,
  deadlines: null,
  q: "",
  // A month after the nodes were read: every standing is among their findings.
  today: "2026-12-21",
  deadlineDays: defaultDeadlineDays,
};

const whole: PatchPage = { sort: [{ column: "lacking", descending: true }], page: 1, size: 500 };

interface Held extends Record<string, unknown> {
  readonly operatingSystem: string | null;
  readonly kbId: string;
  readonly nodeNo: number;
  readonly state: string;
  readonly severity: string | null;
  readonly cveIds: readonly string[];
}

/** Every row that is a finding, plainly. */
async function rowsHeld({ database }: Store, sourceNos: readonly number[]): Promise<Held[]> {
  const { rows } = await database.execute<Held>(sql`
    select patch.operating_system as "operatingSystem", patch.kb_id as "kbId", node_no as "nodeNo", node_patch.state,
      severity, cve_ids as "cveIds"
    from node_patch join patch using (patch_no) join managed_node using (node_no)
    where listing = 'listed' and source_no = any(${sql.param([...sourceNos])}::int[])`);
  return rows.filter(({ state }) => findingStates.some((known) => known === state));
}

function nodesOf(rows: readonly Held[]): number {
  return new Set(rows.map(({ nodeNo }) => nodeNo)).size;
}

/** What the list must say, counted row by row. */
function counted(rows: readonly Held[]) {
  const groups = new Map<string, Held[]>();
  for (const row of rows) {
    const key = `${row.operatingSystem ?? "–"} ${row.kbId}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const rank = ({ operatingSystem, severity }: Held) =>
    severityOrder(
      severity,
      operatingSystem === null ? null : oneOf(operatingSystems, operatingSystem),
    );
  return new Map(
    [...groups].map(([key, own]) => {
      const inState = (state: FindingState) => own.filter((row) => row.state === state);
      const waiting = [...inState("Missing"), ...inState("Failed")];
      return [
        key,
        {
          nodes: Object.fromEntries(findingStates.map((state) => [state, nodesOf(inState(state))])),
          nodesLacking: nodesOf(waiting),
          nodesAffected: nodesOf(own),
          cves: new Set(waiting.flatMap(({ cveIds }) => cveIds)).size,
          rank: Math.min(...own.map(rank)),
        },
      ];
    }),
  );
}

async function listedBy(store: Store, filter: PatchFilter) {
  const { patches } = await listPatches(store.database, filter, whole);
  return new Map(
    patches.map(({ operatingSystem, kbId, severity, ...said }) => [
      `${operatingSystem ?? "–"} ${kbId}`,
      {
        nodes: said.nodes,
        nodesLacking: said.nodesLacking,
        nodesAffected: said.nodesAffected,
        cves: said.cves,
        rank: severityOrder(severity, operatingSystem),
      },
    ]),
  );
}

describeOnEachEngine("The list of patches", ({ store }) => {
  test.each([1, 2, 3])(
    "counts what the nodes' own rows say (fleet %i)",
    async (seed) => {
      const sourceNos = await saved(store(), seed);
      for (const scope of [sourceNos, sourceNos.slice(0, 1), []]) {
        const expected = counted(await rowsHeld(store(), scope));
        const listed = await listedBy(store(), { ...everything, sourceNos: scope });
        expect(listed).toEqual(expected);
      }
    },
    30_000,
  );

  test("has as many rows under each facet's value as the facet says", async () => {
    const sourceNos = await saved(store(), 4);
    const filter = { ...everything, sourceNos, severities: ["critical", "not-reported"] };
    const { facets, totalPatches, total } = await listPatches(store().database, filter, whole);
    expect(total).toBeLessThan(totalPatches);
    for (const { what, value, count } of facets) {
      const word = value?.trim().toLowerCase() || "not-reported";
      const narrowed: PatchFilter = {
        ...filter,
        ...(what === "severity" && { severities: [word] }),
        ...(what === "classification" && { classifications: [word] }),
        ...(what === "deadline" && { deadlines: [oneOf(patchDeadlines, value ?? "")] }),
        ...(what === "state" && { states: [oneOf(findingStates, value ?? "")] }),
        ...(what === "operatingSystem" && {
          operatingSystems: [value === null ? "unrecognised" : oneOf(operatingSystems, value)],
        }),
      };
      const found = await listPatches(store().database, narrowed, whole);
      // Blank words are several values of one facet: null and "".
      const same = facets.filter(
        (each) =>
          each.what === what && (each.value?.trim().toLowerCase() || "not-reported") === word,
      );
      const sum = what === "severity" ? same.reduce((all, each) => all + each.count, 0) : count;
      expect([what, value, found.total]).toEqual([what, value, sum]);
    }
  });

  test("is due when the first of its findings is, and overdue on as many nodes as the rule says", async () => {
    const sourceNos = await saved(store(), 8);
    const { today, deadlineDays } = everything;
    const { rows } = await store().database.execute<{
      key: string;
      state: string;
      severity: string | null;
      system: string | null;
      firstSeen: string;
    }>(sql`
      select coalesce(patch.operating_system, '–') || ' ' || finding.kb_id as key, state, severity,
        patch.operating_system as system, to_json(first_seen) #>> '{}' as "firstSeen"
      from finding join patch using (patch_no) join managed_node using (node_no)
      where resolved_at is null and listing = 'listed'`);
    const dues = new Map<string, string[]>();
    for (const { key, state, severity, system, firstSeen } of rows) {
      if (!hasDeadline(state)) continue;
      const of = system === null ? null : oneOf(operatingSystems, system);
      const { day } = clockStart(firstSeen, null);
      const due = dueDay(day, severityRank(severity, of), deadlineDays);
      dues.set(key, [...(dues.get(key) ?? []), due].toSorted());
    }
    const { patches, facets } = await listPatches(
      store().database,
      { ...everything, sourceNos },
      { ...whole, sort: [{ column: "deadline", descending: false }] },
    );
    const expected = patches.map(({ operatingSystem, kbId }) => {
      const own = dues.get(`${operatingSystem ?? "–"} ${kbId}`) ?? [];
      return [own[0] ?? null, own.filter((due) => due < today).length];
    });
    expect(patches.map(({ dueOn, nodesOverdue }) => [dueOn, nodesOverdue])).toEqual(expected);
    const inOrder = patches.map(({ dueOn }) => dueOn ?? "never");
    expect(inOrder).toEqual(inOrder.toSorted());
    const standings = facets.filter(({ what }) => what === "deadline").map(({ value }) => value);
    expect(new Set(standings)).toEqual(new Set(patchDeadlines));
  });

  test("comes in pages that do not overlap, whatever it is sorted by", async () => {
    const sourceNos = await saved(store(), 5);
    const keys = async (page: number, size: number) => {
      const sort = [{ column: "classification" as const, descending: false }];
      const filter = { ...everything, sourceNos };
      const { patches } = await listPatches(store().database, filter, { sort, page, size });
      return patches.map(({ operatingSystem, kbId }) => `${operatingSystem ?? "–"} ${kbId}`);
    };
    const all = await keys(1, 500);
    expect(new Set(all).size).toBe(all.length);
    const parts = [1, 2, 3, 4, 5, 6].map((page) => keys(page, 3));
    expect((await Promise.all(parts)).flat()).toEqual(all.slice(0, 18));
  });

  test("finds a patch by package, title and CVE id, in any case, and counts it whole", async () => {
    const sourceNos = await saved(store(), 6);
    const all = counted(await rowsHeld(store(), sourceNos));
    for (const q of ["PACKAGE1", "Build 2", "cve-2026-1001"]) {
      const found = await listedBy(store(), { ...everything, sourceNos, q });
      expect(found.size).toBeGreaterThan(0);
      for (const [key, said] of found) expect(said).toEqual(all.get(key));
    }
    const none = await listPatches(
      store().database,
      { ...everything, sourceNos, q: "no%such_\0patch" },
      whole,
    );
    expect(none).toMatchObject({ patches: [], total: 0 });
  });

  test("says since when the oldest open finding is known, and what it rests on", async () => {
    const sourceNos = await saved(store(), 7);
    const { patches, rows } = await listPatches(
      store().database,
      { ...everything, sourceNos },
      whole,
    );
    expect(new Set(patches.map(({ firstSeen }) => firstSeen))).toEqual(
      new Set(["2026-11-20T14:00:00.000Z", "2026-11-21T14:00:00.000Z"]),
    );
    expect(rows.nodesRead).toBeLessThan(rows.nodes);
    expect(rows).toMatchObject({ nodesOutdated: 0, nodesWithoutResult: 0 });
  });
});
