import { patchStateWords } from "@/components/badges/patch-state-words";
import { StateGlyph } from "@/components/badges/state-glyph";
import { formatCount } from "@/components/ui/number-format";
import { patchPage } from "@/lib/api/addresses";
import type { NodeDay } from "@/lib/api/node-history.schema";
import type { NodeDetail } from "@/lib/api/node.schema";
import type { FindingEvent } from "@/lib/domain/finding-event";
import type { PatchState } from "@/lib/domain/patch-state";

type Happened = NodeDay["events"][number];

/** A state within a sentence. */
function lower(state: PatchState): string {
  if (state === "AvailableSecurityUpdate") return "available as a security update";
  return patchStateWords(state).label.toLowerCase();
}

const phrases: Record<FindingEvent, (state: PatchState) => string> = {
  appeared: (state) => `newly ${lower(state)}`,
  failed: () => "failed to install",
  failedAgain: () => "failed to install again",
  changed: (state) => `now ${lower(state)}`,
  fixed: () => "fixed",
  lost: () => "no longer told by SSM",
};

/** The first day's findings were there before: nothing is new but Patchboard. */
function phraseOf({ event, state }: Happened, isFirst: boolean): string {
  return isFirst && event === "appeared" ? lower(state) : phrases[event](state);
}

/** As many as fit a line or two. */
const shown = 5;

interface PatchLinksProps {
  readonly events: readonly Happened[];
  readonly operatingSystem: NodeDetail["operatingSystem"];
}

function PatchLinks({ events, operatingSystem }: PatchLinksProps) {
  return (
    <>
      {events.map(({ kbId, title }, at) => (
        <a
          // One package may appear and be fixed, and appear again, on one day.
          // oxlint-disable-next-line react/no-array-index-key
          key={`${kbId}/${at}`}
          className="code inline-flex min-h-6 items-center"
          title={title ?? undefined}
          href={patchPage(operatingSystem, kbId)}
        >
          {kbId}
        </a>
      ))}
    </>
  );
}

interface DayEventsProps extends PatchLinksProps {
  readonly isFirst: boolean;
}

/** What happened to a node's findings on one day, the same things together. */
export function DayEvents({ events, isFirst, operatingSystem }: DayEventsProps) {
  const groups = new Map<string, Happened[]>();
  for (const event of events) {
    const phrase = phraseOf(event, isFirst);
    groups.set(phrase, [...(groups.get(phrase) ?? []), event]);
  }
  return (
    <ul className="grid gap-y-1">
      {[...groups].map(([phrase, alike]) => {
        const [first] = alike;
        if (first === undefined) return null;
        const rest = alike.slice(shown);
        return (
          <li key={phrase} className="flex items-start gap-2">
            <span className="mt-1.25">
              <StateGlyph state={first.event === "fixed" ? "Installed" : first.state} />
            </span>
            <span className="flex min-w-0 flex-wrap items-center gap-x-2.5 wrap-anywhere">
              <span className="inline-flex min-h-6 items-center whitespace-nowrap">
                <b className="font-strong tabular-nums">{formatCount(alike.length)}</b>&nbsp;
                {phrase}
              </span>
              <PatchLinks events={alike.slice(0, shown)} operatingSystem={operatingSystem} />
              {rest.length === 0 ? null : (
                <details>
                  <summary className="inline-flex min-h-6 items-center text-xs text-accent">
                    {formatCount(rest.length)} more
                  </summary>
                  <span className="flex flex-wrap gap-x-2.5">
                    <PatchLinks events={rest} operatingSystem={operatingSystem} />
                  </span>
                </details>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
