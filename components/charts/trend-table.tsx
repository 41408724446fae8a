import { Icon } from "@/components/ui/icon";
import { formatCount } from "@/components/ui/number-format";
import { absoluteDay } from "@/components/ui/relative-time";

interface TrendTableProps {
  /** What the table is called among the page's regions. */
  readonly label: string;
  /** What its rows count. */
  readonly caption: string;
  readonly columns: readonly string[];
  /** The oldest first, each with a count a column; null: nobody knows it. */
  readonly rows: ReadonlyArray<{
    readonly day: string;
    readonly counts: ReadonlyArray<number | null>;
  }>;
}

/** The numbers of a drawing, the newest day first. */
export function TrendTable({ label, caption, columns, rows }: TrendTableProps) {
  return (
    <details className="group/fold mt-2">
      <summary className="inline-flex h-6 list-none items-center gap-1.5 text-xs font-medium text-accent">
        <Icon name="right" className="size-3 group-open/fold:rotate-90" />
        As table
      </summary>
      <div
        role="region"
        aria-label={label}
        // Scrollable with the keyboard alone.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className="mt-1 max-h-80 overflow-auto"
      >
        <table className="w-full text-xs">
          <caption className="sr-only">{caption}</caption>
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
            {rows.toReversed().map(({ day, counts }) => (
              <tr key={day} className="h-7">
                <th scope="row" className="text-left font-normal whitespace-nowrap">
                  {absoluteDay(day)}
                </th>
                {counts.map((count, at) => (
                  <td key={columns[at]} className="pl-4 text-right tabular-nums">
                    {count === null ? "–" : formatCount(count)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
