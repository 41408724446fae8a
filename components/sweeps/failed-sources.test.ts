import { expect, test } from "vitest";
import type { SweptSource } from "@/lib/api/sweep.schema";
import { failedSources, placeWords } from "./failed-sources";

const source = (region: string, error: SweptSource["error"] = null): SweptSource => ({
  account: "111122223333",
  region,
  alias: "prod",
  status: error === null ? "read" : "failed",
  readAt: null,
  error,
  nodes: null,
  nodesUnread: null,
});

const denied = (detail: string) => ({ code: "accessDenied", detail }) as const;

test("sources that fail alike are told together, each sentence once", () => {
  const found = failedSources([
    source("us-east-1"),
    source("eu-west-1", denied("a")),
    source("eu-west-2", { code: "awsTimeout", detail: "t" }),
    source("eu-west-3", denied("b")),
    source("eu-north-1", denied("a")),
  ]);
  expect(found.map(({ code, details, sources }) => [code, details, sources.length])).toEqual([
    ["accessDenied", ["a", "b"], 3],
    ["awsTimeout", ["t"], 1],
  ]);
  expect(failedSources([source("us-east-1")])).toEqual([]);
});

test.each([
  [1, "prod (111122223333), r1"],
  [2, "prod (111122223333), r1 and prod (111122223333), r2"],
  [3, "prod (111122223333), r1; prod (111122223333), r2 and prod (111122223333), r3"],
  [5, "prod (111122223333), r1; prod (111122223333), r2; prod (111122223333), r3 and 2 more"],
])("%i sources are named", (count, words) => {
  const sources = Array.from({ length: count }, (_, at) => source(`r${at + 1}`));
  expect(placeWords(sources)).toBe(words);
});
