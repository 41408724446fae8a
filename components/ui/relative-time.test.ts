import { describe, expect, test } from "vitest";
import { absoluteTime, duration, relativeTime } from "./relative-time";

const now = Date.parse("2026-11-21T14:04:00Z");
const plain = (text: string) => text.replaceAll("\u00a0", " ");

describe("relativeTime", () => {
  test.each([
    ["2026-11-21T14:03:30Z", "just now"],
    ["2026-11-21T14:09:00Z", "just now"],
    ["2026-11-21T13:52:00Z", "12 min ago"],
    ["2026-11-21T05:04:00Z", "9 h ago"],
    ["2026-11-20T14:04:00Z", "1 day ago"],
    ["2026-11-12T02:14:00Z", "9 days ago"],
    ["2026-10-22T14:04:00Z", "30 days ago"],
    ["2026-10-21T14:03:00Z", "21 Oct 2026"],
  ])("%s is %s", (iso, words) => {
    expect(plain(relativeTime(iso, now))).toBe(words);
  });
});

test("Pitfall 18, dates: absoluteTime is UTC, of 24 hours, with a month no locale can turn around", () => {
  expect(plain(absoluteTime("2026-09-04T00:05:00Z"))).toBe("4 Sep 2026, 00:05 UTC");
});

test.each([
  ["Europe/Berlin", "2026-11-12T02:14:00Z", "12 Nov 2026, 03:14 GMT+1"],
  ["Europe/Berlin", "2026-07-12T22:14:00Z", "13 Jul 2026, 00:14 GMT+2"],
  ["America/New_York", "2026-11-12T02:14:00Z", "11 Nov 2026, 21:14 GMT-5"],
  ["Asia/Kolkata", "2026-11-12T02:14:00Z", "12 Nov 2026, 07:44 GMT+5:30"],
  ["Europe/London", "2026-11-12T02:14:00Z", "12 Nov 2026, 02:14 GMT"],
])("absoluteTime in %s says how far from UTC it is", (zone, iso, words) => {
  expect(plain(absoluteTime(iso, zone))).toBe(words);
});

describe("duration", () => {
  test.each([
    [0, "0 s"],
    [400, "0.4 s"],
    [1_820, "1.8 s"],
    [5_000, "5 s"],
    [9_960, "10 s"],
    [13_000, "13 s"],
    [250_000, "4 min 10 s"],
    [240_000, "4 min"],
    [7_500_000, "2 h 5 min"],
  ])("%d ms is %s", (ms, words) => {
    expect(plain(duration(ms))).toBe(words);
  });
});
