import { describe, expect, test } from "vitest";
import type { BaselineItem, BaselineList } from "@/lib/api/baseline.schema";
import { parseBaselinesQuery, type BaselinesQuery } from "@/lib/api/baselines-query";
import { foldsUnused, foldUnused } from "./folded-list";

function query(search: string): BaselinesQuery {
  const parsed = parseBaselinesQuery(new URLSearchParams(search), true);
  if (!parsed.ok) throw new Error(search);
  return parsed.query;
}

function item(owner: BaselineItem["owner"], nodesUsing: number | null): BaselineItem {
  return {
    account: "111122223333",
    region: "us-east-1",
    alias: null,
    baselineId: "pb-0123456789abcdef0",
    arn: "",
    name: `${owner} ${String(nodesUsing)}`,
    description: null,
    operatingSystem: "WINDOWS",
    owner,
    defaultBaseline: false,
    nodesUsing,
    nonCompliant: null,
    modifiedDate: null,
    patchGroups: null,
    longestApproveAfterDays: null,
    readAt: "2026-11-21T00:00:00.000Z",
  };
}

const items = [item("self", 3), item("self", 0), item("aws", 2), item("aws", 0), item("aws", null)];
const none = { used: 0, unused: 0, unknown: 0 };
const whole: BaselineList = {
  items,
  total: items.length,
  page: 1,
  size: 500,
  asOf: null,
  sources: [],
  nodeSources: [],
  countsByOwner: { self: 2, aws: 3 },
  countsByUse: { self: none, aws: none },
  complete: true,
};

describe("AWS's baselines that no node uses", () => {
  test.each([
    ["", true],
    ["account=111122223333&region=us-east-1&sort=name&page=2", true],
    ["q=windows", false],
    ["owner=aws", false],
    ["used=no", false],
    ["os=windows", false],
    ["default=yes", false],
  ])("are left out of ?%s: %s", (search, folds) => {
    expect(foldsUnused(query(search))).toBe(folds);
  });

  test("are counted; own ones and those nobody knows of stay", () => {
    const { list, hidden } = foldUnused(whole, query("size=3"));
    expect(hidden).toBe(1);
    expect(list.total).toBe(4);
    expect(list.items.map(({ name }) => name)).toEqual(["self 3", "self 0", "aws 2"]);
    const second = foldUnused(whole, query("size=3&page=2"));
    expect(second.list.items.map(({ name }) => name)).toEqual(["aws null"]);
  });
});
