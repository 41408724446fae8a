import { verdictWords } from "@/components/badges/verdict-mark";
import { classNames } from "@/components/ui/class-names";
import { countOf, formatCount } from "@/components/ui/number-format";
import { formatShare } from "@/components/ui/share-format";
import type { BaselineDetail } from "@/lib/api/baseline.schema";
import type { Verdict } from "@/lib/domain/verdict";
import { nodesUsingAddress } from "./baselines-address";
import { headingLinkClass, SectionHeading } from "@/components/ui/section-heading";

/** Good to bad; who is unknown is neither. */
const order: readonly Verdict[] = ["compliant", "nonCompliant", "unknown"];

const colours: Record<Verdict, string> = {
  compliant: "bg-node-compliant",
  nonCompliant: "bg-node-noncompliant",
  unknown: "bg-node-unknown",
};

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
      <div aria-hidden="true" className="mt-2.5 flex h-3 gap-0.5">
        {order.map((verdict) =>
          counts[verdict] === 0 ? null : (
            <span
              key={verdict}
              className={classNames(
                "min-w-0.75 rounded-[1px] first:rounded-l-xs last:rounded-r-xs",
                colours[verdict],
              )}
              style={{ flexGrow: counts[verdict] }}
            />
          ),
        )}
      </div>
      <ul className="mt-1.5 flex flex-wrap gap-x-4 text-xs text-muted">
        {order.map((verdict) => (
          <li key={verdict}>
            <a
              className="inline-flex min-h-6 items-center gap-1.5"
              href={nodesUsingAddress(baseline, { verdict })}
            >
              <span
                aria-hidden="true"
                className={classNames("size-2 rounded-[2px]", colours[verdict])}
              />
              {verdictWords[verdict]}{" "}
              <b
                className={classNames(
                  "tabular-nums",
                  counts[verdict] === 0 ? "font-normal text-faint" : "font-strong text-ink",
                )}
              >
                {formatCount(counts[verdict])}
              </b>
            </a>
          </li>
        ))}
      </ul>
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
