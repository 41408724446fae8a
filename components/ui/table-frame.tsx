import type { ReactNode } from "react";
import { classNames } from "./class-names";

interface TableFrameProps {
  /** What the table holds, for who cannot see the heading above it. */
  readonly caption: string;
  /** The width from which it fits and its head may stick to the bar above; below it scrolls within itself. */
  readonly fitsFrom: "lg" | "xl" | "never";
  readonly busy?: boolean;
  readonly children: ReactNode;
}

const fits = {
  lg: "lg:overflow-x-visible",
  xl: "xl:overflow-x-visible",
  never: null,
} as const;

/** A table that, when narrow, scrolls within itself, and below 640 px becomes a list of two-line items. */
export function TableFrame({ caption, fitsFrom, busy = false, children }: TableFrameProps) {
  return (
    <div
      role="region"
      aria-label={caption}
      data-fits={fitsFrom}
      // Scrollable with the keyboard alone.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={classNames(
        "group/table relative overflow-x-auto -outline-offset-2!",
        fits[fitsFrom],
      )}
    >
      <table
        aria-busy={busy || undefined}
        className={classNames(
          "w-full border-separate border-spacing-0 text-left max-sm:block motion-safe:transition-opacity motion-safe:delay-150",
          busy && "opacity-55",
        )}
      >
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </div>
  );
}
