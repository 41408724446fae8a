import { expect, test } from "vitest";
import { notReadWords, partFailureWords, readNothing, timeLeftWords, tookMs } from "./sweep-words";

const plain = (text: string | null) => text?.replaceAll("\u00a0", " ") ?? null;

test.each([
  [800, "a few seconds left"],
  [10_000, "a few seconds left"],
  [10_001, "about 15 s left"],
  [36_113, "about 40 s left"],
  [54_000, "about 55 s left"],
  [56_000, "about 1 min left"],
  [61_000, "about 2 min left"],
  [19 * 60_000, "about 19 min left"],
  [21 * 60_000, "about 30 min left"],
  [95 * 60_000, "about 1 h 40 min left"],
])("%i ms are %s", (ms, words) => {
  expect(plain(timeLeftWords(ms))).toBe(words);
});

test("a run takes until it ended, or until now, and nothing before it began", () => {
  const startedAt = "2026-11-21T14:28:00.000Z";
  const now = "2026-11-21T14:28:58.000Z";
  expect(tookMs({ startedAt, endedAt: null }, now)).toBe(58_000);
  expect(tookMs({ startedAt, endedAt: "2026-11-21T14:28:41.000Z" }, now)).toBe(41_000);
  expect(tookMs({ startedAt: null, endedAt: null }, now)).toBeNull();
  expect(tookMs({ startedAt: now, endedAt: null }, startedAt)).toBe(0);
});

const part = {
  account: "111122223333",
  region: "us-east-1",
  alias: null,
  status: "complete",
  startedAt: null,
  endedAt: null,
  nodesDone: 1,
  nodesTotal: 1,
  calls: 1,
  throttled: 0,
  nodesFailed: 0,
  error: null,
} as const;

test("what was not read is counted in sources and nodes", () => {
  const failed = { ...part, status: "failed" } as const;
  expect(notReadWords({ sources: [part], nodesFailed: 0 })).toBeNull();
  expect(plain(notReadWords({ sources: [part, failed], nodesFailed: 2 }))).toBe(
    "1 source, 2 nodes",
  );
  expect(plain(notReadWords({ sources: [part], nodesFailed: 1 }))).toBe("1 node");
});

test("a source that failed always has a reason", () => {
  expect(partFailureWords(part)).toBeNull();
  expect(partFailureWords({ ...part, status: "failed" })).toMatch(/sweeper ended/);
  const error = { code: "accessDenied", detail: "No." } as const;
  expect(partFailureWords({ ...part, status: "failed", error })).toBe("No.");
});

test("a run over no source is not complete", () => {
  expect(readNothing({ status: "complete", sources: [] })).toBe(true);
  expect(readNothing({ status: "running", sources: [] })).toBe(false);
  expect(readNothing({ status: "complete", sources: [part] })).toBe(false);
});
