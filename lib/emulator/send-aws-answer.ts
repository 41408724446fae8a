import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";

import type { AwsAnswer } from "./answer-aws-call";
import type { EmulatorState } from "./emulator-state";

const slowBodyParts = 20;

/** Sends an answer after the set latency, with the faults that live in the sending: hang, reset, slow or truncated body. */
export async function sendAwsAnswer(
  state: EmulatorState,
  response: ServerResponse,
  answer: AwsAnswer,
): Promise<void> {
  const fault = (kind: string) => answer.faults.find((candidate) => candidate.kind === kind);
  if (fault("hang")) {
    state.held.add(response);
    response.once("close", () => state.held.delete(response));
    return;
  }
  if (state.settings.latencyMs > 0) await delay(state.settings.latencyMs);
  if (fault("reset")) {
    response.socket?.resetAndDestroy();
    return;
  }
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, {
    "content-type": answer.contentType,
    "content-length": body.length,
    "x-amzn-requestid": answer.requestId,
    date: new Date().toUTCString(),
  });
  const slow = fault("slowBody");
  if (fault("truncatedBody")) {
    response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.socket?.destroy());
  } else if (slow) {
    await sendSlowly(response, body, slow.durationMs ?? 2_000);
  } else {
    response.end(body);
  }
}

async function sendSlowly(
  response: ServerResponse,
  body: Buffer,
  durationMs: number,
): Promise<void> {
  const partSize = Math.max(1, Math.ceil(body.length / slowBodyParts));
  for (let start = 0; start < body.length && !response.destroyed; start += partSize) {
    response.write(body.subarray(start, start + partSize));
    await delay(durationMs / slowBodyParts);
  }
  response.end();
}
