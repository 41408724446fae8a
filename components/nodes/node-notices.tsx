import { Notice } from "@/components/ui/notice";
import { TimeAgo } from "@/components/ui/time-ago";
import type { NodeDetail } from "@/lib/api/node.schema";
import { problemAdvice } from "@/lib/browser/problem-advice";

interface NodeNoticesProps {
  readonly node: NodeDetail;
  readonly nowMs: number;
}

const listingNotices = {
  stopped: {
    fact: "This node is stopped.",
    effect: "SSM no longer lists it. What follows is from its last scan.",
  },
  gone: {
    fact: "This node is gone.",
    effect:
      "EC2 has terminated it, and SSM no longer lists it. What follows is what its last scan left.",
  },
  notListed: {
    fact: "SSM doesn’t list this node.",
    effect: "Its results are kept, but nothing says whether it still runs.",
  },
} as const;

/** What makes everything below older than it looks, or why there is nothing below. */
export function NodeNotices({ node, nowMs }: NodeNoticesProps) {
  const listing = node.listing === "listed" ? null : listingNotices[node.listing];
  return (
    <>
      {listing === null ? null : (
        <Notice tone="warning">
          <b>{listing.fact}</b> {listing.effect}
        </Notice>
      )}
      {node.listing === "listed" && node.pingStatus === "ConnectionLost" ? (
        <Notice tone="warning">
          <b>
            SSM Agent lost its connection
            {node.lastPingDateTime === null ? "" : " "}
            {node.lastPingDateTime === null ? null : (
              <TimeAgo time={node.lastPingDateTime} nowMs={nowMs} />
            )}
            .
          </b>{" "}
          Results can’t change until it reconnects.
        </Notice>
      ) : null}
      {node.failure === null ? null : (
        <Notice tone="warning">
          <b>The last sweep could not read this node’s patches.</b> {node.failure.detail}{" "}
          {problemAdvice(node.failure.code)} What it says of itself was read{" "}
          <TimeAgo time={node.readAt} nowMs={nowMs} />.
        </Notice>
      )}
      {node.reason === "couldNotBeRead" && node.counts !== null ? (
        <Notice tone="warning">
          <b>AWS doesn’t report all the counters that a verdict needs.</b> Not reported is not zero,
          so this node has no verdict.
        </Notice>
      ) : null}
    </>
  );
}
