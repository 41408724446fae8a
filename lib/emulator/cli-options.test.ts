import { expect, test } from "vitest";
import { readCliOptions } from "@/lib/emulator/cli-options";

test("every flag is read", () => {
  const args =
    "--port 4566 --nodes us-east-1=5,eu-west-1=2 --account 222233334444 --seed s --now 2026-11-21T00:00:00Z --latency-ms 25 --rate 10 --burst 30";
  expect(readCliOptions(args.split(" "))).toEqual({
    port: 4566,
    nodes: { "us-east-1": 5, "eu-west-1": 2 },
    account: "222233334444",
    seed: "s",
    now: "2026-11-21T00:00:00Z",
    settings: { latencyMs: 25, throttle: { ratePerSecond: 10, burst: 30 } },
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
  ["--account 12", "--account must be twelve digits"],
  ["--burst 3", "--burst needs --rate"],
  ["--colour red", "--colour"],
])("%s is refused in a sentence", (args, sentence) => {
  expect(() => readCliOptions(args.split(" "))).toThrow(sentence);
});
