import "server-only";
import { LRUCache } from "lru-cache";
import type { InstanceId } from "@/lib/domain/instance-id";
import { isHybrid } from "@/lib/domain/instance-id";
import { sourceKey, type Source } from "@/lib/domain/source";
import type { NodeDetail } from "@/lib/api/node.schema";
import { describeInstanceInformation } from "@/lib/server/aws/describe-instance-information";
import { describeInstancePatchStates } from "@/lib/server/aws/describe-instance-patch-states";
import { describeInstances } from "@/lib/server/aws/describe-instances";
import { AwsReadError } from "@/lib/server/aws/aws-read-error";
import type { Viewer } from "@/lib/server/auth/viewer";
import { log } from "@/lib/server/log";
import { oncePerProcess } from "@/lib/server/process-wide";
import { ProblemError } from "@/lib/server/problem-error";
import { gatherFacts } from "@/lib/server/read/gather-facts";
import { KeptReading, readingOf, type Kept } from "@/lib/server/kept-reading";
import { answered } from "@/lib/server/read/answered";
import { toNodeDetail, type NodeFacts } from "@/lib/server/read/node-facts";
import { sourceFor } from "@/lib/server/read/sources";
import { ensureAccount, type OpenedSource } from "@/lib/server/sweep/opened-sources";
import type { Patience } from "@/lib/server/settled-within";

const kept = { keepMs: 60_000, retryMs: 5_000 };

type NodeReading = KeptReading<NodeFacts | "noSuchNode">;

const nodes = oncePerProcess("nodes", () => new LRUCache<string, NodeReading>({ max: 20_000 }));

/** What EC2 says of a node that SSM does not list: stopped nodes leave its list at once and keep their results. */
async function unlisted(
  opened: OpenedSource,
  instanceId: InstanceId,
): Promise<NodeFacts["listing"]> {
  if (isHybrid(instanceId)) return "notListed";
  try {
    const state = (await describeInstances(opened.clients, [instanceId])).get(instanceId);
    if (state === undefined || state === "terminated" || state === "shutting-down") return "gone";
    return state === "stopped" || state === "stopping" ? "stopped" : "notListed";
  } catch (error) {
    if (!(error instanceof AwsReadError)) throw error;
    log().warn({
      event: "runStateUnread",
      source: opened.source,
      instanceId,
      code: error.code,
      error,
    });
    return "notListed";
  }
}

async function readFacts(
  opened: OpenedSource,
  instanceId: InstanceId,
): Promise<NodeFacts | "noSuchNode"> {
  const [, listed, patchStates] = await Promise.all([
    ensureAccount(opened),
    describeInstanceInformation(opened.clients, [instanceId]),
    describeInstancePatchStates(opened.clients, [instanceId]),
  ]);
  const node = listed.find((each) => each.instanceId === instanceId) ?? null;
  const patchState = patchStates.get(instanceId) ?? null;
  if (node === null && patchState === null) return "noSuchNode";
  const listing = node === null ? await unlisted(opened, instanceId) : "listed";
  const [facts] = await gatherFacts(
    opened,
    [{ instanceId, listing, node, patchState }],
    new Date().toISOString(),
  );
  return facts ?? "noSuchNode";
}

/** The reading of one node's facts, kept for a minute. */
export function nodeReading(opened: OpenedSource, instanceId: InstanceId): NodeReading {
  const key = `${sourceKey(opened.source)}/${instanceId}`;
  return readingOf(nodes(), key, () => new KeptReading(() => readFacts(opened, instanceId), kept));
}

/** The facts kept of a node, or why there are none. Throws ProblemError `notFound`, or why SSM could not be read. */
export function factsOf(
  { source, throttling }: OpenedSource,
  instanceId: InstanceId,
  reading: Kept<NodeFacts | "noSuchNode">,
): NodeFacts {
  const value = answered(reading, throttling);
  if (value === "noSuchNode") {
    throw new ProblemError(
      "notFound",
      `AWS Systems Manager knows no managed node ${instanceId} in account ${source.account}, ${source.region}.`,
      [
        {
          name: "instanceId",
          value: instanceId,
          reason: "Not a managed node of this account and Region.",
        },
      ],
    );
  }
  return value;
}

/** One node with everything SSM says of it. Throws ProblemError `notFound`, or AwsReadError when SSM can't be read. */
export async function readNode(
  viewer: Viewer,
  source: Source,
  instanceId: InstanceId,
  patience: Patience,
): Promise<NodeDetail> {
  const opened = await sourceFor(viewer, source);
  const reading = await nodeReading(opened, instanceId).ask(patience);
  return toNodeDetail(factsOf(opened, instanceId, reading), Date.now());
}
