import { describe, expect, test } from "vitest";
import { downloadAddress, parseDownloadQuery } from "@/lib/api/download";

const parse = (search: string) => parseDownloadQuery(new URLSearchParams(search));

describe("What a download is asked for", () => {
  test("is nothing where no format is named, whatever else is asked of the list", () => {
    expect(parse("state=missing&page=2")).toEqual({ ok: true, query: null });
  });

  test("is a format, and for nodes what a row is", () => {
    expect(parse("format=CSV")).toEqual({
      ok: true,
      query: { format: "csv", rows: null, bom: true },
    });
    expect(parse("format=json&rows=findings&bom=no")).toEqual({
      ok: true,
      query: { format: "json", rows: "findings", bom: false },
    });
  });

  test.each([
    ["format=xlsx", "format"],
    ["format=csv&format=json", "format"],
    ["format=csv,json", "format"],
    ["format=csv&rows=patches", "rows"],
    ["rows=findings", "rows"],
    ["bom=no", "bom"],
  ])("%s is refused by name", (search, name) => {
    const parsed = parse(search);
    expect(parsed.ok ? [] : parsed.invalidParams.map((each) => each.name)).toEqual([name]);
  });

  test("keeps the list's filters and order, and leaves its page", () => {
    expect(
      downloadAddress("/api/v1/nodes", "group=Web/Tier%201,本番&sort=-name&page=3&size=100", "csv"),
    ).toBe("/api/v1/nodes?group=Web/Tier%201,%E6%9C%AC%E7%95%AA&sort=-name&format=csv");
  });
});
