import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import {
  informationAnswer,
  patchAnswer,
  patchStateAnswer,
} from "@/lib/emulator/operations/node-answers";
import { countPatches } from "@/lib/emulator/patch-counts";
import { createFleet, type Fleet } from "./fleet";
import type { ManagedNode } from "./node";
import type { SourceFleet } from "./source-fleet";
import { specialNodes, type SpecialNodes } from "./special-nodes";

vi.setConfig({ testTimeout: 60_000 });

const account = "111122223333";
const day = 86_400_000;
const fleetNow = Date.parse("2026-11-21T14:00:00Z");
const nodes = { "us-east-1": 480, "eu-west-1": 120 };
const small = { "us-east-1": 60, "eu-west-1": 20 };

function fleetAt(daysAfter: number, size: Record<string, number> = small): Fleet {
  const options = { seed: "test", now: "2026-11-21T14:00:00.000Z", account, nodes: size };
  return createFleet(options, { now: isoAt(daysAfter) });
}

function isoAt(daysAfter: number): string {
  return new Date(fleetNow + Math.round(daysAfter * day)).toISOString();
}

function moveTo(fleet: Fleet, daysAfter: number): void {
  fleet.clock.set({ now: isoAt(daysAfter) });
}

interface Place {
  source: SourceFleet;
  node: ManagedNode;
}

function everyNode(fleet: Fleet): Place[] {
  return fleet.sources.flatMap((source) =>
    source.select("every node", () => true).map((index) => ({ source, node: source.node(index) })),
  );
}

function nodeNamed(fleet: Fleet, name: keyof SpecialNodes): Place {
  const special = specialNodes(fleet)[name];
  const source = fleet.source(account, special.region);
  const node = source.nodeById(special.instanceId);
  if (!node) throw new RangeError(`no ${name}`);
  return { source, node };
}

/** Everything that SSM tells of a node. */
function answersOf({ source, node }: Place): unknown[] {
  const state = node.scan === "patch" ? patchStateAnswer(source, node) : null;
  const rows = source.patches(node).map((row) => patchAnswer(row, node.platform.operatingSystem));
  return [informationAnswer(node), state, rows];
}

function hashOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);
}

const someDay = fc.double({ min: -120, max: 30, noNaN: true });

describe("at the moment that the fleet is made for", () => {
  test("the special nodes' answers are pinned, wherever the clock was before", () => {
    const fleet = fleetAt(0, nodes);
    for (const daysAfter of [-120, 30, -41.3, 0]) {
      moveTo(fleet, daysAfter);
      everyNode(fleet).forEach(answersOf);
    }
    const places = Object.values(specialNodes(fleet)).map(({ region, instanceId }): Place => {
      const source = fleet.source(account, region);
      const node = source.nodeById(instanceId);
      if (!node) throw new RangeError(`no ${instanceId}`);
      return { source, node };
    });
    expect(hashOf(places.map(answersOf))).toBe("551aed65c50a9662");
  });

  test("so are every node's facts, counters and rows, but not when ordinary nodes got their patches", () => {
    const fleet = fleetAt(0, nodes);
    const answers = everyNode(fleet).map((place) => [
      ...answersOf(place).slice(0, 2),
      place.source
        .patches(place.node)
        .map(({ state, release, complianceLevel }) => [
          state,
          release.kbId,
          release.title,
          complianceLevel,
        ]),
    ]);
    expect(answers).toHaveLength(600);
    expect(hashOf(answers)).toBe("6aa3779882861ad2");
  });
});

describe("at any moment", () => {
  test("the same seed and moment give the same answers, whatever the clock showed before", () => {
    const moved = fleetAt(0);
    fc.assert(
      fc.property(someDay, (daysAfter) => {
        moveTo(moved, daysAfter);
        const fresh = fleetAt(daysAfter);
        expect(hashOf(everyNode(moved).map(answersOf))).toBe(
          hashOf(everyNode(fresh).map(answersOf)),
        );
      }),
      { numRuns: 4, seed: 1 },
    );
  });

  test("the counters count the rows, and nothing is from after it", () => {
    const fleet = fleetAt(0);
    fc.assert(
      fc.property(someDay, (daysAfter) => {
        moveTo(fleet, daysAfter);
        const now = fleet.clock.now();
        for (const { source, node } of everyNode(fleet)) {
          const rows = source.patches(node);
          const { endedAt } = node.run;
          const { NotApplicableCount: _, ...counted } = countPatches(rows, source.baselineOf(node));
          expect(source.counts(node)).toMatchObject(counted);
          expect(Math.max(endedAt, node.lastPingAt)).toBeLessThanOrEqual(now);
          if (node.scan === "patch") expect(now - endedAt).toBeLessThan(30 * 86_400);
          const early = rows.filter(
            ({ state, installedAt, release }) =>
              (installedAt ?? 0) > endedAt || (state === "Missing" && release.releasedAt > endedAt),
          );
          expect(early).toEqual([]);
        }
      }),
      { numRuns: 12, seed: 2 },
    );
  });

  test("rows in some states are those of all rows", () => {
    const states = new Set(["Missing", "Failed", "InstalledOther"]);
    for (const daysAfter of [-77, 12]) {
      for (const { source, node } of everyNode(fleetAt(daysAfter))) {
        const wanted = source.patchesInStates(node, states);
        expect(wanted).toEqual(source.patches(node).filter(({ state }) => states.has(state)));
      }
    }
  });

  test("no more is published on an earlier day, and baselines' dates have passed", () => {
    const fleet = fleetAt(-120);
    const source = fleet.source(account, "us-east-1");
    let before = new Set<string>();
    for (let daysAfter = -120; daysAfter <= 30; daysAfter += 15) {
      moveTo(fleet, daysAfter);
      const now = fleet.clock.now();
      const published = [...source.published("WINDOWS"), ...source.published("AMAZON_LINUX_2023")];
      const titles = new Set(
        published
          .filter(({ classification }) => classification !== "DefinitionUpdates")
          .map(({ title }) => title),
      );
      expect([...before].every((one) => titles.has(one))).toBe(true);
      expect(titles.size).toBeGreaterThan(before.size);
      expect(published.every(({ releasedAt }) => releasedAt <= now)).toBe(true);
      for (const { baseline } of source.baselines.list) {
        expect(baseline.ModifiedDate).toBeLessThanOrEqual(now);
        expect(baseline.CreatedDate).toBeLessThanOrEqual(baseline.ModifiedDate);
      }
      before = titles;
    }
  });
});

describe("from day to day", () => {
  test("nearly every node scans, and few have other findings", () => {
    const fleet = fleetAt(-50, nodes);
    const findings = new Set(["Missing", "Failed", "InstalledPendingReboot", "InstalledRejected"]);
    const read = () =>
      new Map(
        everyNode(fleet)
          .filter(({ node }) => node.scan === "patch" && !node.terminated)
          .map(({ source, node }) => {
            const found = source.patchesInStates(node, findings);
            return [node.instanceId, { endedAt: node.run.endedAt, found: JSON.stringify(found) }];
          }),
      );
    const before = read();
    moveTo(fleet, -49);
    const after = [...read()].filter(([instanceId]) => before.has(instanceId));
    const share = (differs: (id: string, now: { endedAt: number; found: string }) => boolean) =>
      after.filter(([instanceId, now]) => differs(instanceId, now)).length / after.length;
    expect(share((id, { endedAt }) => before.get(id)?.endedAt !== endedAt)).toBeGreaterThan(0.93);
    expect(share((id, { found }) => before.get(id)?.found !== found)).toBeLessThan(0.35);
  });

  test("compliance falls when a month's Windows patches are approved and recovers until the next", () => {
    const fleet = fleetAt(0, nodes);
    const cleanOn = (date: string): number => {
      fleet.clock.set({ now: `${date}T14:00:00Z` });
      const windows = everyNode(fleet).filter(
        ({ node }) => node.scan === "patch" && node.platform.operatingSystem === "WINDOWS",
      );
      const clean = windows.filter(({ source, node }) => source.counts(node).MissingCount === 0);
      return clean.length / windows.length;
    };
    // The second Tuesdays are 11 August, 8 September and 13 October; baselines wait a week.
    for (const [before, low, after] of [
      ["2026-08-17", "2026-08-20", "2026-09-10"],
      ["2026-09-14", "2026-09-17", "2026-10-10"],
      ["2026-10-19", "2026-10-22", "2026-11-14"],
    ] as const) {
      const [high, fallen, recovered] = [cleanOn(before), cleanOn(low), cleanOn(after)];
      expect(fallen).toBeLessThan(high - 0.3);
      expect(recovered).toBeGreaterThan(fallen + 0.3);
    }
  });

  test("what was missing is installed or has failed after an Install", () => {
    const fleet = fleetAt(-60);
    const outcomes = { installed: 0, failed: 0, replaced: 0, missing: 0 };
    let missing = new Map<string, string[]>();
    for (let hours = 0; hours < 24 * 12; hours += 1) {
      moveTo(fleet, -60 + hours / 24);
      const next = new Map<string, string[]>();
      for (const { source, node } of everyNode(fleet)) {
        if (node.special !== null) continue;
        const rows = source.patches(node);
        const byTitle = new Map(rows.map(({ state, release }) => [release.title, state]));
        if (node.run.operation === "Install") {
          for (const title of missing.get(node.instanceId) ?? []) {
            const state = byTitle.get(title) ?? "gone";
            if (state.startsWith("Installed")) outcomes.installed += 1;
            else if (state === "Failed") outcomes.failed += 1;
            else if (state === "Missing") outcomes.missing += 1;
            else outcomes.replaced += 1;
          }
        }
        const titles = rows.filter(({ state }) => state === "Missing");
        next.set(
          node.instanceId,
          titles.map(({ release }) => release.title),
        );
      }
      missing = next;
    }
    expect(outcomes.missing).toBe(0);
    expect(outcomes.installed).toBeGreaterThan(20);
    expect(outcomes.failed).toBeGreaterThan(0);
    expect(outcomes.replaced).toBeLessThan(outcomes.installed / 5);
  });

  test("a patch that is installed keeps its time", () => {
    const fleet = fleetAt(-40);
    const times = new Map<string, number | null>();
    for (const daysAfter of [-40, -30, -20, -10, -1, 0, 1, 10]) {
      moveTo(fleet, daysAfter);
      for (const { source, node } of everyNode(fleet)) {
        for (const { state, release, installedAt } of source.patches(node)) {
          if (!state.startsWith("Installed") || release.title === "") continue;
          const key = `${node.instanceId} ${release.kbId} ${release.title}`;
          expect(times.get(key) ?? installedAt).toBe(installedAt);
          times.set(key, installedAt);
        }
      }
    }
  });

  test("restarts come after installs that did not wait for them", () => {
    const fleet = fleetAt(-60, nodes);
    const pending = (daysAfter: number): Set<string> => {
      moveTo(fleet, daysAfter);
      const waiting = everyNode(fleet).filter(
        ({ source, node }) => source.counts(node).InstalledPendingRebootCount > 0,
      );
      return new Set(waiting.map(({ node }) => node.instanceId));
    };
    const [before, after] = [pending(-60), pending(-53)];
    expect(before.size).toBeGreaterThan(3);
    expect([...before].filter((instanceId) => !after.has(instanceId)).length).toBeGreaterThan(0);
    expect([...after].filter((instanceId) => !before.has(instanceId)).length).toBeGreaterThan(0);
  });
});

describe("nodes come and go", () => {
  test("some left before the fleet's moment, and their data is kept for thirty days", () => {
    const fleet = fleetAt(-120, nodes);
    const source = fleet.source(account, "us-east-1");
    const listed = (daysAfter: number): Set<number> => {
      moveTo(fleet, daysAfter);
      return new Set(source.listedIndices());
    };
    const today = listed(0);
    const former = [...listed(-100)].filter((index) => index >= source.size);
    expect(former.length).toBeGreaterThan(3);
    expect([...today].every((index) => index < source.size)).toBe(true);
    expect([...listed(28)].some((index) => index >= source.size)).toBe(true);

    const [index = 0] = former;
    moveTo(fleet, -100);
    const { instanceId } = source.node(index);
    let goneOn = -100;
    while (listed(goneOn).has(index)) goneOn += 1;
    expect(source.nodeById(instanceId)).toMatchObject({ terminated: true, running: false });
    expect(source.patches(source.node(index)).length).toBeGreaterThan(0);
    moveTo(fleet, goneOn + 31);
    expect(source.nodeById(instanceId)).toBeNull();
  });

  test("a node that joins is registered then, and has no patch data before its first scan", () => {
    const fleet = fleetAt(0, nodes);
    const source = fleet.source(account, "us-east-1");
    const known = new Set<string>();
    let joined = 0;
    for (let hours = 0; hours < 24 * 30; hours += 3) {
      moveTo(fleet, hours / 24);
      for (const index of source.listedIndices()) {
        const node = source.node(index);
        if (index < source.size || known.has(node.instanceId)) continue;
        known.add(node.instanceId);
        joined += 1;
        expect(fleet.clock.now() - node.registeredAt).toBeLessThan(3 * 3_600 + 1);
        expect(node.run.endedAt).toBeGreaterThan(node.registeredAt);
      }
    }
    expect(joined).toBe(14);
  });
});

describe("special nodes before and after the fleet's moment", () => {
  test("the stale node scanned daily until it fell silent, and its data ends after thirty days", () => {
    const fleet = fleetAt(-35);
    const end = () => nodeNamed(fleet, "stale29Days").node.run.endedAt * 1_000;
    expect(fleetNow - 35 * day - end()).toBeLessThan(1.1 * day);
    moveTo(fleet, -10);
    expect(fleetNow - end()).toBeGreaterThan(29 * day);
    moveTo(fleet, 2);
    expect(nodeNamed(fleet, "stale29Days").node.scan).toBe("never");
  });

  test("the stopped node ran before it was stopped", () => {
    const fleet = fleetAt(-20);
    expect(nodeNamed(fleet, "stopped").node.running).toBe(true);
    moveTo(fleet, 20);
    expect(nodeNamed(fleet, "stopped").node.running).toBe(false);
  });

  test("the node whose Install failed gets its patches later", () => {
    const fleet = fleetAt(0);
    const counts = () => {
      const { source, node } = nodeNamed(fleet, "afterFailedInstall");
      return source.counts(node);
    };
    expect(counts().FailedCount).toBeGreaterThan(5);
    moveTo(fleet, 26);
    expect(counts()).toMatchObject({ FailedCount: 0, MissingCount: 0 });
  });

  test("those without patch data never have any", () => {
    for (const daysAfter of [-100, 0, 25]) {
      const fleet = fleetAt(daysAfter);
      for (const name of ["neverScanned", "associationOnly"] as const) {
        const { source, node } = nodeNamed(fleet, name);
        expect(source.patches(node)).toEqual([]);
        expect(node.scan).toBe(name === "neverScanned" ? "never" : "association");
      }
    }
  });
});
