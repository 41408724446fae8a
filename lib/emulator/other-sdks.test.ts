import { execFile, spawnSync } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEmulator, type Emulator } from "@/lib/emulator/server";

const run = promisify(execFile);
const scripts = join(import.meta.dirname, "conformance");
const hasBoto3 = spawnSync("python3", ["-c", "import boto3"]).status === 0;
const hasCli = spawnSync("aws", ["--version"]).status === 0;
const limitMs = 180_000;

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({
    now: "2026-11-21T14:00:00.000Z",
    nodes: { "us-east-1": 60 },
    accounts: { "444455556666": { "us-east-1": 20 }, "777788889999": { "eu-west-1": 5 } },
    externalIds: { "777788889999": "open-sesame" },
  });
});

afterAll(() => emulator.close());

test.skipIf(!hasBoto3)(
  `${hasBoto3 ? "" : "NOT RUN, BOTO3 IS NOT INSTALLED: "}boto3 reads every operation`,
  async () => {
    const { stdout } = await run("python3", [join(scripts, "boto3_check.py"), emulator.url]);
    expect(stdout).toMatch(/boto3 [\d.]+ reads the emulator\n$/);
  },
  limitMs,
);

test.skipIf(!hasCli)(
  `${hasCli ? "" : "NOT RUN, THE AWS CLI IS NOT INSTALLED: "}the AWS CLI reads every operation`,
  async () => {
    const { windowsLarge, hybrid } = await emulator.control.specialNodes();
    const script = join(scripts, "aws_cli_check.sh");
    const { stdout } = await run(script, [
      emulator.url,
      windowsLarge.instanceId,
      hybrid.instanceId,
    ]);
    expect(stdout).toMatch(/aws-cli\/.* reads the emulator\n$/);
  },
  limitMs,
);
