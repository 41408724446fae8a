import type { ReactNode } from "react";
import { classNames } from "./class-names";

const drawings = {
  overview: <path d="M2.5 2.5H7v5H2.5zM9 2.5h4.5V6H9zM9 8.5h4.5v5H9zM2.5 10H7v3.5H2.5z" />,
  node: (
    <>
      <rect x="2" y="2.75" width="12" height="4.5" rx="1.25" />
      <rect x="2" y="8.75" width="12" height="4.5" rx="1.25" />
      <path d="M4.5 5h.01M4.5 11h.01M7 5h4.5M7 11h4.5" />
    </>
  ),
  patch: <path d="M8 1.75 13.5 4.75v6.5L8 14.25l-5.5-3v-6.5zM2.5 4.75 8 7.75l5.5-3M8 7.75v6.5" />,
  cve: (
    <path d="M8 1.75 13.25 3.75v4c0 3-2.1 5.25-5.25 6.5-3.15-1.25-5.25-3.5-5.25-6.5v-4zM8 5.25V8M8 10.5h.01" />
  ),
  baseline: (
    <path d="M7.5 4h6M7.5 8h6M7.5 12h6M2.25 4l1 1 1.75-2M2.25 8l1 1L5 7M2.25 12l1 1L5 11" />
  ),
  group: (
    <>
      <rect x="2.25" y="2.25" width="5" height="5" rx="1" />
      <rect x="8.75" y="8.75" width="5" height="5" rx="1" />
      <path d="M8.75 4.75h3.5a1 1 0 0 1 1 1v1M7.25 11.25h-3.5a1 1 0 0 1-1-1v-1" />
    </>
  ),
  sweep: <path d="M13.5 8a5.5 5.5 0 1 1-1.6-3.9M13.75 2v3h-3M8 8l2.5-2" />,
  gear: (
    <>
      <path d="M2 4.5h7M12.5 4.5H14M2 11.5h1.5M7 11.5h7" />
      <circle cx="10.75" cy="4.5" r="1.75" />
      <circle cx="5.25" cy="11.5" r="1.75" />
    </>
  ),
  columns: (
    <>
      <rect x="2.25" y="2.75" width="11.5" height="10.5" rx="1.5" />
      <path d="M6 3v10M10 3v10" />
    </>
  ),
  source: <path d="M8 2 14 5 8 8 2 5zM2 8l6 3 6-3M2 11l6 3 6-3" />,
  terminal: (
    <>
      <rect x="2" y="2.75" width="12" height="10.5" rx="1.5" />
      <path d="m4.75 6 2 2-2 2M8.5 10.25h2.75" />
    </>
  ),
  find: (
    <>
      <circle cx="7" cy="7" r="4.5" />
      <path d="m10.5 10.5 3.25 3.25" />
    </>
  ),
  download: <path d="M8 2.25v7.5M4.75 6.75 8 10l3.25-3.25M2.75 13.25h10.5" />,
  menu: <path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11" />,
  down: <path d="m4 6 4 4 4-4" />,
  up: <path d="m4 10 4-4 4 4" />,
  left: <path d="m10 4-4 4 4 4" />,
  right: <path d="m6 4 4 4-4 4" />,
  close: <path d="m4 4 8 8M12 4l-8 8" />,
  check: <path d="m3 8.5 3.25 3.25L13 5" />,
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
      <path d="M10.5 5.5V4A1.5 1.5 0 0 0 9 2.5H4A1.5 1.5 0 0 0 2.5 4v5A1.5 1.5 0 0 0 4 10.5h1.5" />
    </>
  ),
  link: (
    <path d="M6.5 9.5a3 3 0 0 0 4.25 0l2-2A3 3 0 0 0 8.5 3.25l-.75.75M9.5 6.5a3 3 0 0 0-4.25 0l-2 2a3 3 0 0 0 4.25 4.25l.75-.75" />
  ),
  out: <path d="M6.5 3.5h-3v9h9v-3M9.5 2.5h4v4M13.25 2.75 7.5 8.5" />,
  arrowUp: <path d="M8 13V3.5M4 7.25 8 3.25l4 4" />,
  arrowDown: <path d="M8 3v9.5M4 8.75l4 4 4-4" />,
  appeared: <path d="M8 4.5v7M4.5 8h7M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z" />,
  gone: (
    <>
      <circle cx="8" cy="8" r="6" strokeDasharray="2.2 2.2" />
      <path d="M5.5 8h5" />
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 7.5v3.25M8 5.25h.01" />
    </>
  ),
  clock: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.75V8l2.25 1.5" />
    </>
  ),
  warning: <path d="M8 2.25 14.25 13H1.75zM8 6.5v3M8 11.25h.01" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof drawings;

/** A line drawing of 16 px. It is decoration: what it means stands beside it, or in the label of its control. */
export function Icon({ name, className }: { name: IconName; className?: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      className={classNames("block flex-none", className ?? "size-4")}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {drawings[name]}
    </svg>
  );
}
