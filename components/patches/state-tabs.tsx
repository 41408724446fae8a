"use client";

import { useEffect, useRef } from "react";
import { patchStateWords } from "@/components/badges/patch-state-words";
import { StateGlyph } from "@/components/badges/state-glyph";
import { countOf, formatCount } from "@/components/ui/number-format";
import { tabClass, tabStripClass } from "@/components/ui/tab-class";
import type { StateFilter } from "@/lib/api/node-patches-query";
import type { OperatingSystem } from "@/lib/domain/operating-system";
import { findingStates, patchStates, type KnownPatchState } from "@/lib/domain/patch-state";
import {
  allCount,
  findingsCount,
  unrecognisedStates,
  type CountsByState,
  type PartialSum,
} from "./patch-counts";

interface StateTabsProps {
  readonly counts: CountsByState;
  readonly operatingSystem: OperatingSystem | null;
  /** The states of the view; null: every one. */
  readonly states: readonly StateFilter[] | null;
  /** NotApplicable patches beyond those that AWS lists: a number without rows. */
  readonly unlisted: number | null;
  readonly hrefOf: (states: readonly StateFilter[] | null) => string;
}

function isSame(
  left: readonly StateFilter[] | null,
  right: readonly StateFilter[] | null,
): boolean {
  if (left === null || right === null) return left === right;
  return left.length === right.length && left.every((state) => right.includes(state));
}

function sumWords(sum: PartialSum | null): string {
  if (sum === null) return "–";
  return sum.exact ? formatCount(sum.count) : `≥\u00a0${formatCount(sum.count)}`;
}

const open = findingStates;
const settled: readonly KnownPatchState[] = patchStates.filter(
  (state) => !findingStates.some((finding) => finding === state),
);

/** A node's patches by state: the counts are the summary, and each is a link to its rows. */
export function StateTabs({ counts, operatingSystem, states, unlisted, hrefOf }: StateTabsProps) {
  const strip = useRef<HTMLElement>(null);
  // The strip scrolls by itself where it is too long: the tab that is shown is never out of sight.
  useEffect(() => {
    const here = strip.current?.querySelector<HTMLElement>("[aria-current]");
    if (!strip.current || !here) return;
    const { left, right } = here.getBoundingClientRect();
    const frame = strip.current.getBoundingClientRect();
    if (right > frame.right) strip.current.scrollLeft += right - frame.right + 48;
    else if (left < frame.left) strip.current.scrollLeft -= frame.left - left + 48;
  }, [states, counts]);
  const findings = findingsCount(counts, operatingSystem);
  const unknown = unrecognisedStates(counts);

  const tab = (state: KnownPatchState) => {
    const count = counts[state];
    const { short, meaning } = patchStateWords(state);
    const more =
      state === "NotApplicable" && unlisted !== null && unlisted > 0
        ? ` ${countOf(unlisted, "more is", "more are")} not listed by AWS.`
        : "";
    return (
      <a
        key={state}
        href={hrefOf([state])}
        title={`${meaning}${more}`}
        aria-current={isSame(states, [state]) ? "page" : undefined}
        data-zero={count === 0 ? "" : undefined}
        className={tabClass}
      >
        <StateGlyph state={state} muted={count === undefined || count === 0} />
        {short}
        <b className="text-xs font-medium tabular-nums">
          {count === undefined ? "–" : formatCount(count)}
        </b>
      </a>
    );
  };

  const rule = <span aria-hidden="true" className="mx-1.5 my-3 w-px flex-none bg-line" />;
  return (
    <nav ref={strip} aria-label="State" className={tabStripClass}>
      <a
        href={hrefOf(findingStates)}
        aria-current={isSame(states, findingStates) ? "page" : undefined}
        className={tabClass}
      >
        Needs attention
        <b className="text-xs font-medium tabular-nums">{sumWords(findings)}</b>
      </a>
      {rule}
      {open.map(tab)}
      {rule}
      {settled.map(tab)}
      {unknown.length === 0 ? null : (
        <a
          href={hrefOf(["unrecognised"])}
          title={unknown.join(", ")}
          aria-current={isSame(states, ["unrecognised"]) ? "page" : undefined}
          className={tabClass}
        >
          <StateGlyph state="unrecognised" />
          Unrecognised
          <b className="text-xs font-medium tabular-nums">
            {formatCount(unknown.reduce((total, state) => total + (counts[state] ?? 0), 0))}
          </b>
        </a>
      )}
      {rule}
      <a
        href={hrefOf(null)}
        aria-current={states === null ? "page" : undefined}
        className={tabClass}
      >
        All
        <b className="text-xs font-medium tabular-nums">
          {sumWords(allCount(counts, operatingSystem))}
        </b>
      </a>
    </nav>
  );
}
