import { classNames } from "./class-names";
import { formatCount } from "./number-format";
import { cellClass, secondLineClass } from "./table-class";

interface CountCellProps {
  /** null: not known. */
  readonly count: number | null;
  /** What is counted, for an item of a narrow screen: `nodes`. */
  readonly unit: string;
  /** The list that has exactly as many rows. */
  readonly href: string;
  readonly unknown?: string;
  readonly className?: string;
}

/** A number of a row that leads to what it counts; zero leads nowhere. */
export function CountCell({ count, unit, href, unknown, className: further }: CountCellProps) {
  const className = classNames(
    cellClass,
    secondLineClass,
    "t-number",
    (count === null || count === 0) && "text-faint max-sm:hidden",
    further,
  );
  if (count === null) {
    return (
      <td className={className} title={unknown}>
        –
      </td>
    );
  }
  return (
    <td className={className}>
      {count === 0 ? (
        "0"
      ) : (
        <a className="inline-flex min-h-6 min-w-6 items-center justify-end" href={href}>
          {formatCount(count)}
          <span className="t-unit">&nbsp;{unit}</span>
        </a>
      )}
    </td>
  );
}
