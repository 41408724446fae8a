import type { ReactNode } from "react";
import { iconButtonClass } from "./button-class";
import { classNames } from "./class-names";
import { Icon } from "./icon";
import { Popover } from "./popover";

interface FilterPopoverProps {
  readonly name: string;
  /** What is chosen, in words; none: the filter is not set. */
  readonly chosen: readonly string[];
  /** What takes the filter away: the address without it, or what a click does. */
  readonly clear: string | (() => void);
  readonly onOpen?: () => void;
  readonly widthPx?: number;
  /** The values to choose from. */
  readonly children: ReactNode;
}

function Clear({ name, clear }: Pick<FilterPopoverProps, "name" | "clear">) {
  const label = `Remove the filter ${name}`;
  const className = `${iconButtonClass} -ml-1.5 text-muted!`;
  const cross = <Icon name="close" className="size-3.5" />;
  return typeof clear === "string" ? (
    <a href={clear} aria-label={label} className={className}>
      {cross}
    </a>
  ) : (
    <button type="button" aria-label={label} className={className} onClick={clear}>
      {cross}
    </button>
  );
}

/** One filter of a list: a button that opens its values and says what is chosen, and a cross once something is. */
export function FilterPopover(props: FilterPopoverProps) {
  const { name, chosen, clear, onOpen, widthPx, children } = props;
  const isSet = chosen.length > 0;
  return (
    <span
      className={classNames(
        "inline-flex h-7.5 max-w-full items-center rounded-lg max-sm:h-9",
        isSet ? "bg-selected pr-0.75" : "border border-dashed border-line-dash",
      )}
    >
      <Popover
        {...(onOpen && { onOpen })}
        {...(widthPx !== undefined && { widthPx })}
        buttonClassName="inline-flex h-full min-w-0 items-center gap-1.25 rounded-lg px-2.5 font-book whitespace-nowrap text-muted"
        button={
          isSet ? (
            <>
              {name}: <b className="max-w-44 truncate font-strong text-ink">{chosen.join(", ")}</b>
            </>
          ) : (
            <>
              {name}
              <Icon name="down" className="size-3 text-subtle" />
            </>
          )
        }
      >
        {children}
      </Popover>
      {isSet ? <Clear name={name} clear={clear} /> : null}
    </span>
  );
}
