import { buttonClass } from "@/components/ui/button-class";
import type { NodeDetail } from "@/lib/api/node.schema";
import { nodePage } from "@/lib/api/addresses";
import type { Scope } from "@/lib/browser/scope";

interface DayFormProps {
  readonly node: Pick<NodeDetail, "account" | "region" | "instanceId">;
  /** The day that is chosen at first. */
  readonly day: string;
  /** The first day that anything is known of; null: none is. */
  readonly from: string | null;
  /** Today, of UTC. */
  readonly to: string;
  readonly scope: Scope;
}

/** Asks for the node as of a day: a form, so that it needs no script. */
export function DayForm({ node, day, from, to, scope }: DayFormProps) {
  const [action] = nodePage(node, node.instanceId).split("?");
  return (
    <form action={action} className="flex flex-wrap items-center gap-2 print:hidden">
      <label className="flex items-center gap-2 text-muted">
        As of the end of
        <input
          type="date"
          name="as-of"
          required
          defaultValue={day}
          min={from ?? undefined}
          max={to}
          className="h-7.5 rounded-lg border border-line bg-raised px-2 text-ink tabular-nums max-sm:h-9"
        />
        UTC
      </label>
      <input type="hidden" name="state" value="findings" />
      {scope.accounts.length === 0 ? null : (
        <input type="hidden" name="account" value={scope.accounts.join(",")} />
      )}
      {scope.regions.length === 0 ? null : (
        <input type="hidden" name="region" value={scope.regions.join(",")} />
      )}
      <button type="submit" className={buttonClass}>
        Show that day
      </button>
    </form>
  );
}
