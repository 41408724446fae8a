import type { ReactNode } from "react";

/** Two parts of the page beside each other, one above the other where there is no room. */
export function SideBySide({ children }: { readonly children: ReactNode }) {
  return (
    <div className="grid border-b border-line lg:grid-cols-[minmax(0,7fr)_minmax(0,5fr)] [&>*+*]:border-line max-lg:[&>*+*]:border-t lg:[&>*+*]:border-l">
      {children}
    </div>
  );
}
