import { nodesAddress, type NodesAddress } from "@/lib/api/nodes-address";
import type { OverviewQuery } from "@/lib/api/history-query";
import { everyNode, type NodesQuery } from "@/lib/api/nodes-query";

/** What decides how far the verdict of a node can be trusted. */
export type TrustFilter = Partial<Pick<NodesQuery, "agents" | "freshnesses" | "verdicts">>;

interface TrustStep {
  readonly step: string;
  /** The nodes that are still there, and those that the step before still had. */
  readonly kept: TrustFilter;
  readonly lost: TrustFilter | null;
}

const online: TrustFilter = { agents: ["online"] };
const fresh: TrustFilter = { ...online, freshnesses: ["fresh"] };

/** From every managed node to those that are known to be patched: each step loses some of the one before. */
export const trustSteps = [
  { step: "managed", kept: {}, lost: null },
  {
    step: "online",
    kept: online,
    lost: { agents: ["connection-lost", "inactive", "not-reported"] },
  },
  {
    step: "scanned",
    kept: { ...online, freshnesses: ["fresh", "ageing", "stale"] },
    lost: { ...online, freshnesses: ["never"] },
  },
  { step: "fresh", kept: fresh, lost: { ...online, freshnesses: ["ageing", "stale"] } },
  {
    step: "compliant",
    kept: { ...fresh, verdicts: ["compliant"] },
    lost: { ...fresh, verdicts: ["nonCompliant", "unknown"] },
  },
] as const satisfies readonly TrustStep[];

export type TrustStepName = (typeof trustSteps)[number]["step"];

/** The list of the nodes that pass a filter, within the accounts and Regions of the overview. */
export function nodesWithin(
  { accounts, regions }: Pick<OverviewQuery, "accounts" | "regions">,
  filter: Partial<NodesQuery>,
): NodesAddress {
  return nodesAddress({ ...everyNode, accounts, regions, ...filter });
}
