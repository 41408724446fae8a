/** The parts of a table, as TableFrame expects them; app/globals.css draws them. */
export const headCellClass = "t-head";

export const rowClass = "group t-row";

export const cellClass = "t-cell";

/** The words of an item's second line on a narrow screen. */
export const secondLineClass = "t-second";

/** The line under a table. */
export const footClass = "t-foot";
