import { classNames } from "./class-names";
import { formatCount } from "./number-format";

interface ShareBarProps {
  readonly part: number;
  readonly whole: number;
  /** The colour of the part. */
  readonly className: string;
}

/** A part of a whole: a bar of one length everywhere, and both numbers beside it. */
export function ShareBar({ part, whole, className }: ShareBarProps) {
  const percent = whole === 0 ? 0 : Math.min(100, (100 * part) / whole);
  return (
    <span className="inline-flex items-center justify-end gap-2.5 tabular-nums">
      <span
        aria-hidden="true"
        className="block h-1.25 w-16 overflow-hidden rounded-xs bg-track max-sm:hidden print:hidden"
      >
        <span
          className={classNames("block h-full", part > 0 && "min-w-0.5", className)}
          style={{ width: `${percent}%` }}
        />
      </span>
      <span className="text-right sm:min-w-18">
        <b className="font-strong text-ink">{formatCount(part)}</b>{" "}
        <span className="text-subtle">of {formatCount(whole)}</span>
      </span>
    </span>
  );
}
