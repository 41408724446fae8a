import { classNames } from "@/components/ui/class-names";
import type { SweepStatus } from "@/lib/domain/sweep";
import { statusWords } from "./sweep-words";

const dots: Record<SweepStatus, string> = {
  waiting: "inset-ring-[1.5px] inset-ring-fresh-never",
  running: "bg-accent ring-3 ring-selected",
  complete: "bg-fresh-fresh",
  partial: "bg-alert-warning",
  failed: "bg-st-failed",
};

/** How a sweep stands, as a dot; its word always stands beside it. */
export function SweepDot({ status }: { status: SweepStatus }) {
  return (
    <span
      aria-hidden="true"
      className={classNames("inline-block size-1.75 flex-none rounded-full", dots[status])}
    />
  );
}

/** How a sweep stands. */
export function SweepMark({
  status,
  word = statusWords[status],
}: {
  status: SweepStatus;
  word?: string;
}) {
  return (
    <span className="mark gap-2!">
      <SweepDot status={status} />
      {word}
    </span>
  );
}
