import { expect, test } from "vitest";
import { findingsQuery } from "@/lib/api/node-patches-query";
import { patchCommand } from "./patch-command";

const source = { account: "111122223333", region: "eu-west-1" };
const ask = (part: Partial<typeof findingsQuery>) =>
  patchCommand(
    source,
    "i-0b7e41c9d2f6a8035",
    { ...findingsQuery, states: ["Missing"], ...part },
    {
      severity: [{ word: "critical", label: "Critical", count: 3 }],
      classification: [{ word: "securityupdates", label: "SecurityUpdates", count: 3 }],
      deadline: [],
    },
  );

test("severity and classification go out in the vendor's spelling", () => {
  const { command, leftOut } = ask({
    severities: ["critical"],
    classifications: ["securityupdates"],
  });
  expect(command).toBe(
    "aws ssm describe-instance-patches --instance-id i-0b7e41c9d2f6a8035 --filters Key=State,Values=Missing Key=Severity,Values=Critical Key=Classification,Values=SecurityUpdates --region eu-west-1",
  );
  expect(leftOut).toEqual([]);
});

test("what SSM cannot filter by is named, and never narrowed to something else", () => {
  const { command, leftOut } = ask({
    severities: ["critical", "not-reported"],
    states: ["Missing", "unrecognised"],
    q: "openssl",
  });
  expect(command).not.toContain("--filters");
  expect(leftOut).toEqual(["unrecognised states", "severity", "text"]);
});
