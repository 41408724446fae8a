import { expect, test } from "vitest";
import {
  formatSweepsQuery,
  formatSweepsView,
  parseSweepsQuery,
  parseSweepsView,
} from "@/lib/api/sweeps-query";

const id = "0b7d2f4e-6c1a-4a3b-9d8e-2f5c7a9b1e3d";

test("a query without parameters is the first page", () => {
  const parsed = parseSweepsQuery(new URLSearchParams());
  expect(parsed).toEqual({ ok: true, query: { page: 1, size: 50 } });
});

test("the API refuses names that it does not know, and the page ignores them", () => {
  const params = new URLSearchParams("utm_source=chat");
  expect(parseSweepsQuery(params).ok).toBe(false);
  expect(parseSweepsView(params).ok).toBe(true);
});

test("a page, a size or a sweep that is none is refused by name", () => {
  const parsed = parseSweepsView(new URLSearchParams("page=0&size=501&sweep=last"));
  expect(parsed.ok ? [] : parsed.invalidParams.map(({ name }) => name)).toEqual([
    "sweep",
    "page",
    "size",
  ]);
});

test.each(["", `sweep=${id}`, "page=3&size=100", `sweep=${id}&page=2`])(
  "what a view is formatted as is parsed to the same view: %s",
  (search) => {
    const parsed = parseSweepsView(new URLSearchParams(search));
    expect(parsed.ok && formatSweepsView(parsed.query)).toBe(search);
  },
);

test("a query leaves its defaults out", () => {
  expect(formatSweepsQuery({ page: 1, size: 50 })).toBe("");
  expect(formatSweepsQuery({ page: 2, size: 10 })).toBe("page=2&size=10");
});
