import { buttonClass } from "@/components/ui/button-class";
import { Icon } from "@/components/ui/icon";
import type { SweepsState } from "@/lib/browser/use-sweeps";

/** What the button says: a sweep that waits is one already; one that runs is followed by none from here. */
function buttonWord({ list, isAsking }: Pick<SweepsState, "list" | "isAsking">): string | null {
  if (list.latest?.status === "running") return "Sweeping";
  return isAsking || list.waiting !== null ? "Waiting" : null;
}

/** Asks for a sweep; while one waits or runs it says so instead. */
export function SweepNow({ list, isAsking, ask }: Pick<SweepsState, "list" | "isAsking" | "ask">) {
  const word = buttonWord({ list, isAsking });
  return (
    <button
      type="button"
      className={`${buttonClass} min-w-28 max-sm:flex-1 print:hidden`}
      disabled={word !== null}
      onClick={ask}
    >
      <Icon name="sweep" className="size-3.5 text-subtle" />
      {word ?? "Sweep now"}
    </button>
  );
}
