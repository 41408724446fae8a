import { ExportMenu } from "@/components/ui/export-menu";
import { countOf } from "@/components/ui/number-format";
import { HeaderActions } from "@/components/ui/header-actions";
import { sweepsApi } from "@/lib/api/addresses";
import { listFiles } from "@/lib/browser/list-files";
import type { SweepsState } from "@/lib/browser/use-sweeps";
import { SweepNow } from "./sweep-now";

type SweepsHeaderProps = Pick<SweepsState, "list" | "isAsking" | "ask">;

/** How often SSM is read, and the way to have it read now. */
export function SweepsHeader({ list, isAsking, ask }: SweepsHeaderProps) {
  const { intervalMinutes } = list;
  return (
    <header className="flex min-h-14.75 flex-wrap items-center gap-x-2.5 gap-y-2 border-b border-line px-gutter py-3">
      <h1 className="text-xl font-semibold">Sweeps</h1>
      <p className="text-xs text-subtle max-sm:w-full">
        {intervalMinutes === 0 ? (
          "Patchboard reads SSM only when asked"
        ) : (
          <>
            Patchboard reads SSM every{" "}
            <b className="font-medium text-muted tabular-nums">
              {countOf(intervalMinutes, "min", "min")}
            </b>
          </>
        )}
      </p>
      <HeaderActions>
        <SweepNow list={list} isAsking={isAsking} ask={ask} />
        {list.total === 0 ? null : (
          <ExportMenu
            what={countOf(list.total, "sweep", "sweeps")}
            files={listFiles(sweepsApi, "")}
          />
        )}
      </HeaderActions>
    </header>
  );
}
