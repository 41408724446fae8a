interface ProgressTrackProps {
  /** What stands beside it, in words. */
  readonly label: string;
  /** From 0 to 100; null where nobody knows how many there will be. */
  readonly percent: number | null;
}

/** The bar of a progress: it fills its line, so that nothing moves but its end. */
export function ProgressTrack({ label, percent }: ProgressTrackProps) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent === null ? undefined : Math.round(percent)}
      className="h-1.5 min-w-0 flex-1 overflow-hidden rounded-xs bg-track"
    >
      <div className="h-full rounded-xs bg-accent" style={{ width: `${percent ?? 8}%` }} />
    </div>
  );
}
