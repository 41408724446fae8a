import { classNames } from "@/components/ui/class-names";
import { TimeAgo } from "@/components/ui/time-ago";
import { sweepsPage } from "@/lib/api/addresses";
import type { SourceStatus } from "@/lib/api/source-status.schema";

interface FreshnessProps {
  readonly sources: readonly SourceStatus[];
  readonly nowMs: number;
}

function Dot({ className }: { className: string }) {
  return (
    <span
      aria-hidden="true"
      className={`mr-1.75 inline-block size-1.75 flex-none rounded-full ${className}`}
    />
  );
}

/** How old what Patchboard knows is, by its oldest source, and how many sources it can't read: the way to the sweeps. */
export function Freshness({ sources, nowMs }: FreshnessProps) {
  const oldest = sources.flatMap(({ readAt }) => readAt ?? []).toSorted()[0] ?? null;
  const failed = sources.filter(({ status }) => status === "failed").length;
  const isReading = sources.some(({ status }) => status === "reading");
  const colour = oldest === null ? "inset-ring-[1.5px] inset-ring-fresh-never" : "bg-fresh-fresh";
  return (
    <a
      href={sweepsPage}
      className="ml-auto flex min-h-6 flex-none items-center text-xs whitespace-nowrap text-subtle tabular-nums max-sm:hidden"
    >
      <Dot className={classNames(failed > 0 ? "bg-alert-warning" : colour)} />
      {oldest === null ? (
        <span>{isReading ? "Reading from SSM…" : "Not read yet"}</span>
      ) : (
        <span>
          Read <TimeAgo time={oldest} nowMs={nowMs} className="font-medium text-muted" />
        </span>
      )}
      {failed === 0 ? null : (
        <span className="ml-2 max-lg:hidden">
          {failed} of {sources.length} {sources.length === 1 ? "source" : "sources"} can’t be read
        </span>
      )}
    </a>
  );
}
