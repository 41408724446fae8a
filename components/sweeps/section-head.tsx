import type { ReactNode } from "react";

interface SectionHeadProps {
  readonly id: string;
  readonly title: ReactNode;
  readonly note: ReactNode;
  readonly action?: ReactNode;
}

/** The heading of a section, what it counts, and what can be done there. */
export function SectionHead({ id, title, note, action }: SectionHeadProps) {
  return (
    <div className="flex min-h-12 flex-wrap items-center gap-x-2 px-gutter py-1">
      <h2 id={id} className="font-semibold">
        {title}
      </h2>
      <p className="text-xs text-subtle tabular-nums">{note}</p>
      {action}
    </div>
  );
}
