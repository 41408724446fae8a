import { classNames } from "./class-names";
import { Icon } from "./icon";
import { Popover } from "./popover";

interface PageSizeProps {
  readonly size: number;
  readonly choices: ReadonlyArray<{ readonly size: number; readonly href: string }>;
}

/** How many rows a page holds. */
export function PageSize({ size, choices }: PageSizeProps) {
  return (
    <Popover
      align="end"
      widthPx={128}
      buttonClassName="inline-flex h-7.5 items-center gap-1 rounded-lg px-2 font-medium text-muted hover:bg-hover print:hidden"
      button={
        <>
          {size} a page
          <Icon name="down" className="size-3 text-subtle" />
        </>
      }
    >
      <ul>
        {choices.map((choice) => (
          <li key={choice.size}>
            <a
              href={choice.href}
              aria-current={choice.size === size ? "true" : undefined}
              className={classNames(
                "flex min-h-7.5 items-center rounded-sm px-2 text-sm hover:bg-hover hover:no-underline!",
                choice.size === size && "font-strong",
              )}
            >
              {choice.size} a page
            </a>
          </li>
        ))}
      </ul>
    </Popover>
  );
}
