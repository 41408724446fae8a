import { formatCount } from "./number-format";
import { ProgressTrack } from "./progress-track";

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
  const percent =
    expected === null || expected === 0 ? null : Math.min(100, (100 * done) / expected);
  return (
    <div className="flex h-10 items-center gap-4 border-b border-line px-gutter">
      <ProgressTrack label={words} percent={percent} />
      <p className="text-xs text-subtle tabular-nums">{words}</p>
    </div>
  );
}
