import { describe, expect, test } from "vitest";
import { formatBaselineView, parseBaselineView } from "@/lib/browser/baseline-view";

const parse = (search: string) => parseBaselineView(new URLSearchParams(search));

describe("the view of a baseline's page", () => {
  test.each([
    ["", ""],
    ["tab=rules", ""],
    ["tab=JSON", "tab=json"],
    ["tab=nodes&status=bogus", "tab=nodes"],
    ["tab=effective-patches", "tab=effective-patches"],
    [
      "page=2&tab=effective-patches&q=SQL&status=PENDING_APPROVAL",
      "tab=effective-patches&status=pending-approval&q=SQL&page=2",
    ],
  ])("%j is spelt %j", (search, spelt) => {
    const parsed = parse(search);
    expect(parsed.ok && formatBaselineView(parsed.view)).toBe(spelt);
  });

  test.each([
    ["tab=history", "tab"],
    ["tab=rules&tab=json", "tab"],
    ["tab=rules,json", "tab"],
    ["tab=effective-patches&status=bogus", "status"],
  ])("%j names what it can't show", (search, name) => {
    const parsed = parse(search);
    expect(parsed.ok ? [] : parsed.invalidParams.map((param) => param.name)).toEqual([name]);
  });
});
