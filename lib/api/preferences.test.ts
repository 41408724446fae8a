import { describe, expect, test } from "vitest";
import { defaultPreferences, parsePreferences, preferenceCookie, zoneOf } from "./preferences";

describe("parsePreferences", () => {
  test.each([null, "", "theme=dark", "pb-theme", "pb-theme=", "=;=;;"])(
    "%j is as by default",
    (header) => {
      expect(parsePreferences(header)).toEqual(defaultPreferences);
    },
  );

  test("reads each preference among other cookies", () => {
    expect(
      parsePreferences(
        "a=b; pb-theme=dark; pb-density=compact; pb-clock=local; pb-shortcuts=off; pb-page-size=200; pb-node-columns=os.failed; pb-node-chart=hidden; pb-time-zone=America/New_York; z=1",
      ),
    ).toEqual({
      theme: "dark",
      density: "compact",
      clock: "local",
      shortcuts: "off",
      pageSize: 200,
      nodeColumns: ["os", "failed"],
      nodeChart: "hidden",
      timeZone: "America/New_York",
    });
  });

  test.each([
    "pb-theme=<script>",
    "pb-density=COMPACT",
    "pb-page-size=5000000",
    "pb-page-size=NaN",
    "pb-node-columns=<b>",
    `pb-node-columns=${"a.".repeat(300)}`,
    "pb-time-zone=Mars/Olympus_Mons",
    "pb-time-zone=../../etc/passwd",
    "pb-shortcuts=__proto__",
  ])("%s says nothing", (header) => {
    expect(parsePreferences(header)).toEqual(defaultPreferences);
  });

  test("what a cookie keeps comes back", () => {
    const cookies = [
      preferenceCookie("theme", "light"),
      preferenceCookie("pageSize", 500),
      preferenceCookie("nodeColumns", ["name", "patch-group"]),
      preferenceCookie("timeZone", "Asia/Kolkata"),
    ];
    const header = cookies.map((cookie) => cookie.split(";")[0]).join("; ");
    expect(parsePreferences(header)).toMatchObject({
      theme: "light",
      pageSize: 500,
      nodeColumns: ["name", "patch-group"],
    });
  });

  test("null forgets", () => {
    expect(preferenceCookie("nodeColumns", null)).toMatch(/^pb-node-columns=; .*Max-Age=0;/);
  });
});

describe("zoneOf", () => {
  test("is UTC until somebody asks for the local clock and the browser has named its zone", () => {
    const berlin = { ...defaultPreferences, timeZone: "Europe/Berlin" };
    expect(zoneOf(berlin)).toBe("UTC");
    expect(zoneOf({ ...berlin, clock: "local" })).toBe("Europe/Berlin");
    expect(zoneOf({ ...defaultPreferences, clock: "local" })).toBe("UTC");
  });
});
