import { describe, expect, test } from "vitest";
import type { SourceStatus } from "@/lib/api/source-status.schema";
import { inParts, type WholeList } from "@/lib/server/read/whole-list";
import { fileOf, listAsked } from "@/lib/server/respond-download";

const readAt = "2026-11-21T14:00:00.000Z";
const read: SourceStatus = {
  account: "111122223333",
  region: "us-east-1",
  alias: null,
  status: "read",
  readAt,
  error: null,
};
const denied: SourceStatus = {
  ...read,
  region: "eu-west-1",
  status: "failed",
  error: { code: "accessDenied", detail: "Denied." },
};
const csv = { format: "csv", rows: null, bom: true } as const;
const json = { ...csv, format: "json" } as const;

function listOf(some: Partial<WholeList<number>> = {}): WholeList<number> {
  return {
    name: "numbers",
    columns: [
      { name: "Index", value: (_, place) => place },
      { name: "Number", value: (row) => row },
    ],
    parts: inParts([10, 20, 30], (part) => part, 2),
    total: 3,
    asOf: readAt,
    sources: [read],
    ...some,
  };
}

function ask(method = "GET") {
  return { request: new Request("http://127.0.0.1/api?format=csv", { method }), requestId: "r" };
}

describe("A list as a file", () => {
  test("has every row, numbered across its parts", async () => {
    const response = fileOf(ask(), csv, listOf());
    expect(new TextDecoder("utf-8", { ignoreBOM: true }).decode(await response.arrayBuffer())).toBe(
      "\uFEFFIndex,Number\r\n1,10\r\n2,20\r\n3,30\r\n",
    );
    const bare = fileOf(ask(), { ...csv, bom: false }, listOf());
    expect(await bare.text()).toMatch(/^Index,/);
    expect(await fileOf(ask(), json, listOf()).json()).toEqual({
      list: "numbers",
      total: 3,
      asOf: readAt,
      sources: [read],
      items: [10, 20, 30],
    });
  });

  test("is an attachment that no cache keeps, named after the list, the minute and the Region", () => {
    const { headers } = fileOf(ask(), csv, listOf({ name: "nodes_libstdc++/x" }));
    expect(headers.get("content-disposition")).toMatch(
      /^attachment; filename="nodes_libstdc---x_\d{4}-\d\d-\d\dT\d{4}Z_us-east-1\.csv"$/,
    );
    expect(headers.get("cache-control")).toBe("private, no-store");
    expect(headers.get("content-type")).toMatch(/^text\/csv; charset=utf-8/);
    expect(headers.get("x-patchboard-not-read")).toBeNull();
  });

  test("says in its name and a header which source could not be read", () => {
    const { headers } = fileOf(ask(), csv, listOf({ sources: [read, denied] }));
    expect(headers.get("content-disposition")).toMatch(/Z_partial\.csv"$/);
    expect(headers.get("x-patchboard-not-read")).toBe("111122223333/eu-west-1=accessDenied");
  });

  test("is broken off where a part cannot be loaded: half a file is no file", async () => {
    const load = (some: readonly number[]) => {
      if (some.includes(2)) throw new Error("the store is gone");
      return some;
    };
    for (const format of [csv, json]) {
      const list = listOf({ parts: inParts([1, 2], load, 1) });
      await expect(fileOf(ask(), format, list).text()).rejects.toThrow("gone");
    }
  });

  test("loads nothing for HEAD, and no part before it is asked for", async () => {
    const loaded: number[] = [];
    const load = (some: readonly number[]) => {
      loaded.push(...some);
      return some;
    };
    const parts = () => inParts([1, 2, 3], load, 1);
    const head = fileOf(ask("HEAD"), csv, listOf({ parts: parts() }));
    expect([head.body, head.headers.has("content-disposition"), loaded]).toEqual([null, true, []]);

    const reader = fileOf(ask(), csv, listOf({ parts: parts() })).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    expect(loaded.length).toBeLessThan(3);
  });

  test("of one kind of rows has no choice of them", () => {
    const asked = new URLSearchParams("format=csv&rows=findings&q=web");
    expect(() => listAsked(asked)).toThrow("rows=findings");
    expect(listAsked(asked, true).query.toString()).toBe("q=web");
  });
});
