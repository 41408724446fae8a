import { countOf, formatCount } from "@/components/ui/number-format";
import type { Sweep, SweepPart } from "@/lib/api/sweep.schema";
import { sourceKey } from "@/lib/domain/source";
import { accountWords } from "@/lib/domain/source-words";
import type { SweepStatus } from "@/lib/domain/sweep";
import { SweepDot } from "./sweep-mark";
import { failureWords, partFailureWords } from "./sweep-words";

const mostRows = 5;

/** What is looked at first. */
const ranks: Record<SweepStatus, number> = {
  running: 0,
  failed: 1,
  partial: 2,
  waiting: 3,
  complete: 4,
};

/** The parts that there is room for, in the order of all of them: none changes places while others are read. */
function shownParts(parts: readonly SweepPart[]): readonly SweepPart[] {
  if (parts.length <= mostRows) return parts;
  const first = parts.toSorted((a, b) => ranks[a.status] - ranks[b.status]).slice(0, mostRows - 1);
  return parts.filter((part) => first.includes(part));
}

function countWords({ status, nodesDone, nodesTotal, error }: SweepPart): string {
  if (status === "waiting") return "waiting";
  if (status === "failed") return error === null ? "not read" : failureWords[error.code];
  if (nodesTotal === null)
    return nodesDone === 0 ? "listing nodes" : countOf(nodesDone, "node", "nodes");
  const all = countOf(nodesTotal, "node", "nodes");
  return nodesDone === nodesTotal ? all : `${formatCount(nodesDone)} of ${all}`;
}

/** Each source's part of a sweep, in as many lines as the box has. */
export function RunSources({ sweep }: { sweep: Sweep | null }) {
  const parts = sweep?.sources ?? [];
  const shown = shownParts(parts);
  const more = parts.length - shown.length;
  return (
    <ul
      aria-label="Sources of this sweep"
      className="grid min-h-38 min-w-0 content-start border-line-subtle px-gutter py-3 tabular-nums max-lg:border-t sm:border-l max-sm:border-l-0 max-sm:min-h-0"
    >
      {shown.map((part) => (
        <li
          key={sourceKey(part)}
          className="grid h-6.5 grid-cols-[1rem_minmax(0,1fr)_auto] items-center gap-2.5"
          title={
            partFailureWords(part) ?? `${accountWords(part.account, part.alias)}, ${part.region}`
          }
        >
          <span className="text-center leading-none">
            <SweepDot status={part.status} />
          </span>
          <span className="truncate">
            {part.alias ?? part.account} <span className="text-subtle">{part.region}</span>
          </span>
          <span className={part.status === "running" ? undefined : "text-subtle"}>
            {countWords(part)}
          </span>
        </li>
      ))}
      {more > 0 ? (
        <li className="flex h-6.5 items-center pl-6.5 text-subtle">and {formatCount(more)} more</li>
      ) : null}
      {parts.length === 0 ? <li className="py-0.5 text-subtle">No source yet</li> : null}
    </ul>
  );
}
