import { formatCount } from "@/components/ui/number-format";
import type { Sweep } from "@/lib/api/sweep.schema";
import { notReadWords, tookMs } from "./sweep-words";

/** Calls a second over the whole run; null while it is too short to say. */
function paceOf({ calls }: Sweep, ms: number | null): string | null {
  return ms === null || ms < 1_000 ? null : (calls / (ms / 1_000)).toFixed(1);
}

function Figure({ label, value, after }: { label: string; value: string; after: string }) {
  return (
    <div className="flex h-6.5 items-center justify-between gap-3">
      <dt className="text-subtle">{label}</dt>
      <dd className="font-strong whitespace-nowrap">
        {value} <span className="font-normal text-subtle">{after}</span>
      </dd>
    </div>
  );
}

/** What a sweep has cost AWS's limits, and what it could not read. */
export function RunFigures({ sweep, now }: { sweep: Sweep | null; now: string }) {
  const pace = sweep === null ? null : paceOf(sweep, tookMs(sweep, now));
  const notRead = sweep === null ? "–" : (notReadWords(sweep) ?? "0 nodes");
  const count = (value: number | undefined) => (value === undefined ? "–" : formatCount(value));
  return (
    <dl className="grid min-w-0 content-start border-line-subtle px-gutter py-3 tabular-nums max-lg:border-t sm:border-l max-sm:border-l-0">
      <Figure label="Calls" value={count(sweep?.calls)} after="" />
      <Figure label="On average" value={pace ?? "–"} after={pace === null ? "" : "a second"} />
      <Figure
        label="Throttled"
        value={count(sweep?.throttled)}
        after={sweep !== null && sweep.throttled > 0 ? "retried" : ""}
      />
      <Figure label="Not read" value={notRead} after="" />
    </dl>
  );
}
