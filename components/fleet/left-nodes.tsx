import { formatCount } from "@/components/ui/number-format";
import type { OverviewQuery } from "@/lib/api/history-query";
import type { ListingFilter } from "@/lib/api/nodes-query";
import type { Overview } from "@/lib/api/overview";
import { nodesWithin } from "@/lib/api/trust-step";

interface LeftNodesProps {
  readonly nodes: Overview["nodes"];
  readonly query: OverviewQuery;
}

const words = {
  stopped: "stopped",
  gone: "gone",
  notListed: "no longer listed",
} as const satisfies Partial<Record<ListingFilter, string>>;

const listings = ["stopped", "gone", "notListed"] as const;

/** Nodes that have left SSM's list: beside the others and in no verdict, so that a nightly stop is no improvement. */
export function LeftNodes({ nodes, query }: LeftNodesProps) {
  return listings.map((listing) =>
    nodes[listing] === 0 ? null : (
      <span key={listing}>
        {" · "}
        <a
          href={nodesWithin(query, { listings: [listing] })}
          className="inline-block min-w-6 leading-6"
        >
          <b className="font-medium text-muted">{formatCount(nodes[listing])}</b> {words[listing]}
        </a>
      </span>
    ),
  );
}
