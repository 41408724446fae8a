import { cellClass, rowClass } from "./table-class";

interface SkeletonRowsProps {
  readonly rows: number;
  /** How much of each column is filled, in percent. */
  readonly columns: ReadonlyArray<{ readonly name: string; readonly width: number }>;
}

/** Rows on their way, of the height that they will have. */
export function SkeletonRows({ rows, columns }: SkeletonRowsProps) {
  const names = Array.from({ length: rows }, (_, row) => `row ${row}`);
  return names.map((row) => (
    <tr key={row} className={rowClass} aria-hidden="true">
      {columns.map(({ name, width }) => (
        <td key={name} className={`${cellClass} t-waiting`}>
          <span className="skeleton block h-3" style={{ width: `${width}%` }} />
        </td>
      ))}
    </tr>
  ));
}
