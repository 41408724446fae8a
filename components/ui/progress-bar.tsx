import { formatCount } from "./number-format";

interface ProgressBarProps {
  readonly done: number;
  /** null where nobody knows how many there will be. */
  readonly expected: number | null;
  /** What is counted: `patches read`. */
  readonly unit: string;
}

/** How far a reading is: a bar and n of N. Its start and end are announced by who shows it, not each step. */
export function ProgressBar({ done, expected, unit }: ProgressBarProps) {
  const words =
    expected === null
      ? `${formatCount(done)} ${unit}`
      : `${formatCount(done)} of about ${formatCount(expected)} ${unit}`;
  const share = expected === null || expected === 0 ? null : Math.min(100, (100 * done) / expected);
  return (
    <div className="flex h-10 items-center gap-4 border-b border-line px-gutter">
      <div
        role="progressbar"
        aria-label={words}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share === null ? undefined : Math.round(share)}
        className="h-1.5 min-w-0 flex-1 overflow-hidden rounded-xs bg-track"
      >
        <div className="h-full rounded-xs bg-accent" style={{ width: `${share ?? 8}%` }} />
      </div>
      <p className="text-xs text-subtle tabular-nums">{words}</p>
    </div>
  );
}
