"use client";

import { useSyncExternalStore } from "react";

const tickMs = 20_000;

let nowMs: number | null = null;
let timer: ReturnType<typeof setInterval> | null = null;
const listeners = new Set<() => void>();

function tick(): void {
  nowMs = Date.now();
  for (const listener of listeners) listener();
}

/** One timer for every clock of the page. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === null) {
    timer = setInterval(tick, tickMs);
    tick();
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

/** The time of day. Until the page is hydrated it is the server's, so that both write the same words. */
export function useNow(initialNowMs: number): number {
  return (
    useSyncExternalStore(
      subscribe,
      () => nowMs,
      () => null,
    ) ?? initialNowMs
  );
}
