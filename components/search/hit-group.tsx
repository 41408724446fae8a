import type { ReactNode } from "react";
import { formatCount } from "@/components/ui/number-format";
import { textLinkClass } from "@/components/ui/text-link-class";

interface Hit {
  readonly href: string;
  readonly name: string;
  /** Set in the type of ids and packages. */
  readonly isCode: boolean;
  readonly detail: string | null;
  /** At the end of the line. */
  readonly mark: ReactNode;
}

interface HitGroupProps {
  readonly title: string;
  readonly total: number;
  readonly hits: readonly Hit[];
  /** The list of all of them; null where there is none. */
  readonly allHref: string | null;
}

/** What was found of one kind: the first few, each a link, and the way to all of them. */
export function HitGroup({ title, total, hits, allHref }: HitGroupProps) {
  if (total === 0) return null;
  const id = `found-${title.toLowerCase().replaceAll(" ", "-")}`;
  return (
    <section aria-labelledby={id} className="border-b border-line px-gutter py-3">
      <h2 id={id} className="flex items-baseline gap-2 font-semibold">
        {title}
        <span className="text-xs font-normal text-subtle tabular-nums">
          {total > hits.length
            ? `${formatCount(hits.length)} of ${formatCount(total)}`
            : formatCount(total)}
        </span>
        {allHref === null || total <= hits.length ? null : (
          <a
            className={`${textLinkClass} ml-auto inline-flex min-h-6 items-center text-xs`}
            href={allHref}
          >
            All {formatCount(total)}
          </a>
        )}
      </h2>
      <ul className="mt-1">
        {hits.map(({ href, name, isCode, detail, mark }) => (
          <li key={href} className="border-b border-line-subtle last:border-0">
            <a
              href={href}
              className="flex min-h-9 flex-wrap items-center gap-x-3 py-1 hover:bg-hover hover:no-underline!"
            >
              <span className={isCode ? "code wrap-anywhere" : "font-medium wrap-anywhere"}>
                {name}
              </span>
              {detail === null ? null : (
                <span className="min-w-0 flex-1 truncate text-subtle max-sm:order-3 max-sm:basis-full max-sm:text-xs">
                  {detail}
                </span>
              )}
              <span className="ml-auto flex flex-none items-center gap-3 text-xs text-muted tabular-nums">
                {mark}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
