import { Icon } from "./icon";

/** The arrow of a sorted column; one that is not sorted shows its arrow only under the pointer. */
export function SortMark({ sorted }: { sorted: "asc" | "desc" | null }) {
  if (sorted === null) {
    return <Icon name="down" className="size-2.5 opacity-0 group-hover/sort:opacity-100" />;
  }
  return <Icon name={sorted === "asc" ? "up" : "down"} className="size-2.5" />;
}
