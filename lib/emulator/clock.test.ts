import {
  DescribeInstanceInformationCommand,
  DescribeInstancePatchStatesCommand,
  paginateDescribeInstanceInformation,
  SSMClient,
} from "@aws-sdk/client-ssm";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { startEmulator, type Emulator } from "@/lib/emulator/server";

vi.setConfig({ testTimeout: 60_000 });

const credentials = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "not-a-secret" };
const now = "2026-11-21T14:00:00.000Z";

let emulator: Emulator;
let ssm: SSMClient;

beforeAll(async () => {
  emulator = await startEmulator({ now, nodes: { "us-east-1": 200 } });
  ssm = new SSMClient({ endpoint: emulator.url, region: "us-east-1", credentials });
});

afterEach(() => emulator.control.reset());
afterAll(() => emulator.close());

/** The end of each listed node's last operation and its counters, by instance id. */
async function states(): Promise<Map<string, string>> {
  const instanceIds: string[] = [];
  for await (const page of paginateDescribeInstanceInformation({ client: ssm, pageSize: 50 }, {}))
    for (const { InstanceId } of page.InstanceInformationList ?? [])
      if (InstanceId !== undefined) instanceIds.push(InstanceId);
  const found = new Map<string, string>();
  for (let from = 0; from < instanceIds.length; from += 50) {
    const InstanceIds = instanceIds.slice(from, from + 50);
    const answer = await ssm.send(new DescribeInstancePatchStatesCommand({ InstanceIds }));
    for (const state of answer.InstancePatchStates ?? [])
      found.set(state.InstanceId ?? "", JSON.stringify(state));
  }
  return found;
}

async function refused(path: string, body: string): Promise<{ status: number; error: string }> {
  const response = await fetch(`${emulator.url}/_emulator/${path}`, { method: "POST", body });
  const answer: unknown = await response.json();
  expect(answer).toEqual({ error: expect.any(String) });
  return { status: response.status, error: JSON.stringify(answer) };
}

describe("the clock's control path", () => {
  test("moves what every answer shows, and back", async () => {
    const before = await states();
    expect(await emulator.control.setClock({ now: "2026-08-24T06:00:00Z" })).toMatchObject({
      now: "2026-08-24T06:00:00.000Z",
      mode: "fixed",
      fleetNow: now,
    });
    const then = await states();
    expect(then).not.toEqual(before);
    const answer = await ssm.send(new DescribeInstanceInformationCommand({}));
    for (const node of answer.InstanceInformationList ?? [])
      expect(node.LastPingDateTime?.getTime()).toBeLessThan(Date.parse("2026-08-24T06:00:00Z"));
    await emulator.control.resetClock();
    expect(await states()).toEqual(before);
  });

  test("lets time pass with the machine's clock", async () => {
    expect(await emulator.control.setClock({ mode: "real" })).toMatchObject({ mode: "real" });
    await emulator.control.reset();
    expect(await emulator.control.clock()).toMatchObject({ mode: "fixed", now });
  });

  test.each([
    ['{ "now": "2020-01-01T00:00:00Z" }', 409, "lives from 2026-07-24"],
    ['{ "now": "2027-01-01T00:00:00Z" }', 409, "to 2026-12-21"],
    ['{ "now": "yesterday" }', 400, "now must be an ISO 8601 time"],
    ['{ "now": 5 }', 400, "now must be a string"],
    ['{ "mode": "fast" }', 400, "mode must be"],
    ['{ "time": "2026-11-21T14:00:00Z" }', 400, "unknown member time"],
    ["{}", 400, "now or mode must be given"],
    ["", 400, "not JSON"],
  ])("refuses %s in a sentence", async (body, status, sentence) => {
    const answer = await refused("clock", body);
    expect(answer.status).toBe(status);
    expect(answer.error).toContain(sentence);
    expect(await emulator.control.clock()).toMatchObject({ mode: "fixed", now });
  });

  test("starts where the options say, and refuses a start outside of the fleet's life", async () => {
    const clock = { now: "2026-09-01T00:00:00Z" };
    const other = await startEmulator({ now, nodes: { "us-east-1": 3 }, clock });
    expect(await other.control.clock()).toMatchObject({ now: "2026-09-01T00:00:00.000Z" });
    await other.close();
    await expect(startEmulator({ now, clock: { now: "2026-01-01T00:00:00Z" } })).rejects.toThrow(
      RangeError,
    );
  });
});

describe("a rescan", () => {
  const changed = (before: Map<string, string>, after: Map<string, string>): string[] =>
    [...after].filter(([id, state]) => before.get(id) !== state).map(([id]) => id);

  test("gives exactly the percentage of the nodes a new operation, others each time, and none other", async () => {
    const before = await states();
    const first = await emulator.control.rescan(5);
    expect(first.rescanned).toBe(Math.round(first.of / 20));
    const once = await states();
    const ids = changed(before, once);
    expect(ids).toHaveLength(first.rescanned);
    await emulator.control.rescan(5);
    const again = changed(once, await states());
    expect(again).toHaveLength(first.rescanned);
    expect(again).not.toEqual(ids);

    await emulator.control.forgetRescans();
    expect(await states()).toEqual(before);
    await emulator.control.rescan(5);
    expect(changed(before, await states())).toEqual(ids);
  });

  test("of everything on a clock that stands still gives all of them a later end, time after time", async () => {
    const ends = async () =>
      [...(await states()).values()].map(
        (state) => /"OperationEndTime":"([^"]+)"/.exec(state)?.[1] ?? "",
      );
    const { rescanned, of } = await emulator.control.rescan(100);
    expect(rescanned).toBe(of);
    const first = await ends();
    await emulator.control.rescan(100);
    const second = await ends();
    expect(second).toHaveLength(first.length);
    expect(second.every((end, index) => end > (first[index] ?? ""))).toBe(true);
  });

  test("has not happened when the clock is set to a time before it", async () => {
    const before = await states();
    await emulator.control.setClock({ now: "2026-11-22T14:00:00Z" });
    await emulator.control.rescan(50);
    await emulator.control.setClock({ now });
    expect(await states()).toEqual(before);
  });

  test.each([
    ['{ "percent": 101 }', "at most 100"],
    ['{ "percent": -1 }', "a number from 0"],
    ['{ "percent": "5" }', "a number from 0"],
    ["{}", "a number from 0"],
  ])("of %s is refused", async (body, sentence) => {
    const answer = await refused("rescan", body);
    expect(answer.status).toBe(400);
    expect(answer.error).toContain(sentence);
  });
});
