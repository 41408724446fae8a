import fc from "fast-check";
import { expect, test } from "vitest";
import { parseAsOf } from "@/lib/api/as-of";

const parse = (search: string) => parseAsOf(new URLSearchParams(search));

test("a day of the calendar is taken out of what is asked", () => {
  const parsed = parse("as-of=2026-11-20&state=missing");
  expect(parsed.ok && parsed.query.day).toBe("2026-11-20");
  expect(parsed.ok && parsed.query.rest.toString()).toBe("state=missing");
  const now = parse("state=missing");
  expect(now.ok && now.query.day).toBeNull();
});

test.each(["yesterday", "2026-02-30", "2026-13-01", "20-11-2026", "2026-11-20T00:00:00Z"])(
  "%s is refused by name",
  (text) => {
    const parsed = parse(`as-of=${encodeURIComponent(text)}`);
    expect(!parsed.ok && parsed.invalidParams).toMatchObject([{ name: "as-of", value: text }]);
  },
);

test("a day given twice is refused", () => {
  expect(parse("as-of=2026-11-20&as-of=2026-11-21").ok).toBe(false);
});

test("whatever is asked, it is a day or refused", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const parsed = parse(`as-of=${encodeURIComponent(text)}`);
      return !parsed.ok || parsed.query.day === null || !Number.isNaN(Date.parse(parsed.query.day));
    }),
  );
});
