import { iconButtonClass } from "@/components/ui/button-class";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { formatCount } from "@/components/ui/number-format";
import { Popover } from "@/components/ui/popover";

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

/** A filter whose values are links: a button, its menu, and a cross once something is chosen. */
export function FilterMenu({ name, choices, clearHref }: FilterMenuProps) {
  const chosen = choices.filter((choice) => choice.chosen);
  const isSet = chosen.length > 0;
  return (
    <span
      className={classNames(
        "inline-flex h-7.5 max-w-full items-center rounded-lg max-sm:h-9",
        isSet ? "bg-selected pr-0.75" : "border border-dashed border-line-dash",
      )}
    >
      <Popover
        buttonClassName="inline-flex h-full min-w-0 items-center gap-1.25 rounded-lg px-2.5 font-book whitespace-nowrap text-muted"
        button={
          isSet ? (
            <>
              {name}:{" "}
              <b className="max-w-44 truncate font-strong text-ink">
                {chosen.map(({ label }) => label).join(", ")}
              </b>
            </>
          ) : (
            <>
              {name}
              <Icon name="down" className="size-3 text-subtle" />
            </>
          )
        }
      >
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
      </Popover>
      {isSet ? (
        <a
          href={clearHref}
          aria-label={`Remove the filter ${name}`}
          className={`${iconButtonClass} -ml-1.5 text-muted!`}
        >
          <Icon name="close" className="size-3.5" />
        </a>
      ) : null}
    </span>
  );
}
