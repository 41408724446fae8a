import { classNames } from "@/components/ui/class-names";
import { formatCount } from "@/components/ui/number-format";
import type { Verdict } from "@/lib/domain/verdict";
import { verdictWords } from "./verdict-mark";

/** Good to bad; who is unknown is neither. */
const order: readonly Verdict[] = ["compliant", "nonCompliant", "unknown"];

const colours: Record<Verdict, string> = {
  compliant: "bg-node-compliant",
  nonCompliant: "bg-node-noncompliant",
  unknown: "bg-node-unknown",
};

interface VerdictSplitProps {
  readonly counts: Readonly<Record<Verdict, number>>;
  /** The nodes of each verdict: exactly as many rows. */
  readonly hrefOf: (verdict: Verdict) => string;
}

/** How nodes divide by verdict: a bar, and its numbers as links. */
export function VerdictSplit({ counts, hrefOf }: VerdictSplitProps) {
  return (
    <>
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
            <a className="inline-flex min-h-6 items-center gap-1.5" href={hrefOf(verdict)}>
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
    </>
  );
}
