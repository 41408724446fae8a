import type { ReactNode } from "react";

interface RuleRowProps {
  /** The number of a rule, or the sign of what is none. */
  readonly sign: ReactNode;
  readonly children: ReactNode;
  /** What else AWS says of it, in small. */
  readonly meta?: ReactNode;
}

/** One thing that a baseline does: its sign and a sentence. */
export function RuleRow({ sign, children, meta }: RuleRowProps) {
  return (
    <div className="grid grid-cols-[1.375rem_minmax(0,1fr)] gap-3 border-t border-line-subtle px-gutter py-3.5">
      <span className="grid size-5.5 place-items-center rounded-lg bg-surface-2 text-xs font-strong text-muted tabular-nums">
        {sign}
      </span>
      <div className="min-w-0">
        <div className="text-base leading-5.5! tracking-[-0.008em] text-pretty wrap-anywhere text-muted">
          {children}
        </div>
        {meta ? (
          <p className="mt-1 flex flex-wrap gap-x-1.5 text-xs text-subtle [&_b]:font-strong [&_b]:text-muted">
            {meta}
          </p>
        ) : null}
      </div>
    </div>
  );
}
