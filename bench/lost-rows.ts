import { paginateDescribeInstancePatches, SSMClient } from "@aws-sdk/client-ssm";
import type { InstanceId } from "@/lib/domain/instance-id";
import type { Source } from "@/lib/domain/source";
import type { Emulator } from "@/lib/emulator/server";
import { openCredentials } from "@/lib/server/aws/credentials";
import { describeInstanceInformationPages } from "@/lib/server/aws/describe-instance-information";
import { describeInstancePatches } from "@/lib/server/aws/describe-instance-patches";
import { openSource } from "@/lib/server/aws/source-clients";
import { printTable } from "./print-table";

const ratePerSecond = 5;
const readers = 20;

interface Outcome {
  readonly rows: number;
  readonly lostNodes: number;
  readonly seconds: number;
  readonly calls: number;
  readonly throttled: number;
}

type ReadNode = (instanceId: InstanceId) => Promise<number>;

/** Nodes of a few pages each: enough calls to use up the SDK's retries, few enough to end within a minute. */
async function nodesToRead(source: Source): Promise<readonly InstanceId[]> {
  const clients = openSource(source, { credentials: openCredentials(source.region) });
  const ids: InstanceId[] = [];
  for await (const page of describeInstanceInformationPages(clients)) {
    for (const node of page) if (node.platformType === "Linux") ids.push(node.instanceId);
    if (ids.length >= readers) break;
  }
  clients.close();
  return ids.slice(0, readers);
}

async function race(
  emulator: Emulator,
  instanceIds: readonly InstanceId[],
  read: ReadNode,
): Promise<Outcome> {
  await emulator.control.resetCalls();
  const start = performance.now();
  const answers = await Promise.allSettled(instanceIds.map(read));
  const seconds = (performance.now() - start) / 1000;
  const { total, throttled } = await emulator.control.calls();
  const rows = answers.reduce(
    (sum, answer) => sum + (answer.status === "fulfilled" ? answer.value : 0),
    0,
  );
  const lostNodes = answers.filter(({ status }) => status === "rejected").length;
  return { rows, lostNodes, seconds, calls: total, throttled };
}

/** Patchboard's reading: a limiter that learns, and nothing given up under throttling. */
function withPatchboard(source: Source): ReadNode {
  const clients = openSource(source, { credentials: openCredentials(source.region) });
  return async (instanceId) => {
    const patches = await describeInstancePatches(clients, instanceId);
    if (patches === "noSuchNode") throw new Error(`SSM forgot ${instanceId}`);
    return patches.length;
  };
}

/** The AWS SDK as it comes: one client, its own paginator, its default retries. */
function withSdkDefaults({ region }: Source): ReadNode {
  const client = new SSMClient({ region });
  return async (instanceId) => {
    let rows = 0;
    const pages = paginateDescribeInstancePatches(
      { client, pageSize: 50 },
      { InstanceId: instanceId },
    );
    for await (const page of pages) rows += page.Patches?.length ?? 0;
    return rows;
  };
}

/** 20 parallel readers under a bucket of 5 calls a second: who loses rows, and how long the others take. */
export async function benchLostRows(emulator: Emulator): Promise<void> {
  const source = { account: "111122223333", region: "us-east-1" };
  const instanceIds = await nodesToRead(source);
  const truth = await race(emulator, instanceIds, withSdkDefaults(source));
  const bucket = { ratePerSecond, burst: ratePerSecond };
  await emulator.control.change({ throttle: bucket });
  const sdk = await race(emulator, instanceIds, withSdkDefaults(source));
  // The bucket is filled again, so that neither starts in the other's debt.
  await emulator.control.change({ throttle: null });
  await emulator.control.change({ throttle: bucket });
  const own = await race(emulator, instanceIds, withPatchboard(source));
  await emulator.control.resetSettings();

  const bound = (truth.calls - ratePerSecond) / ratePerSecond;
  const line = (name: string, outcome: Outcome) => [
    name,
    `${outcome.rows} of ${truth.rows}`,
    `${outcome.lostNodes} of ${readers}`,
    outcome.seconds.toFixed(1),
    (outcome.seconds / bound).toFixed(2),
    `${outcome.throttled} of ${outcome.calls}`,
  ];
  printTable(`${readers} parallel readers, ${ratePerSecond} calls/s; bound ${bound.toFixed(1)} s`, [
    ["reader", "rows", "nodes lost", "seconds", "× bound", "calls throttled"],
    line("AWS SDK, defaults", sdk),
    line("Patchboard", own),
  ]);
}
