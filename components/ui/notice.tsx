import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { Icon } from "./icon";

interface NoticeProps {
  readonly tone?: "info" | "warning";
  readonly children: ReactNode;
  /** What can be done about it, at the end of the line. */
  readonly action?: ReactNode;
}

/** One line under its heading: the fact in bold, what follows from it in plain words. */
export function Notice({ tone = "info", children, action }: NoticeProps) {
  return (
    <div className="flex items-start gap-2.5 border-b border-line px-gutter py-2.5">
      <Icon
        name={tone === "warning" ? "warning" : "info"}
        className={classNames(
          "mt-0.5 size-4",
          tone === "warning" ? "text-alert-warning" : "text-alert-info",
        )}
      />
      <div className="min-w-0 flex-1 text-muted [&_b]:font-strong [&_b]:text-ink">{children}</div>
      {action}
    </div>
  );
}
