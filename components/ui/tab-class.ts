/** A strip of tabs that are links; it scrolls by itself where it is too long. */
export const tabStripClass =
  "flex h-10.5 items-stretch gap-0.5 overflow-x-auto overflow-y-hidden border-b border-line px-[calc(var(--gutter)-0.5rem)] print:hidden max-sm:mask-[linear-gradient(90deg,#000_calc(100%-1rem),transparent)] [scrollbar-width:none]";

/** A tab: the one that is shown carries `aria-current`, an empty one is faint but keeps its place. */
export const tabClass =
  "relative flex items-center gap-1.5 px-2 whitespace-nowrap text-muted -outline-offset-2! hover:text-ink hover:no-underline! data-zero:text-faint aria-[current]:font-strong aria-[current]:text-ink aria-[current]:after:absolute aria-[current]:after:inset-x-2 aria-[current]:after:bottom-0 aria-[current]:after:h-0.5 aria-[current]:after:rounded-xs aria-[current]:after:bg-ink aria-[current]:after:content-['']";
