import { VerdictSplit } from "@/components/badges/verdict-split";
import { countOf, formatCount } from "@/components/ui/number-format";
import { formatShare } from "@/components/ui/share-format";
import type { BaselineDetail } from "@/lib/api/baseline.schema";
import type { Verdict } from "@/lib/domain/verdict";
import { nodesUsingAddress } from "./baselines-address";
import { headingLinkClass, SectionHeading } from "@/components/ui/section-heading";

interface DividedProps {
  readonly baseline: BaselineDetail;
  readonly counts: Record<Verdict, number>;
  readonly nodes: number;
}

function Divided({ baseline, counts, nodes }: DividedProps) {
  return (
    <div className="px-gutter pb-5">
      <p className="tabular-nums">
        <b className="text-xl font-semibold">{formatShare(counts.compliant, nodes)}</b>{" "}
        <span className="text-subtle">
          {formatCount(counts.compliant)} of {formatCount(nodes)} compliant
        </span>
      </p>
      <VerdictSplit
        counts={counts}
        hrefOf={(verdict) => nodesUsingAddress(baseline, { verdict })}
      />
    </div>
  );
}

/** How the nodes divide that used a baseline in their last operation: in their own word, not by patch group. */
export function NodesUsing({ baseline }: { baseline: BaselineDetail }) {
  const { nodesUsing, countsByVerdict } = baseline;
  const isKnown = nodesUsing !== null && countsByVerdict !== null;
  return (
    <section>
      <SectionHeading
        title="Nodes that used it last"
        action={
          isKnown && nodesUsing > 0 ? (
            <a className={headingLinkClass} href={nodesUsingAddress(baseline)}>
              {nodesUsing === 1 ? "The node" : `All ${countOf(nodesUsing, "node", "nodes")}`}
            </a>
          ) : null
        }
      />
      {isKnown && nodesUsing > 0 ? (
        <Divided baseline={baseline} counts={countsByVerdict} nodes={nodesUsing} />
      ) : (
        <p className="px-gutter pb-5 text-subtle">
          {isKnown
            ? "No node of this account and Region used it in its last operation."
            : "Not known while this account and Region’s nodes are unread."}
        </p>
      )}
    </section>
  );
}
