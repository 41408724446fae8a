import { expect, test } from "vitest";
import { formatShare } from "./share-format";

test.each([
  [34, 52, "65.3 %"],
  [0, 52, "0 %"],
  [52, 52, "100 %"],
  [1, 5_000, "< 0.1 %"],
  [4_999, 5_000, "> 99.9 %"],
  [999, 1_000, "99.9 %"],
  [1, 8, "12.5 %"],
])("%d of %d", (part, whole, share) => {
  expect(formatShare(part, whole).replaceAll("\u00a0", " ")).toBe(share);
});
