import { expect, test } from "vitest";
import { nodeName } from "@/lib/domain/managed-node";

const hybrid = "mi-0123456789abcdef0";
const noNames = { activationName: null, computerName: null };

test.each([
  ["its Name tag", "web-1", { activationName: "a", computerName: "host" }, "web-1"],
  ["its activation's", null, { activationName: "till-7", computerName: "host" }, "till-7"],
  ["its host name", " ", { activationName: "", computerName: "host.example.com" }, "host"],
  ["its id, without any", null, noNames, hybrid],
  ["its id, not described", null, null, hybrid],
] as const)("Pitfall 22, ids, names and platforms: a node goes by %s", (_, tag, node, name) => {
  expect(nodeName(hybrid, tag, node)).toBe(name);
});
