import { classNames } from "@/components/ui/class-names";
import { Moment } from "@/components/ui/moment";
import { countOf, formatCount } from "@/components/ui/number-format";
import { cellClass, headCellClass, rowClass, secondLineClass } from "@/components/ui/table-class";
import { TableFrame } from "@/components/ui/table-frame";
import { nodePage } from "@/lib/api/addresses";
import type { SweepDetail, SweepFailure } from "@/lib/api/sweep.schema";
import { problemAdvice } from "@/lib/browser/problem-advice";

function keyOf({ account, region, instanceId, failedAt }: SweepFailure): string {
  return `${account}/${region}/${instanceId ?? ""}/${failedAt}`;
}

function FailureRow({ failure }: { failure: SweepFailure }) {
  const { account, region, instanceId, code, detail, failedAt } = failure;
  return (
    <tr className={rowClass}>
      <td className={classNames(cellClass, "t-title")}>
        {instanceId === null ? (
          "The source itself"
        ) : (
          <a className="code" href={nodePage({ account, region }, instanceId)}>
            {instanceId}
          </a>
        )}
      </td>
      <td className={classNames(cellClass, secondLineClass, "text-muted tabular-nums")}>
        {account} <span className="text-subtle">{region}</span>
      </td>
      <td className={classNames(cellClass, "w-full py-1.5! whitespace-normal max-sm:order-3")}>
        {detail} <span className="text-subtle">{problemAdvice(code)}</span>
      </td>
      <td className={classNames(cellClass, secondLineClass, "text-right text-muted tabular-nums")}>
        <Moment time={failedAt} />
      </td>
    </tr>
  );
}

/** What one sweep could not read: the rows of those nodes are older than the sweep. */
export function SweepFailures({ sweep }: { sweep: SweepDetail }) {
  const { failures, failuresTotal } = sweep;
  if (failures.length === 0) return null;
  return (
    <>
      <h3 className="px-gutter pt-3 pb-1 font-semibold">
        Not read{" "}
        <span className="text-xs font-normal text-subtle tabular-nums">
          {failures.length < failuresTotal
            ? `the last ${formatCount(failures.length)} of ${countOf(failuresTotal, "failure", "failures")}`
            : countOf(failuresTotal, "failure", "failures")}
        </span>
      </h3>
      <TableFrame caption="What this sweep could not read" fitsFrom="never">
        <thead className="max-sm:sr-only">
          <tr>
            {["Node", "Source", "Why, and what to do", "Time"].map((label) => (
              <th
                key={label}
                scope="col"
                className={label === "Time" ? `${headCellClass} text-right` : headCellClass}
              >
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-sm:block">
          {failures.map((failure) => (
            <FailureRow key={keyOf(failure)} failure={failure} />
          ))}
        </tbody>
      </TableFrame>
    </>
  );
}
