import { ProgressBar } from "@/components/ui/progress-bar";
import type { SweepList } from "@/lib/api/sweep.schema";
import { RefreshWhileReading } from "@/lib/browser/refresh-while-reading";

/** How far the sweep is that reads the fleet for the first time; nothing where none runs or nothing is read: no zero. */
export function FirstSweep({ sweep }: { sweep: SweepList["latest"] }) {
  if (sweep?.status !== "running") return null;
  return (
    <>
      {sweep.nodesDone === 0 ? null : (
        <ProgressBar done={sweep.nodesDone} expected={sweep.nodesTotal} unit="nodes read" />
      )}
      <RefreshWhileReading everyMs={2_000} />
    </>
  );
}
