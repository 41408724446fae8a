import { expect, test } from "vitest";
import { readCliOptions } from "@/lib/emulator/cli-options";

test("every flag is read", () => {
  const args =
    "--port 4566 --nodes us-east-1=5,eu-west-1=2 --account 222233334444 --seed s --now 2026-11-21T00:00:00Z --clock-start 2026-09-01T00:00:00Z --clock real --latency-ms 25 --rate 10 --burst 30";
  expect(readCliOptions(args.split(" "))).toEqual({
    port: 4566,
    nodes: { "us-east-1": 5, "eu-west-1": 2 },
    account: "222233334444",
    seed: "s",
    now: "2026-11-21T00:00:00Z",
    clock: { now: "2026-09-01T00:00:00Z", mode: "real" },
    settings: { latencyMs: 25, throttle: { ratePerSecond: 10, burst: 30 } },
  });
});

test("several accounts are read, with the external ids of their roles", () => {
  const args =
    "--nodes 111122223333/us-east-1=480,111122223333/eu-west-1=120,444455556666/us-east-1=80,us-west-2=3 --external-id 444455556666=an=id --external-id 111122223333=xy";
  expect(readCliOptions(args.split(" "))).toEqual({
    port: 0,
    nodes: { "us-west-2": 3 },
    accounts: {
      "111122223333": { "us-east-1": 480, "eu-west-1": 120 },
      "444455556666": { "us-east-1": 80 },
    },
    externalIds: { "444455556666": "an=id", "111122223333": "xy" },
    settings: {},
  });
});

test("without flags there is no limit and a free port is taken", () => {
  expect(readCliOptions([])).toEqual({ port: 0, settings: {} });
  expect(readCliOptions(["--help"])).toBe("help");
});

test.each([
  ["--port x", "--port takes a number"],
  ["--nodes us-east-1", "--nodes takes a number"],
  ["--nodes virginia=3", "--nodes takes region=number"],
  ["--nodes 1234/us-east-1=3", "account/region=number"],
  ["--external-id 444455556666", "--external-id takes account=id"],
  ["--account 12", "--account must be twelve digits"],
  ["--burst 3", "--burst needs --rate"],
  ["--clock fast", "--clock takes fixed or real"],
  ["--colour red", "--colour"],
])("%s is refused in a sentence", (args, sentence) => {
  expect(() => readCliOptions(args.split(" "))).toThrow(sentence);
});
