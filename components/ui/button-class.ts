/** How a button looks, for `<button>` and for a link that stands among buttons. */
export const buttonClass =
  "inline-flex h-7.5 items-center justify-center gap-1.5 rounded-lg border border-line bg-raised px-2.5 font-medium whitespace-nowrap shadow-lift hover:bg-hover hover:no-underline! disabled:border-transparent disabled:bg-transparent disabled:text-faint disabled:shadow-none max-sm:h-9 motion-safe:transition-colors";

/** A square of 24 px that holds one icon; its label is spoken only. */
export const iconButtonClass =
  "inline-grid size-6 flex-none place-items-center rounded-md text-subtle hover:bg-hover hover:text-ink disabled:text-line-dash disabled:hover:bg-transparent motion-safe:transition-colors";
