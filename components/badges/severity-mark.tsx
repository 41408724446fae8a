import { classNames } from "@/components/ui/class-names";
import type { OperatingSystem } from "@/lib/domain/operating-system";
import { reportsPriority, severityRank, type SeverityRank } from "@/lib/domain/severity";

const bars: Record<SeverityRank, { readonly colour: string; readonly lit: number }> = {
  critical: { colour: "text-sev-critical", lit: 4 },
  high: { colour: "text-sev-high", lit: 3 },
  medium: { colour: "text-sev-medium", lit: 2 },
  low: { colour: "text-sev-low", lit: 1 },
  unrated: { colour: "text-sev-unspecified", lit: 0 },
};

/** Left edge and top of the four bars. */
const steps = [
  [1, 11],
  [4.8, 8],
  [8.6, 5],
  [12.4, 2],
] as const;

interface SeverityProps {
  /** The vendor's word; null where AWS reports none. */
  readonly severity: string | null;
  readonly operatingSystem: OperatingSystem | null;
}

/** Four bars, as many lit as it is bad; what nobody rated is four stubs, never an empty place. */
export function SeverityGlyph({ severity, operatingSystem }: SeverityProps) {
  const { colour, lit } = bars[severityRank(severity, operatingSystem)];
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      className={classNames("block size-3.5 flex-none", colour)}
    >
      {steps.map(([x, top], step) => {
        const y = lit === 0 ? 12 : top;
        const off = lit > 0 && step >= lit;
        return (
          <rect
            key={x}
            x={x}
            y={y}
            width="2.6"
            height={14.5 - y}
            rx=".7"
            className={off ? "fill-bar-off" : "fill-current"}
          />
        );
      })}
    </svg>
  );
}

/**
 * How bad the vendor calls a patch, in the vendor's own word. Debian's and Ubuntu's is a priority, and is called one: by
 * the column's head, or where there is none by the mark itself.
 */
export function SeverityMark({ severity, operatingSystem }: SeverityProps) {
  if (severity === null || severity.trim() === "") {
    return (
      <span className="text-faint" title="AWS reports no severity for this patch">
        Not reported
      </span>
    );
  }
  const priority = reportsPriority(operatingSystem);
  return (
    <span
      className="flex w-fit items-center gap-1.75 whitespace-nowrap"
      title={priority ? "The package's priority, which is not a severity" : undefined}
    >
      <SeverityGlyph severity={severity} operatingSystem={operatingSystem} />
      {severity}
      {priority ? <span className="text-subtle sm:hidden">priority</span> : null}
    </span>
  );
}
