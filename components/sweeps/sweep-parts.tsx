import { classNames } from "@/components/ui/class-names";
import { HeadCell } from "@/components/ui/head-cell";
import { HeadRow } from "@/components/ui/head-row";
import { formatCount } from "@/components/ui/number-format";
import { duration } from "@/components/ui/relative-time";
import { cellClass, rowClass, secondLineClass } from "@/components/ui/table-class";
import { TableFrame } from "@/components/ui/table-frame";
import type { SweepPart } from "@/lib/api/sweep.schema";
import { problemAdvice } from "@/lib/browser/problem-advice";
import { sourceKey } from "@/lib/domain/source";
import { SweepMark } from "./sweep-mark";
import { partFailureWords, tookMs } from "./sweep-words";

const heads = [
  { label: "Source" },
  { label: "Status" },
  { label: "Why not, and what to do" },
  { label: "Nodes read", right: true },
  { label: "Calls", right: true },
  { label: "Throttled", right: true },
  { label: "Took", right: true },
];

function nodesWords({ nodesDone, nodesTotal }: SweepPart): string {
  if (nodesTotal === null) return nodesDone === 0 ? "–" : formatCount(nodesDone);
  return `${formatCount(nodesDone)} of ${formatCount(nodesTotal)}`;
}

function PartRow({ part, now }: { part: SweepPart; now: string }) {
  const { account, alias, region, status, calls, throttled, error } = part;
  const took = tookMs(part, now);
  const failure = partFailureWords(part);
  const number = classNames(cellClass, secondLineClass, "t-number");
  return (
    <tr className={rowClass}>
      <td className={classNames(cellClass, "t-title max-sm:whitespace-normal")}>
        <span className="font-medium">{alias ?? account}</span>{" "}
        <span className="text-subtle">{alias === null ? region : `${account}, ${region}`}</span>
      </td>
      <td className={cellClass}>
        <SweepMark status={status} />
      </td>
      <td
        className={classNames(
          cellClass,
          "w-full py-1.5! whitespace-normal text-muted max-sm:order-3 max-sm:py-0!",
          failure === null && "max-sm:hidden",
        )}
      >
        {failure === null ? null : (
          <>
            {failure}{" "}
            <span className="text-subtle">
              {error === null ? "The next sweep reads it again." : problemAdvice(error.code)}
            </span>
          </>
        )}
      </td>
      <td className={number}>
        {nodesWords(part)}
        <span className="t-unit">&nbsp;nodes</span>
      </td>
      <td className={number}>
        {formatCount(calls)}
        <span className="t-unit">&nbsp;calls</span>
      </td>
      <td className={classNames(number, throttled === 0 && "text-faint max-sm:hidden")}>
        {formatCount(throttled)}
        <span className="t-unit">&nbsp;throttled</span>
      </td>
      <td className={classNames(number, "text-muted")}>{took === null ? "–" : duration(took)}</td>
    </tr>
  );
}

/** Each source's part of one sweep, with the reason where it was not read. */
export function SweepParts({ parts, now }: { parts: readonly SweepPart[]; now: string }) {
  return (
    <TableFrame caption="Sources of this sweep" fitsFrom="never">
      <HeadRow>
        {heads.map((head) => (
          <HeadCell key={head.label} {...head} />
        ))}
      </HeadRow>
      <tbody className="max-sm:block">
        {parts.map((part) => (
          <PartRow key={sourceKey(part)} part={part} now={now} />
        ))}
      </tbody>
    </TableFrame>
  );
}
