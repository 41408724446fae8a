import { classNames } from "@/components/ui/class-names";
import type { Freshness } from "@/lib/domain/freshness";

const dots: Record<Freshness, string> = {
  fresh: "bg-fresh-fresh",
  ageing: "bg-fresh-ageing",
  stale: "bg-fresh-stale",
  never: "inset-ring-[1.5px] inset-ring-fresh-never",
};

/** How old a node's last operation is; the age in words always stands beside it. */
export function FreshnessDot({ freshness }: { freshness: Freshness }) {
  return (
    <span
      aria-hidden="true"
      className={classNames("inline-block size-1.75 flex-none rounded-full", dots[freshness])}
    />
  );
}
