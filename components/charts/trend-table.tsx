import { Icon } from "@/components/ui/icon";
import { formatCount } from "@/components/ui/number-format";
import { absoluteDay } from "@/components/ui/relative-time";
import type { HistoryPoint } from "@/lib/api/history.schema";

const columns = ["Non-compliant", "Unknown", "Compliant", "Nodes", "Read"] as const;

function Row({ point }: { point: HistoryPoint }) {
  const { day, nonCompliant, unknown, compliant, nodes, nodesRead } = point;
  return (
    <tr className="h-7">
      <th scope="row" className="text-left font-normal whitespace-nowrap">
        {absoluteDay(day)}
      </th>
      {[nonCompliant, unknown, compliant, nodes, nodesRead].map((count, at) => (
        <td key={columns[at]} className="pl-4 text-right tabular-nums">
          {formatCount(count)}
        </td>
      ))}
    </tr>
  );
}

/** The numbers of the trend, the newest day first. */
export function TrendTable({ points }: { points: readonly HistoryPoint[] }) {
  return (
    <details className="group/fold mt-2">
      <summary className="inline-flex h-6 list-none items-center gap-1.5 text-xs font-medium text-accent">
        <Icon name="right" className="size-3 group-open/fold:rotate-90" />
        As table
      </summary>
      <div
        role="region"
        aria-label="The trend as a table"
        // Scrollable with the keyboard alone.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className="mt-1 max-h-80 overflow-auto"
      >
        <table className="w-full text-xs">
          <caption className="sr-only">Nodes by verdict, a row a day</caption>
          <thead className="sticky top-0 bg-surface">
            <tr className="h-7 text-subtle">
              <th scope="col" className="text-left font-medium">
                Day (UTC)
              </th>
              {columns.map((name) => (
                <th key={name} scope="col" className="pl-4 text-right font-medium">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {points.toReversed().map((point) => (
              <Row key={point.day} point={point} />
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
