import { expect, test } from "vitest";
import { severityOrder, severityRank } from "@/lib/domain/severity";

test.each([
  ["Critical", "WINDOWS", "critical"],
  ["Important", "REDHAT_ENTERPRISE_LINUX", "high"],
  ["important", "AMAZON_LINUX_2023", "high"],
  ["Medium", "AMAZON_LINUX_2", "medium"],
  ["Moderate", "ORACLE_LINUX", "medium"],
  ["Unspecified", "WINDOWS", "unrated"],
  ["", "REDHAT_ENTERPRISE_LINUX", "unrated"],
  [null, "WINDOWS", "unrated"],
  ["Catastrophic", "SUSE", "unrated"],
  // A package's priority, which says nothing of a risk.
  ["Important", "UBUNTU", "unrated"],
  ["Required", "DEBIAN", "unrated"],
  ["Critical", null, "critical"],
] as const)(
  "Pitfall 5, severity vocabularies: %j on %s ranks as %s",
  (severity, operatingSystem, rank) => {
    expect(severityRank(severity, operatingSystem)).toBe(rank);
  },
);

test("words without a rank come after every ranked one", () => {
  const order = ["Critical", "Important", "Moderate", "Low", "Unspecified"].map((word) =>
    severityOrder(word, "WINDOWS"),
  );
  expect(order).toEqual([0, 1, 2, 3, 4]);
});
