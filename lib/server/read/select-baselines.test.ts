import { describe, expect, test } from "vitest";
import { parseBaselinesQuery } from "@/lib/api/baselines-query";
import type { BaselineItem } from "@/lib/api/baseline.schema";
import { selectBaselines } from "@/lib/server/read/select-baselines";

function item(given: Partial<BaselineItem> & Pick<BaselineItem, "name" | "owner">): BaselineItem {
  return {
    account: "111122223333",
    region: "us-east-1",
    alias: null,
    baselineId: `pb-${String(given.name)}`,
    arn: "arn",
    description: null,
    operatingSystem: "WINDOWS",
    defaultBaseline: false,
    nodesUsing: 0,
    nonCompliant: 0,
    modifiedDate: null,
    patchGroups: null,
    longestApproveAfterDays: null,
    readAt: "2026-11-21T12:00:00.000Z",
    ...given,
  };
}

const baselines = [
  item({ name: "aws-unused", owner: "aws", operatingSystem: "SOMETHING_NEW" }),
  item({ name: "aws-used", owner: "aws", nodesUsing: 3, defaultBaseline: true }),
  item({ name: "aws-unread", owner: "aws", nodesUsing: null, nonCompliant: null }),
  item({ name: "ours-10", owner: "self", nodesUsing: 7, patchGroups: ["Prod/Web"] }),
  item({ name: "ours-9", owner: "self", modifiedDate: "2026-01-01T00:00:00.000Z" }),
];

function select(search: string) {
  const parsed = parseBaselinesQuery(new URLSearchParams(search), true);
  if (!parsed.ok) throw new Error("refused");
  const selected = selectBaselines(baselines, parsed.query);
  return { ...selected, names: selected.items.map(({ name }) => name) };
}

describe("the baselines of a query", () => {
  test("are own ones first, then AWS's", () => {
    expect(select("").names).toEqual(["ours-9", "ours-10", "aws-unread", "aws-unused", "aws-used"]);
  });

  test.each([
    ["used=yes", ["ours-10", "aws-used"]],
    ["used=no", ["ours-9", "aws-unused"]],
    ["owner=aws&default=yes", ["aws-used"]],
    ["q=prod/", ["ours-10"]],
    ["sort=-nodes-using&page=1&size=2", ["ours-10", "aws-used"]],
    ["sort=-nodes-using&page=3&size=2", ["aws-unread"]],
    ["sort=modified-date&size=1", ["ours-9"]],
  ])("%s are %j", (search, names) => {
    expect(select(search).names).toEqual(names);
  });

  test("whose nodes are unread are neither used nor unused", () => {
    expect(select("used=no").countsByUse).toEqual({
      self: { used: 1, unused: 1, unknown: 0 },
      aws: { used: 1, unused: 1, unknown: 1 },
    });
  });

  test("are counted by owner under every other filter", () => {
    expect(select("owner=self&used=yes").countsByOwner).toEqual({ self: 1, aws: 1 });
    expect(select("owner=self&used=yes").total).toBe(1);
  });
});
