import { iconButtonClass } from "./button-class";
import { Icon, type IconName } from "./icon";
import { formatCount } from "./number-format";

interface PagerProps {
  readonly page: number;
  readonly size: number;
  readonly total: number;
  /** True while more rows are on their way, so that the total is not the last word. */
  readonly partial?: boolean;
  readonly hrefOf: (page: number) => string;
}

interface StepProps {
  readonly label: string;
  readonly icon: IconName;
  readonly rel: "prev" | "next";
  /** null: there is no such page. */
  readonly href: string | null;
}

function Step({ label, icon, rel, href }: StepProps) {
  if (href === null) {
    return (
      <span className="inline-grid size-6 place-items-center text-line-dash">
        <Icon name={icon} className="size-3.5" />
      </span>
    );
  }
  return (
    <a className={iconButtonClass} href={href} aria-label={label} rel={rel}>
      <Icon name={icon} className="size-3.5" />
    </a>
  );
}

/** Which rows these are, and the way to the others. */
export function Pager({ page, size, total, partial = false, hrefOf }: PagerProps) {
  const pages = Math.max(1, Math.ceil(total / size));
  const first = total === 0 ? 0 : (page - 1) * size + 1;
  const last = Math.min(page * size, total);
  const range =
    first > total ? "No rows on this page" : `${formatCount(first)}–${formatCount(last)}`;
  return (
    <nav aria-label="Pages" className="flex items-center gap-2">
      <span className="tabular-nums">
        {range} of {formatCount(total)}
        {partial ? "+" : ""}
      </span>
      {pages > 1 || page > 1 ? (
        <span className="flex print:hidden">
          <Step
            label="Previous page"
            icon="left"
            rel="prev"
            href={page > 1 ? hrefOf(Math.min(page - 1, pages)) : null}
          />
          <Step
            label="Next page"
            icon="right"
            rel="next"
            href={page < pages ? hrefOf(page + 1) : null}
          />
        </span>
      ) : null}
    </nav>
  );
}
