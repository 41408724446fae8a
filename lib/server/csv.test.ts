import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvLine } from "@/lib/server/csv";
import { csvRecords } from "@/lib/server/read/reference/csv-records";

const text = fc.string({ unit: "binary", maxLength: 20 });

describe("A line of comma-separated values", () => {
  test("reads back as what was written, whatever the words hold", () => {
    const cell = fc.oneof(
      text,
      fc.constantFrom('say "a, b"', "two\r\nlines", "本番", "", "Web/Tier 1", '"'),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 5 })), (rows) => {
        const read = csvRecords(rows.map(csvLine).join(""));
        expect(read).toHaveLength(rows.length);
        for (const [at, cells] of rows.entries()) {
          expect(read[at]?.map((each, i) => each === cells[i] || each === `'${cells[i]}`)).toEqual(
            cells.map(() => true),
          );
        }
      }),
    );
  });

  test("Pitfall 20, export is not the screen: no cell of other people's words begins a formula", () => {
    const begins = fc.constantFrom(
      "=",
      "+",
      "-",
      "@",
      "\t",
      "\r",
      "\n",
      "\0",
      "＝",
      "＋",
      "－",
      "＠",
    );
    fc.assert(
      fc.property(begins, text, (first, rest) => {
        const [[cell] = []] = csvRecords(csvLine([`${first}${rest}`]));
        expect(cell).toBe(`'${first}${rest}`);
      }),
    );
    expect(csvLine(['=HYPERLINK("http://evil", "x")'])).toBe(
      `"'=HYPERLINK(""http://evil"", ""x"")"\r\n`,
    );
  });

  test("a number stays a number, and nothing is an empty cell", () => {
    expect(csvLine([-1, 0, null, "", "a"])).toBe("-1,0,,,a\r\n");
  });
});
