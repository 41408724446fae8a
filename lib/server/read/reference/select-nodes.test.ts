import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deadlines, deadlineWord } from "@/lib/domain/deadline";
import { freshnesses } from "@/lib/domain/freshness";
import { operatingSystemLabel } from "@/lib/domain/operating-system";
import { verdicts } from "@/lib/domain/verdict";
import type { ListedNodeItem as NodeItem, NodeFacets } from "@/lib/api/node.schema";
import {
  agentFilters,
  parseNodesQuery,
  quickViewQuery,
  quickViews,
  verdictWord,
  type NodesQuery,
} from "@/lib/api/nodes-query";
import { selectNodes } from "@/lib/server/read/reference/select-nodes";

const baselineIds = ["pb-0123456789abcdef0", "pb-0123456789abcdef1"] as const;
const noCounts = {
  missing: 0,
  failed: 0,
  installedPendingReboot: 0,
  installedRejected: 0,
  installed: 0,
  installedOther: 0,
  notApplicable: 0,
  availableSecurityUpdate: null,
  criticalNonCompliant: null,
  securityNonCompliant: null,
  otherNonCompliant: null,
};

const small = fc.integer({ min: 0, max: 2 });
const counts = fc
  .record({ missing: small, failed: small, installedPendingReboot: small })
  .map((some) => ({ ...noCounts, ...some }));

const node: fc.Arbitrary<NodeItem> = fc
  .record({
    account: fc.constantFrom("111122223333", "444455556666"),
    region: fc.constantFrom("us-east-1", "eu-west-1"),
    name: fc.constantFrom("web-1", "web-2", "db-1"),
    operatingSystem: fc.constantFrom("WINDOWS", "UBUNTU", null),
    patchGroup: fc.constantFrom("Web/Tier 1", "本番", null),
    baselineId: fc.constantFrom(...baselineIds, null),
    verdict: fc.constantFrom(...verdicts),
    freshness: fc.constantFrom(...freshnesses),
    deadline: fc.constantFrom(...deadlines),
    pingStatus: fc.constantFrom("Online", "ConnectionLost", "Inactive", "Dreaming", null),
    platformType: fc.constantFrom("Windows", "Linux", null),
    counts: fc.option(counts),
  })
  .map((some) => ({
    instanceId: "",
    platformName: null,
    platformVersion: null,
    platformLabel: some.operatingSystem && operatingSystemLabel(some.operatingSystem),
    baselineName: null,
    reason: null,
    dueOn: null,
    overdue: null,
    operation: null,
    operationEndTime: null,
    readAt: "2026-11-21T14:00:00Z",
    failure: null,
    ipAddress: null,
    computerName: null,
    ...some,
  }));

const fleet = fc
  .array(node, { maxLength: 40 })
  .map((nodes) =>
    nodes.map((each, at) => ({ ...each, instanceId: `i-${String(at).padStart(17, "0")}` })),
  );

function queryOf(search: string): NodesQuery {
  const parsed = parseNodesQuery(new URLSearchParams(search), true);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.invalidParams));
  return parsed.query;
}

const asked = (name: string, ...words: readonly string[]) =>
  fc
    .subarray([...words], { maxLength: Math.min(2, words.length) })
    .map((some) =>
      some.length === 0 ? [] : [`${name}=${some.map(encodeURIComponent).join(",")}`],
    );

const query = fc
  .tuple(
    asked("verdict", ...verdicts.map(verdictWord)),
    asked("freshness", ...freshnesses),
    asked("deadline", ...deadlines.map(deadlineWord)),
    asked("state", "failed", "missing", "installed-pending-reboot"),
    asked("os", "windows", "ubuntu", "unrecognised"),
    asked("platform", "windows", "linux"),
    asked("group", "Web/Tier 1", "本番", "none"),
    asked("baseline", ...baselineIds, "none"),
    asked("agent", ...agentFilters),
    asked("account", "111122223333"),
    asked("region", "eu-west-1"),
    asked("q", "web"),
  )
  .map((parts) => queryOf(parts.flat().join("&")));

const parameters: Record<keyof NodeFacets, string> = {
  operatingSystem: "os",
  patchGroup: "group",
  baseline: "baseline",
  account: "account",
  region: "region",
  freshness: "freshness",
  deadline: "deadline",
  agent: "agent",
};

const keys = {
  operatingSystem: "operatingSystems",
  patchGroup: "groups",
  baseline: "baselines",
  account: "accounts",
  region: "regions",
  freshness: "freshnesses",
  deadline: "deadlines",
  agent: "agents",
} as const satisfies Record<keyof NodeFacets, keyof NodesQuery>;

const facetNames = Object.keys(parameters).filter(
  (name): name is keyof NodeFacets => name in parameters,
);

/** The query with one of its filters set to one word, as an address would say it. */
function narrowed(asked: NodesQuery, facet: keyof NodeFacets, word: string): NodesQuery {
  const key = keys[facet];
  const only = queryOf(`${parameters[facet]}=${encodeURIComponent(word)}`);
  return { ...asked, [key]: only[key] };
}

const total = (nodes: readonly NodeItem[], ask: NodesQuery) => selectNodes(nodes, ask).total;

describe("every number around the list is the total of the list that it leads to", () => {
  test("facets", () => {
    fc.assert(
      fc.property(fleet, query, (nodes, ask) => {
        const { facets } = selectNodes(nodes, ask);
        for (const name of facetNames) {
          const counted = facets[name].map(({ word, count }) => [word, count]);
          const listed = facets[name].map(({ word }) => [
            word,
            total(nodes, narrowed(ask, name, word)),
          ]);
          expect(counted).toEqual(listed);
          const sum = facets[name].reduce((all, { count }) => all + count, 0);
          expect([name, sum]).toEqual([name, total(nodes, { ...ask, [keys[name]]: null })]);
        }
      }),
    );
  });

  test("verdict tabs", () => {
    fc.assert(
      fc.property(fleet, query, (nodes, ask) => {
        const { countsByVerdict } = selectNodes(nodes, ask);
        for (const verdict of verdicts) {
          const listed = total(nodes, { ...ask, verdicts: [verdict] });
          expect([verdict, countsByVerdict[verdict]]).toEqual([verdict, listed]);
        }
      }),
    );
  });

  test("quick views", () => {
    fc.assert(
      fc.property(fleet, query, (nodes, ask) => {
        const { countsByQuickView } = selectNodes(nodes, ask);
        for (const view of quickViews) {
          const listed = total(nodes, quickViewQuery(ask, view));
          expect([view, countsByQuickView[view]]).toEqual([view, listed]);
        }
      }),
    );
  });

  test("the chart of verdicts by operating system", () => {
    fc.assert(
      fc.property(fleet, query, (nodes, ask) => {
        for (const { word, countsByVerdict } of selectNodes(nodes, ask).verdictsByOperatingSystem) {
          const ofSystem = narrowed(ask, "operatingSystem", word);
          for (const verdict of verdicts) {
            const listed = total(nodes, { ...ofSystem, verdicts: [verdict] });
            expect([word, verdict, countsByVerdict[verdict]]).toEqual([word, verdict, listed]);
          }
        }
      }),
    );
  });
});

test("a node whose counters AWS left out is in no state", () => {
  const [some] = fc.sample(node, { numRuns: 1, seed: 1 });
  if (some === undefined) throw new Error("no node");
  const unread = { ...some, counts: null };
  expect(selectNodes([unread], queryOf("state=failed")).total).toBe(0);
  expect(selectNodes([unread], queryOf("")).total).toBe(1);
});
