import { iconButtonClass } from "./button-class";
import { Icon } from "./icon";

interface FilterChipProps {
  readonly name: string;
  readonly values: readonly string[];
  /** The view without this filter. */
  readonly href: string;
}

/** A filter that a link brought, so that nothing narrows the list unseen. */
export function FilterChip({ name, values, href }: FilterChipProps) {
  return (
    <span className="inline-flex h-7.5 max-w-full items-center gap-1.25 rounded-lg bg-selected pr-0.75 pl-2.5 whitespace-nowrap">
      {name}: <b className="max-w-60 min-w-0 truncate font-strong">{values.join(", ")}</b>
      <a
        className={`${iconButtonClass} text-muted!`}
        href={href}
        aria-label={`Remove the filter ${name}`}
      >
        <Icon name="close" className="size-3.5" />
      </a>
    </span>
  );
}
