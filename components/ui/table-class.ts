/** The parts of a table, as TableFrame expects them: rows of 36 px ruled by hairlines, the gutter at both ends. */
export const headCellClass =
  "h-8 border-b border-line bg-surface px-2 text-xs font-medium whitespace-nowrap text-subtle first:pl-gutter last:pr-gutter top-12 z-[1] lg:group-data-[fits=lg]/table:sticky xl:sticky";

export const rowClass =
  "group max-sm:flex max-sm:flex-wrap max-sm:items-center max-sm:gap-x-2.5 max-sm:gap-y-0.5 max-sm:border-b max-sm:border-line-subtle max-sm:px-gutter max-sm:py-2.5";

export const cellClass =
  "h-9 border-b border-line-subtle px-2 whitespace-nowrap group-last:border-b-0 group-hover:bg-hover first:pl-gutter last:pr-gutter max-sm:h-auto max-sm:border-0 max-sm:bg-transparent! max-sm:p-0!";

/** The words of an item's second line on a narrow screen. */
export const secondLineClass = "max-sm:order-2 max-sm:text-xs max-sm:text-muted";

/** The line under a table. */
export const footClass =
  "flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-gutter py-1.5 text-xs text-subtle";
