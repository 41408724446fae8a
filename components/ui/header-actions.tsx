import type { ReactNode } from "react";

/** What one does with a page, at the end of its header: below its words, as wide as the page, where it is narrow. */
export function HeaderActions({ children }: { readonly children: ReactNode }) {
  return (
    <div className="ml-auto flex gap-2 max-sm:mt-1 max-sm:ml-0 max-sm:w-full print:hidden">
      {children}
    </div>
  );
}
