import { nodePatchesReadApi } from "@/lib/api/addresses";
import type { PatchReadLine } from "@/lib/api/node-patches.schema";
import type { Source } from "@/lib/domain/source";
import { ApiProblem, parseProblemCode } from "./api-problem";
import { fetchAnswer, trustedJson } from "./fetch-json";

export type PatchReadProgress = Extract<PatchReadLine, { event: "progress" }>;
export type PatchReadDone = Extract<PatchReadLine, { event: "done" }>;

interface PatchReadOptions {
  readonly onProgress: (progress: PatchReadProgress) => void;
  readonly signal: AbortSignal;
}

async function* linesOf(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<PatchReadLine> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    const lines = `${rest}${value ?? ""}`.split("\n");
    rest = done ? "" : (lines.pop() ?? "");
    for (const line of lines) {
      if (line.trim() !== "") yield trustedJson<PatchReadLine>(line);
    }
    if (done) return;
  }
}

function cutOff(): ApiProblem {
  return new ApiProblem({
    code: "unreachable",
    detail: "The connection ended before the list was whole.",
    requestId: null,
  });
}

/** Has the server read a node's patches from SSM now; `states` is the view's `state` parameter. */
export async function readNodePatchesNow(
  source: Source,
  instanceId: string,
  states: string,
  { onProgress, signal }: PatchReadOptions,
): Promise<PatchReadDone> {
  const search = new URLSearchParams({ state: states });
  const response = await fetchAnswer(`${nodePatchesReadApi(source, instanceId)}?${search}`, {
    method: "POST",
    headers: { accept: "application/x-ndjson" },
    signal,
  });
  if (response.body === null) throw cutOff();
  try {
    for await (const line of linesOf(response.body)) {
      if (line.event === "progress") onProgress(line);
      else if (line.event === "done") return line;
      else {
        const code = parseProblemCode(line.code) ?? "internal";
        throw new ApiProblem({ code, detail: line.detail, requestId: line.requestId });
      }
    }
  } catch (error) {
    if (signal.aborted || error instanceof ApiProblem) throw error;
    throw cutOff();
  }
  throw cutOff();
}
