import type { ReactNode } from "react";

interface SectionHeadingProps {
  /** For the section to be called by its heading. */
  readonly id?: string;
  readonly title: string;
  /** What the section counts or means, in a few words. */
  readonly note?: ReactNode;
  /** A link at the end of the line. */
  readonly action?: ReactNode;
}

/** The heading of a section: 48 px that both columns share. */
export function SectionHeading({ id, title, note, action }: SectionHeadingProps) {
  return (
    <div className="flex min-h-12 flex-wrap items-center gap-x-2 px-gutter max-sm:py-2">
      <h2 id={id} className="text-sm font-semibold">
        {title}
      </h2>
      {note ? <p className="text-xs text-subtle tabular-nums">{note}</p> : null}
      {action ? <div className="ml-auto text-xs font-medium text-accent">{action}</div> : null}
    </div>
  );
}

/** A link that stands in a heading: 24 px to hit. */
export const headingLinkClass = "inline-flex min-h-6 items-center";
