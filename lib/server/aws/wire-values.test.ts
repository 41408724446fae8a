import "server-only";
import { describe, expect, it } from "vitest";
import {
  countOrNull,
  cveIdList,
  presentRows,
  textOrNull,
  timeOrNull,
  withoutQuery,
} from "@/lib/server/aws/wire-values";

describe("values off the wire", () => {
  it.each([[undefined], [null], [""], ["   "], [3]])("a text of %j is nothing said", (wire) => {
    expect(textOrNull(wire)).toBeNull();
  });

  it.each([
    [0, 0],
    [17, 17],
    ["17", 17],
    [-1, null],
    [undefined, null],
    [null, null],
    ["", null],
    ["many", null],
    [Number.NaN, null],
  ])("a count of %j is %j", (wire, count) => {
    expect(countOrNull(wire)).toBe(count);
  });

  it.each([
    [undefined, null],
    [new Date(0), null],
    [new Date(-62_135_596_800_000), null],
    [new Date(Number.NaN), null],
    ["2026-01-01T00:00:00Z", null],
    [new Date(1_520_561_435_870), "2018-03-09T02:10:35.870Z"],
  ])("Pitfall 7, no time is 1970: a time of %s is %j", (wire, time) => {
    expect(timeOrNull(wire)).toBe(time);
  });

  it.each([
    [undefined, []],
    ["", []],
    ["CVE-2024-1086", ["CVE-2024-1086"]],
    [" cve-2024-1086,CVE-2024-1086, ,CVE-2023-4911 ", ["CVE-2024-1086", "CVE-2023-4911"]],
  ])("CVE ids of %j are %j", (wire, ids) => {
    expect(cveIdList(wire)).toEqual(ids);
  });

  it.each([
    [
      "https://bucket.s3.amazonaws.com/list.yaml?X-Amz-Signature=abc#x",
      "https://bucket.s3.amazonaws.com/list.yaml",
    ],
    ["s3://bucket/list.yaml", "s3://bucket/list.yaml"],
    ["?X-Amz-Signature=abc", null],
    ["", null],
  ])("the address %s is kept as %j", (wire, kept) => {
    expect(withoutQuery(wire)).toBe(kept);
  });

  it("drops the nulls a list may hold", () => {
    expect(presentRows([null, 1, null, 2])).toEqual([1, 2]);
    expect(presentRows(undefined)).toEqual([]);
  });
});
