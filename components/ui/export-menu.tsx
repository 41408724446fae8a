"use client";

import { buttonClass } from "./button-class";
import { classNames } from "./class-names";
import { Icon } from "./icon";
import { Popover } from "./popover";

interface ExportMenuProps {
  /** What a file of it has: `43 nodes`; null where the page cannot say yet. */
  readonly what: string | null;
  readonly files: ReadonlyArray<{
    readonly label: string;
    readonly note?: string;
    readonly href: string;
  }>;
  readonly className?: string;
}

const itemClass =
  "flex min-h-7.5 w-full items-center gap-2 rounded-sm px-2 py-1 text-left hover:bg-hover hover:no-underline!";

/** Every row of the list as a file, under its filters; or the page on paper. */
export function ExportMenu({ what, files, className = "max-sm:flex-1" }: ExportMenuProps) {
  return (
    <Popover
      align="end"
      widthPx={248}
      shortcut="e"
      buttonClassName={classNames(buttonClass, "print:hidden", className)}
      button={
        <>
          <Icon name="download" className="size-3.5 text-subtle" />
          Export
          <Icon name="down" className="size-3 text-subtle" />
        </>
      }
    >
      <p className="px-2 pt-1 pb-0.5 text-xs text-subtle tabular-nums">
        {what === null ? "Every row, on all pages" : `${what}, on all pages`}
      </p>
      <ul>
        {files.map(({ label, note, href }) => (
          <li key={label}>
            <a href={href} download className={itemClass}>
              <span>
                {label}
                {note === undefined ? null : (
                  <span className="block text-xs text-subtle">{note}</span>
                )}
              </span>
            </a>
          </li>
        ))}
        <li className="mt-1 border-t border-line-subtle pt-1">
          <button type="button" className={itemClass} onClick={() => window.print()}>
            <span>
              Print
              <span className="block text-xs text-subtle">The rows of this page</span>
            </span>
          </button>
        </li>
      </ul>
    </Popover>
  );
}
