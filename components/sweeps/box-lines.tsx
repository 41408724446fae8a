import type { ReactNode } from "react";

interface BoxLinesProps {
  readonly label: ReactNode;
  readonly figure: string;
  /** What the figure counts, and of how many. */
  readonly unit: string;
  readonly place: string;
  /** Nothing where there is no progress: its place is kept. */
  readonly bar: ReactNode;
  readonly left: ReactNode;
  readonly right: ReactNode;
}

/** The five lines of the latest sweep: whatever it does next, they stay where they are. */
export function BoxLines({ label, figure, unit, place, bar, left, right }: BoxLinesProps) {
  return (
    <div className="grid min-w-0 content-between gap-1 px-gutter py-4">
      <p className="flex min-h-5 items-center gap-2.25 text-muted">{label}</p>
      <p className="text-[1.625rem] leading-8 font-semibold tracking-[-0.03em]">
        {figure}{" "}
        <span className="text-sm font-normal tracking-[0] text-subtle tabular-nums">{unit}</span>
      </p>
      <p className="truncate text-muted" title={place}>
        {place}
      </p>
      <div className="mt-1.5 mb-0.5 flex h-1.5">{bar}</div>
      <p className="flex min-h-4 flex-wrap justify-between gap-x-4 text-xs text-subtle tabular-nums">
        <span>{left}</span>
        <span>{right}</span>
      </p>
    </div>
  );
}
