import { expect, test } from "vitest";
import { toSearchParams } from "@/lib/api/page-query";

test("a page's parameters are the API's, repeated ones repeated", () => {
  const search = toSearchParams({ state: ["missing", "failed"], q: "libstdc++", none: undefined });
  expect(search.getAll("state")).toEqual(["missing", "failed"]);
  expect(search.get("q")).toBe("libstdc++");
  expect(search.has("none")).toBe(false);
});
