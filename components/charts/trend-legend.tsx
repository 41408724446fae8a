import type { TrendSeries } from "./trend-areas";

/** What the colours of a drawing stand for. */
export function TrendLegend({ series }: { series: readonly TrendSeries[] }) {
  return (
    <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted print:hidden">
      {series.map(({ key, name, colour }) => (
        <li key={key} className="inline-flex min-h-6 items-center gap-1.5">
          <span
            aria-hidden="true"
            className="size-2 rounded-[2px] forced-color-adjust-none"
            style={{ background: colour }}
          />
          {name}
        </li>
      ))}
    </ul>
  );
}
