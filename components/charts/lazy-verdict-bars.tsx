"use client";

import dynamic from "next/dynamic";
import { useMedia } from "@/lib/browser/use-media";
import type { VerdictBarsProps } from "./verdict-bars";

/** The chart library comes after the page, and only where there is room for bars. */
const VerdictBars = dynamic(() => import("./verdict-bars").then((file) => file.VerdictBars), {
  ssr: false,
});

interface LazyVerdictBarsProps extends VerdictBarsProps {
  /** What the bars show, for who cannot see them. */
  readonly label: string;
}

/** A place of fixed size in which the bars appear. */
export function LazyVerdictBars({ label, rows, rowPx }: LazyVerdictBarsProps) {
  const isWide = useMedia("(width >= 40rem)", false);
  return (
    <div
      role="img"
      aria-label={label}
      className="overflow-hidden forced-color-adjust-none"
      style={{ height: `${rows.length * rowPx}px` }}
    >
      {isWide ? <VerdictBars rows={rows} rowPx={rowPx} /> : null}
    </div>
  );
}
