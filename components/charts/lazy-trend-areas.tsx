"use client";

import dynamic from "next/dynamic";
import type { TrendAreasProps } from "./trend-areas";

/** The chart library comes after the page. */
const TrendAreas = dynamic(() => import("./trend-areas").then((file) => file.TrendAreas), {
  ssr: false,
});

interface LazyTrendAreasProps extends TrendAreasProps {
  /** What the areas show, for who cannot see them. */
  readonly label: string;
}

/** A place of fixed size in which the areas appear. */
export function LazyTrendAreas({ label, days, series, heightPx }: LazyTrendAreasProps) {
  return (
    <div
      role="img"
      aria-label={label}
      className="overflow-hidden forced-color-adjust-none print:hidden"
      style={{ height: `${heightPx}px` }}
    >
      <TrendAreas days={days} series={series} heightPx={heightPx} />
    </div>
  );
}
