import "server-only";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { startEmulator, type Emulator } from "@/lib/emulator/server";
import type { SpecialNodes } from "@/lib/emulator/fleet/special-nodes";
import { knownDeploymentStatus } from "@/lib/domain/effective-patch";
import { parseInstanceId, type InstanceId } from "@/lib/domain/instance-id";
import { countFor } from "@/lib/domain/node-patch-state";
import { patchStates } from "@/lib/domain/patch-state";
import type { Patch } from "@/lib/domain/patch";
import { AwsReadError } from "@/lib/server/aws/aws-read-error";
import { describeEffectivePatchesForPatchBaseline } from "@/lib/server/aws/describe-effective-patches-for-patch-baseline";
import {
  describeInstanceInformation,
  describeInstanceInformationPages,
} from "@/lib/server/aws/describe-instance-information";
import { describeInstancePatchStates } from "@/lib/server/aws/describe-instance-patch-states";
import { describeInstancePatches } from "@/lib/server/aws/describe-instance-patches";
import { describeInstances } from "@/lib/server/aws/describe-instances";
import { describePatchBaselines } from "@/lib/server/aws/describe-patch-baselines";
import { checkAccount } from "@/lib/server/aws/get-caller-identity";
import { getPatchBaseline } from "@/lib/server/aws/get-patch-baseline";
import { getResources } from "@/lib/server/aws/get-resources";
import { leapingClock } from "@/lib/server/aws/leaping-clock";
import { hasAssociationPatchCompliance } from "@/lib/server/aws/list-compliance-items";
import { openTestSource, testSource } from "@/lib/server/aws/open-test-source";
import type { SourceClients, SourceOptions } from "@/lib/server/aws/source-clients";

vi.setConfig({ testTimeout: 60_000 });

let emulator: Emulator;
let special: SpecialNodes;
const opened: SourceClients[] = [];

beforeAll(async () => {
  emulator = await startEmulator({
    seed: "aws",
    now: "2026-11-21T12:00:00.000Z",
    account: testSource.account,
    nodes: { [testSource.region]: 120, "eu-west-1": 10 },
  });
  special = await emulator.control.specialNodes();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const clients of opened.splice(0)) clients.close();
  await emulator.control.reset();
});
afterAll(() => emulator.close());

function open(options: Partial<SourceOptions> = { clock: leapingClock() }): SourceClients {
  const clients = openTestSource(emulator.url, options);
  opened.push(clients);
  return clients;
}

function idOf(name: keyof SpecialNodes): InstanceId {
  return asId(special[name].instanceId);
}

function asId(text: string): InstanceId {
  const id = parseInstanceId(text);
  if (id === null) throw new Error(`${text} is no instance id`);
  return id;
}

const fleet = () => emulator.fleet.source(testSource.account, testSource.region);

/** What the emulator itself holds for a node, for comparison with what was read. */
function heldPatches(instanceId: string, states: readonly string[] = []): string[] {
  const node = fleet().nodeById(instanceId);
  if (node === null) throw new Error(`no node ${instanceId}`);
  return fleet()
    .patches(node)
    .filter(({ state }) => states.length === 0 || states.includes(state))
    .map(({ release, state }) => `${release.kbId} ${state}`)
    .toSorted();
}

function keysOf(patches: readonly Patch[] | "noSuchNode"): string[] {
  if (patches === "noSuchNode") throw new Error("no such node");
  return patches.map(({ kbId, state }) => `${kbId} ${state}`).toSorted();
}

async function allNodes(clients: SourceClients) {
  const nodes = [];
  for await (const page of describeInstanceInformationPages(clients)) nodes.push(...page);
  return nodes;
}

describe("a node's patches, read from the emulator", () => {
  it.each([
    "windowsLarge",
    "ubuntuLarge",
    "afterFailedInstall",
    "stale29Days",
    "hybrid",
    "fullyCompliant",
    "noReboot",
    "rejected",
    "stopped",
    "patchGroupJapanese",
    "futureState",
    "availableSecurityOnly",
    "duplicateKbId",
    "manyCves",
    "plusInKbId",
    "percentInTitle",
  ] as const)("are every row of %s", async (name) => {
    const patches = await describeInstancePatches(open(), idOf(name));
    expect(keysOf(patches)).toEqual(heldPatches(idOf(name)));
    expect(heldPatches(idOf(name)).length).toBeGreaterThan(0);
  });

  it.each(["neverScanned", "associationOnly"] as const)("are none of %s", async (name) => {
    await expect(describeInstancePatches(open(), idOf(name))).resolves.toEqual([]);
  });

  it("of a node that the account does not have are no list", async () => {
    await expect(describeInstancePatches(open(), asId("i-00000000000000000"))).resolves.toBe(
      "noSuchNode",
    );
  });

  it("are those of the states asked for, and tell how far they are", async () => {
    const heard: number[] = [];
    const patches = await describeInstancePatches(open(), idOf("windowsLarge"), {
      states: ["NotApplicable", "Missing"],
      onPage: (rowsSoFar) => heard.push(rowsSoFar.length),
    });
    expect(keysOf(patches)).toEqual(
      heldPatches(idOf("windowsLarge"), ["NotApplicable", "Missing"]),
    );
    expect(heard.at(-1)).toBe(patches.length);
    expect(heard).toHaveLength(Math.ceil(patches.length / 50));
  });

  it("agree with the counters of DescribeInstancePatchStates, state by state", async () => {
    const clients = open();
    const states = await describeInstancePatchStates(clients, [
      idOf("windowsLarge"),
      idOf("noReboot"),
    ]);
    for (const [instanceId, { counts }] of states) {
      const patches = await describeInstancePatches(clients, instanceId);
      for (const state of patchStates) {
        const rows = keysOf(patches).filter((key) => key.endsWith(` ${state}`)).length;
        expect(`${state} ${countFor(counts, state) ?? 0}`).toBe(`${state} ${rows}`);
      }
    }
    expect(states.size).toBe(2);
  });
});

describe("the nodes of a source", () => {
  it("are all that run, each once, with their patch states", async () => {
    const clients = open();
    const nodes = await allNodes(clients);
    const listed = fleet()
      .listedIndices()
      .map((index) => fleet().node(index).instanceId);
    expect(nodes.map(({ instanceId }) => instanceId).toSorted()).toEqual(listed.toSorted());
    const states = await describeInstancePatchStates(
      clients,
      nodes.map(({ instanceId }) => instanceId),
    );
    const scanned = listed.filter((id) => fleet().nodeById(id)?.scan === "patch");
    expect([...states.keys()].toSorted()).toEqual(scanned.toSorted());
    expect(states.has(idOf("neverScanned"))).toBe(false);
  });

  it("are found by id, without those that SSM does not list", async () => {
    const ids = [
      idOf("hybrid"),
      idOf("stopped"),
      idOf("windowsLarge"),
      asId("i-00000000000000000"),
    ];
    const nodes = await describeInstanceInformation(open(), ids);
    expect(nodes.map(({ instanceId }) => instanceId).toSorted()).toEqual(
      [idOf("hybrid"), idOf("windowsLarge")].toSorted(),
    );
  });

  it("have names and patch groups by tag, hybrid ones too", async () => {
    const ids = ["patchGroupJapanese", "patchGroupSlash", "hybrid", "neverScanned"] as const;
    const tags = await getResources(open(), ids.map(idOf));
    expect(ids.map((name) => tags.get(idOf(name)))).toEqual([
      { name: special.patchGroupJapanese.name, patchGroup: "本番" },
      { name: special.patchGroupSlash.name, patchGroup: "Web/Tier 1" },
      { name: special.hybrid.name, patchGroup: "Stores" },
      { name: special.neverScanned.name, patchGroup: null },
    ]);
  });

  it("are running or stopped in EC2's word; hybrid and unknown ones are not asked or not found", async () => {
    const ids = [
      idOf("stopped"),
      idOf("windowsLarge"),
      idOf("hybrid"),
      asId("i-00000000000000000"),
    ];
    const states = await describeInstances(open(), ids);
    expect(states).toEqual(
      new Map([
        [idOf("windowsLarge"), "running"],
        [idOf("stopped"), "stopped"],
      ]),
    );
  });

  it("that an association scanned are told from those that nothing scanned", async () => {
    const clients = open();
    await expect(hasAssociationPatchCompliance(clients, idOf("associationOnly"))).resolves.toBe(
      true,
    );
    await expect(hasAssociationPatchCompliance(clients, idOf("neverScanned"))).resolves.toBe(false);
    await expect(hasAssociationPatchCompliance(clients, idOf("windowsLarge"))).resolves.toBe(false);
  });

  it("belong to the configured account", async () => {
    await expect(checkAccount(open())).resolves.toBeUndefined();
  });
});

describe("the baselines of a source", () => {
  it("are found under what nodes report, and answer to what they are to be asked for", async () => {
    const clients = open();
    const baselines = await describePatchBaselines(clients);
    const states = await describeInstancePatchStates(clients, [
      idOf("fullyCompliant"),
      idOf("patchGroupSlash"),
      idOf("availableSecurityOnly"),
    ]);
    for (const { baselineId } of states.values()) {
      const identity = baselines.find((baseline) => baseline.baselineId === baselineId);
      await expect(getPatchBaseline(clients, identity?.askFor ?? "")).resolves.toMatchObject({
        baseline: { baselineId, name: identity?.name, description: identity?.description },
      });
    }
    const managed = baselines.find(({ askFor }) => askFor.startsWith("arn:"));
    await expect(getPatchBaseline(clients, managed?.baselineId ?? "")).resolves.toBe(
      "noSuchBaseline",
    );
  });

  it("are the account's own or AWS's, and hold no credential of a patch source", async () => {
    const clients = open();
    const baselines = await describePatchBaselines(clients);
    for (const { owner, askFor } of baselines) expect(owner === "aws").toBe(askFor.includes(":"));
    const everyOption = baselines.find(({ name }) => name === "every-option");
    const answer = await getPatchBaseline(clients, everyOption?.askFor ?? "");
    if (answer === "noSuchBaseline") throw new Error("no such baseline");
    expect(answer.baseline.approvalRules.patchRules).toHaveLength(10);
    expect(answer.baseline.sources).toHaveLength(2);
    expect(JSON.stringify(answer)).not.toContain("not-a-real");
  });

  it("list effective patches for Windows, and for nothing else", async () => {
    const clients = open();
    const baselines = await describePatchBaselines(clients);
    const askFor = (named: string) => baselines.find(({ name }) => name === named)?.askFor ?? "";
    const patches = await describeEffectivePatchesForPatchBaseline(
      clients,
      askFor("AWS-DefaultPatchBaseline"),
    );
    if (typeof patches === "string") throw new Error(patches);
    expect(patches.length).toBeGreaterThan(100);
    expect(new Set(patches.map(({ id, product }) => `${id} ${product}`)).size).toBe(patches.length);
    for (const { deploymentStatus, kbId } of patches) {
      expect(knownDeploymentStatus(deploymentStatus ?? "")).toBe(deploymentStatus);
      expect(kbId).toMatch(/^KB\d+$/);
    }
    await expect(
      describeEffectivePatchesForPatchBaseline(clients, askFor("every-option")),
    ).resolves.toBe("windowsOnly");
  });
});

describe("faults", () => {
  const whole = () => heldPatches(idOf("windowsLarge"));

  it.each([
    "throttle",
    "internalServerError",
    "html503",
    "reset",
    "truncatedBody",
    "invalidNextToken",
    "repeatedToken",
  ] as const)("that pass lose no row: %s", async (kind) => {
    await emulator.control.addFault({
      kind,
      operation: "DescribeInstancePatches",
      page: 2,
      count: 2,
    });
    const patches = await describeInstancePatches(open(), idOf("windowsLarge"));
    expect(keysOf(patches)).toEqual(whole());
  });

  it.each(["emptyPages", "shortPages", "duplicateRows", "emptyLastToken"] as const)(
    "that stay lose no row and double none: %s",
    async (kind) => {
      await emulator.control.addFault({ kind });
      const clients = open();
      const patches = await describeInstancePatches(clients, idOf("windowsLarge"));
      expect(keysOf(patches)).toEqual(whole());
      expect(await allNodes(clients)).toHaveLength(fleet().listedIndices().length);
    },
  );

  it.each([
    ["internalServerError", "awsUnavailable"],
    ["html503", "awsUnavailable"],
    ["reset", "awsUnreachable"],
    ["truncatedBody", "awsUnreachable"],
    ["hang", "awsTimeout"],
    ["expiredToken", "credentialsExpired"],
    ["accessDenied", "accessDenied"],
    ["invalidNextToken", "listKeptChanging"],
    ["repeatedToken", "listKeptChanging"],
    ["throttle", "throttled"],
  ] as const)("that stay end the read in our words: %s is %s", async (kind, code) => {
    await emulator.control.addFault({ kind });
    const patience = kind === "hang" ? { requestTimeoutMs: 100 } : {};
    const clients = open({ maxAttempts: 1, clock: leapingClock(), ...patience });
    // A first page has no token that could lapse or repeat, so this is a list of several pages.
    const failure = await describeInstancePatches(clients, idOf("windowsLarge")).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(AwsReadError);
    expect(failure).toMatchObject({
      code,
      detail: expect.not.stringMatching(/arn:|not authorized/),
    });
  });

  it.each(["accessDenied", "expiredToken", "throttle"] as const)(
    "are understood in the words of STS, EC2 and the tagging API too: %s",
    async (kind) => {
      await emulator.control.addFault({ kind });
      const clients = open({ maxAttempts: 1, clock: leapingClock() });
      const code = {
        accessDenied: "accessDenied",
        expiredToken: "credentialsExpired",
        throttle: "throttled",
      }[kind];
      await expect(checkAccount(clients)).rejects.toMatchObject({ code });
      await expect(describeInstances(clients, [idOf("stopped")])).rejects.toMatchObject({ code });
      await expect(getResources(clients, [idOf("stopped")])).rejects.toMatchObject({ code });
    },
  );
});

describe("an API that allows 5 calls a second and does not say so", () => {
  const states = ["Installed", "Missing", "Failed"] as const;

  it("loses no row of 20 nodes that are read at once", async () => {
    await emulator.control.change({ throttle: { ratePerSecond: 5, burst: 5 } });
    const clients = open({});
    const ids = fleet()
      .listedIndices()
      .map((index) => fleet().node(index))
      .filter(({ scan }) => scan === "patch")
      .slice(0, 20)
      .map(({ instanceId }) => asId(instanceId));
    const read = await Promise.all(
      ids.map((id) => describeInstancePatches(clients, id, { states })),
    );
    expect(read.map(keysOf)).toEqual(ids.map((id) => heldPatches(id, states)));
    const { total, throttled } = await emulator.control.calls();
    expect(total - throttled).toBeGreaterThan(40);
  });
});
