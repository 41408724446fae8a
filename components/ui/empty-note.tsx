import type { ReactNode } from "react";

interface EmptyNoteProps {
  readonly title: string;
  /** 1 where it is the whole page. */
  readonly level?: 1 | 2;
  readonly children?: ReactNode;
}

/** Says why a list holds nothing, and what to do next. */
export function EmptyNote({ title, level = 2, children }: EmptyNoteProps) {
  const Heading = `h${level}` as const;
  return (
    <div className="border-b border-line px-gutter py-10">
      <Heading className="text-base font-medium">{title}</Heading>
      {children ? <div className="mt-1 max-w-160 text-subtle">{children}</div> : null}
    </div>
  );
}
