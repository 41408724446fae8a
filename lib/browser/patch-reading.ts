import type { QueryClient } from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";
import { sourceKey, type Source } from "@/lib/domain/source";
import { toApiProblem, type ApiProblem } from "./api-problem";
import { readNodePatchesNow } from "./node-patch-read";
import { nodePatchesKey } from "./node-patches-query";

/** How the reading of one node's patches stands, in this page. */
export type PatchReading =
  | { readonly status: "idle" }
  | { readonly status: "reading"; readonly rowsRead: number; readonly rowsExpected: number | null }
  | { readonly status: "failed"; readonly problem: ApiProblem }
  | {
      readonly status: "done";
      readonly readAt: string;
      readonly operationEndTime: string | null;
      readonly finishedAtMs: number;
    };

/** Which rows are read: the node, and the view's `state` parameter. */
export interface PatchReadingTarget {
  readonly source: Source;
  readonly instanceId: string;
  readonly states: string;
}

interface Entry {
  reading: PatchReading;
  readonly listeners: Set<() => void>;
  abort: AbortController | null;
}

const idle: PatchReading = { status: "idle" };

/** Shared by every part of the page that shows or starts the reading: one reading, one progress. */
const entries = new Map<string, Entry>();

function keyOf({ source, instanceId, states }: PatchReadingTarget): string {
  return `${sourceKey(source)}/${instanceId}?${states}`;
}

function entryOf(key: string): Entry {
  const known = entries.get(key);
  if (known) return known;
  const entry: Entry = { reading: idle, listeners: new Set(), abort: null };
  entries.set(key, entry);
  return entry;
}

function set(entry: Entry, reading: PatchReading): void {
  entry.reading = reading;
  for (const listener of entry.listeners) listener();
}

/** Reads the node's patches from SSM now, or joins the reading that runs. The rows on screen follow it. */
export async function startPatchReading(
  target: PatchReadingTarget,
  client: QueryClient,
): Promise<void> {
  const entry = entryOf(keyOf(target));
  if (entry.reading.status === "reading") return;
  const abort = new AbortController();
  entry.abort = abort;
  set(entry, { status: "reading", rowsRead: 0, rowsExpected: null });
  const node = { queryKey: nodePatchesKey(target.source, target.instanceId) };
  let first = true;
  try {
    const done = await readNodePatchesNow(target.source, target.instanceId, target.states, {
      signal: abort.signal,
      onProgress: ({ rowsRead, rowsExpected }) => {
        set(entry, { status: "reading", rowsRead, rowsExpected });
        if (first) void client.invalidateQueries(node);
        first = false;
      },
    });
    await client.invalidateQueries(node);
    set(entry, {
      status: "done",
      readAt: done.readAt,
      operationEndTime: done.operationEndTime,
      finishedAtMs: Date.now(),
    });
  } catch (error) {
    set(entry, abort.signal.aborted ? idle : { status: "failed", problem: toApiProblem(error) });
  } finally {
    entry.abort = null;
  }
}

/** How the reading of `target` stands. It is given up when nobody looks any more. */
export function usePatchReading(target: PatchReadingTarget): PatchReading {
  const key = keyOf(target);
  const subscribe = useCallback(
    (listener: () => void) => {
      const entry = entryOf(key);
      entry.listeners.add(listener);
      return () => {
        entry.listeners.delete(listener);
        setTimeout(() => {
          if (entry.listeners.size === 0) entry.abort?.abort();
        }, 1_000);
      };
    },
    [key],
  );
  return useSyncExternalStore(
    subscribe,
    () => entries.get(key)?.reading ?? idle,
    () => idle,
  );
}
