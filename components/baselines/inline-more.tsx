import type { ReactNode } from "react";

interface InlineMoreProps {
  /** What stands for the rest until it is opened: `and 14 more`. */
  readonly summary: string;
  readonly children: ReactNode;
}

/** The rest of a text, opened where it stands. Closed it is found by the browser's own search all the same. */
export function InlineMore({ summary, children }: InlineMoreProps) {
  return (
    <details className="inline details-content:inline-block open:details-content:inline">
      <summary className="inline list-none font-medium text-accent hover:underline">
        {summary}
      </summary>
      {children}
    </details>
  );
}
