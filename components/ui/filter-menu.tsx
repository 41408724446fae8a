import { classNames } from "./class-names";
import { FilterPopover } from "./filter-popover";
import { Icon } from "./icon";
import { formatCount } from "./number-format";

/** One value to filter by, as a link that adds it, or takes it back. */
export interface FilterChoice {
  readonly word: string;
  readonly label: string;
  /** null: nobody counted. */
  readonly count: number | null;
  readonly chosen: boolean;
  readonly href: string;
}

interface FilterMenuProps {
  readonly name: string;
  readonly choices: readonly FilterChoice[];
  /** The view without this filter. */
  readonly clearHref: string;
}

/** A filter whose values are links. */
export function FilterMenu({ name, choices, clearHref }: FilterMenuProps) {
  const chosen = choices.filter((choice) => choice.chosen);
  return (
    <FilterPopover name={name} chosen={chosen.map(({ label }) => label)} clear={clearHref}>
      <ul aria-label={name}>
        {choices.map((choice) => (
          <li key={choice.word}>
            <a
              href={choice.href}
              aria-current={choice.chosen ? "true" : undefined}
              className="flex min-h-7.5 items-center gap-2 rounded-sm px-2 hover:bg-hover hover:no-underline!"
            >
              <Icon
                name="check"
                className={classNames("size-3.5", choice.chosen ? "text-ink" : "invisible")}
              />
              <span className="min-w-0 flex-1 truncate" title={choice.label}>
                {choice.label}
              </span>
              {choice.count === null ? null : (
                <span className="text-xs text-subtle tabular-nums">
                  {formatCount(choice.count)}
                </span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </FilterPopover>
  );
}
