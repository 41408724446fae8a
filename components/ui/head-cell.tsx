import { classNames } from "./class-names";
import { SortMark } from "./sort-mark";
import { headCellClass } from "./table-class";

interface HeadCellProps {
  readonly label: string;
  readonly className?: string | undefined;
  /** Words stand left, numbers and times right. */
  readonly right?: boolean | undefined;
  readonly sorted?: "asc" | "desc" | null;
  /** What sorts by the column: an address, or what a click does (`add`: with shift held). Without it, it only names. */
  readonly sortBy?: string | ((add: boolean) => void) | null | undefined;
}

const ariaSort = { asc: "ascending", desc: "descending" } as const;

/** A column's head: what it is called, and how it sorts. */
export function HeadCell({ label, className, right, sorted = null, sortBy }: HeadCellProps) {
  const cell = classNames(headCellClass, right && "text-right", className);
  if (sortBy === undefined || sortBy === null) {
    return (
      <th scope="col" className={cell}>
        {label}
      </th>
    );
  }
  const control = classNames(
    "group/sort inline-flex min-h-6 items-center gap-0.75 hover:text-ink hover:no-underline!",
    right && "flex-row-reverse",
    sorted !== null && "text-ink",
  );
  const mark = <SortMark sorted={sorted} />;
  return (
    <th scope="col" className={cell} aria-sort={sorted === null ? undefined : ariaSort[sorted]}>
      {typeof sortBy === "string" ? (
        <a href={sortBy} className={control}>
          {label}
          {mark}
        </a>
      ) : (
        <button type="button" onClick={(event) => sortBy(event.shiftKey)} className={control}>
          {label}
          {mark}
        </button>
      )}
    </th>
  );
}
