import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { formatCount } from "@/components/ui/number-format";

interface TileProps {
  readonly label: string;
  readonly glyph: ReactNode;
  readonly count: number;
  /** The denominator: `of 688 nodes`. */
  readonly of: string;
  /** What the number rests on. */
  readonly note: string;
  /** How the number comes about, one hover away. */
  readonly why?: string;
  /** The list that has as many rows. */
  readonly href: string;
}

/** One number of nodes; the whole of it leads to them. */
export function Tile({ label, glyph, count, of, note, why, href }: TileProps) {
  return (
    <a
      href={href}
      title={why}
      aria-label={`${label}: ${formatCount(count)} ${of}`}
      className="flex min-w-0 flex-col px-gutter py-4 -outline-offset-2! not-first:border-line-subtle hover:bg-hover hover:no-underline! max-lg:even:border-l max-lg:nth-[n+3]:border-t max-lg:last:odd:col-span-2 lg:px-4 lg:not-first:border-l lg:last:pr-gutter"
    >
      <span className="flex items-center gap-1.75 text-xs text-subtle">
        {glyph}
        {label}
      </span>
      <span className="mt-1 tabular-nums">
        <b className={classNames("mr-0.5 text-xl font-semibold", count === 0 && "text-faint")}>
          {formatCount(count)}
        </b>{" "}
        <span className="text-subtle">{of}</span>
      </span>
      <span className="mt-auto pt-2 text-xs text-subtle">{note}</span>
    </a>
  );
}
