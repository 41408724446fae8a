import { describe, expect, test } from "vitest";
import {
  defaultEffectivePatchSort,
  formatEffectivePatchesQuery,
  parseEffectivePatchesQuery,
  statusWord,
} from "@/lib/api/effective-patches-query";

const parse = (search: string, strict = true) =>
  parseEffectivePatchesQuery(new URLSearchParams(search), strict);

function linkOf(search: string): string {
  const parsed = parse(search);
  if (!parsed.ok) throw new Error(`refused: ${JSON.stringify(parsed.invalidParams)}`);
  return formatEffectivePatchesQuery(parsed.query);
}

describe("the query of a baseline's effective patches", () => {
  test.each([
    [
      "status=PENDING_APPROVAL,approved&severity=Critical,IMPORTANT",
      "status=approved,pending-approval&severity=critical,important",
    ],
    [
      "product=WindowsServer2022&classification=Security%20Updates",
      "classification=securityupdates&product=windowsserver2022",
    ],
    ["status=unrecognised&q=KB5", "status=unrecognised&q=KB5"],
    ["sort=-release-date&page=1&size=50", ""],
    ["sort=kb-id&page=2&size=500", "sort=kb-id&page=2&size=500"],
  ])("%s is written %s, and read as the same again", (search, link) => {
    expect(linkOf(search)).toBe(link);
    expect(linkOf(link)).toBe(link);
  });

  test("is newest release first unless told", () => {
    const parsed = parse("");
    expect(parsed.ok && parsed.query.sort).toEqual(defaultEffectivePatchSort);
  });

  test("refuses what it does not understand, by name", () => {
    const names = (search: string, strict = true) => {
      const parsed = parse(search, strict);
      return parsed.ok ? [] : parsed.invalidParams.map(({ name }) => name);
    };
    expect(names("status=approvd&sort=-date&size=501&x=1")).toEqual([
      "x",
      "status",
      "sort",
      "size",
    ]);
    expect(names("utm_source=chat", false)).toEqual([]);
  });

  test("a status this version does not know is unrecognised", () => {
    expect(statusWord("EXPLICIT_REJECTED")).toBe("explicit-rejected");
    expect(statusWord("SOMETHING_NEW")).toBe("unrecognised");
    expect(statusWord(null)).toBe("unrecognised");
  });
});
