import type { ReactNode } from "react";

/** A table's row of heads; on a narrow screen, where rows are items, it is only spoken. */
export function HeadRow({ children }: { children: ReactNode }) {
  return (
    <thead className="max-sm:sr-only">
      <tr>{children}</tr>
    </thead>
  );
}
