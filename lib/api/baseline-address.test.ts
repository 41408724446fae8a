import { describe, expect, test } from "vitest";
import { baselineApi, baselinePage, effectivePatchesApi } from "@/lib/api/addresses";
import { parseBaselineAddress } from "@/lib/api/baseline-address";

const source = { account: "111122223333", region: "us-east-1" };
const baselineId = "pb-0123456789abcdef0";

describe("a baseline's address", () => {
  test("is its account, Region and short id", () => {
    expect(parseBaselineAddress({ ...source, baselineId })).toEqual({
      ok: true,
      query: { source, baselineId },
    });
    expect(baselinePage(source, baselineId)).toBe(
      "/baselines/111122223333/us-east-1/pb-0123456789abcdef0",
    );
    expect(baselinePage(source, baselineId, "tab=nodes")).toMatch(/\?tab=nodes$/);
    expect(effectivePatchesApi(source, baselineId)).toBe(
      `${baselineApi(source, baselineId)}/effective-patches`,
    );
  });

  test.each([
    "arn:aws:ssm:us-east-1:075727635805:patchbaseline/pb-0be8c61cde3be63f3",
    "x/pb-0123456789abcdef0",
    "pb-0123456789ABCDEF0",
    "pb-0123",
    "i-0123456789abcdef0",
  ])("is not %s", (wrong) => {
    const parsed = parseBaselineAddress({ ...source, baselineId: wrong });
    expect(parsed.ok ? [] : parsed.invalidParams.map(({ name }) => name)).toEqual(["baselineId"]);
  });

  test("names every segment that is wrong", () => {
    const parsed = parseBaselineAddress({ account: "prod", region: "here", baselineId: "x" });
    expect(parsed.ok ? [] : parsed.invalidParams.map(({ name }) => name)).toEqual([
      "account",
      "region",
      "baselineId",
    ]);
  });
});
