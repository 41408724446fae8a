import { patchStateWords } from "@/components/badges/patch-state-words";
import { StateGlyph } from "@/components/badges/state-glyph";
import { formatCount } from "@/components/ui/number-format";
import { tabClass, tabStripClass } from "@/components/ui/tab-class";
import { findingStates, type FindingState } from "@/lib/domain/patch-state";

interface FindingTabsProps {
  /** What the first tab is called: every state at once. */
  readonly all: string;
  readonly allCount: number;
  readonly counts: Readonly<Record<FindingState, number>>;
  /** The states of the view; null: every one. */
  readonly states: readonly FindingState[] | null;
  readonly hrefOf: (states: readonly FindingState[] | null) => string;
}

/** What is listed by the state that needs attention: each number is the total of the list that it leads to. */
export function FindingTabs({ all, allCount, counts, states, hrefOf }: FindingTabsProps) {
  return (
    <nav aria-label="State" className={tabStripClass}>
      <a
        href={hrefOf(null)}
        aria-current={states === null ? "page" : undefined}
        className={tabClass}
      >
        {all}
        <b className="text-xs font-medium tabular-nums">{formatCount(allCount)}</b>
      </a>
      <span aria-hidden="true" className="mx-1.5 my-3 w-px flex-none bg-line" />
      {findingStates.map((state) => {
        const { short, meaning } = patchStateWords(state);
        return (
          <a
            key={state}
            href={hrefOf([state])}
            title={meaning}
            aria-current={states?.length === 1 && states[0] === state ? "page" : undefined}
            data-zero={counts[state] === 0 ? "" : undefined}
            className={tabClass}
          >
            <StateGlyph state={state} muted={counts[state] === 0} />
            {short}
            <b className="text-xs font-medium tabular-nums">{formatCount(counts[state])}</b>
          </a>
        );
      })}
    </nav>
  );
}
