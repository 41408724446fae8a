"use client";

import { useState, type ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { FilterPopover } from "@/components/ui/filter-popover";
import { formatCount } from "@/components/ui/number-format";
import type { Facet } from "@/lib/api/facet.schema";
import { withChosen } from "@/lib/browser/with-chosen";

interface FacetFilterProps {
  readonly name: string;
  readonly values: Facet;
  /** The words filtered by; null: none. */
  readonly chosen: readonly string[] | null;
  readonly onChange: (chosen: readonly string[] | null) => void;
  readonly wordsOf: (label: string) => string;
  /** A sign before each value. */
  readonly glyphs?: ReadonlyMap<string, ReactNode>;
}

const nothing: readonly string[] = [];

/** One filter by the vendor's words: a button, its checkboxes with counts, and a cross once something is chosen. */
export function FacetFilter({ name, values, chosen, onChange, wordsOf, glyphs }: FacetFilterProps) {
  // The box is ticked at once; the address follows, and has the last word.
  const [words, setWords] = useState(chosen ?? nothing);
  const [seen, setSeen] = useState(chosen);
  if (seen !== chosen) {
    setSeen(chosen);
    setWords(chosen ?? nothing);
  }
  const choices = withChosen(values, words);
  const labelOf = (label: string | null) => (label === null ? "Not reported" : wordsOf(label));
  const summary = choices
    .filter(({ word }) => words.includes(word))
    .map(({ label }) => labelOf(label));

  const change = (next: readonly string[]) => {
    setWords(next);
    onChange(next.length === 0 ? null : next);
  };
  const toggle = (word: string) => {
    const next = words.includes(word) ? words.filter((each) => each !== word) : [...words, word];
    change(next);
  };

  return (
    <FilterPopover name={name} chosen={summary} clear={() => change(nothing)}>
      <fieldset className="min-w-0">
        <legend className="sr-only">{name}</legend>
        {choices.length === 0 ? (
          <p className="px-2 py-1.5 text-subtle">Nothing to filter by.</p>
        ) : null}
        {choices.map(({ word, label, count }) => (
          <label
            key={word}
            className="flex min-h-7.5 cursor-pointer items-center gap-2 rounded-sm px-2 hover:bg-hover has-focus-visible:bg-hover"
          >
            <input type="checkbox" checked={words.includes(word)} onChange={() => toggle(word)} />
            {glyphs?.get(word)}
            <span className={classNames("min-w-0 flex-1 truncate", count === 0 && "text-faint")}>
              {labelOf(label)}
            </span>
            <span className="text-xs text-subtle tabular-nums">{formatCount(count)}</span>
          </label>
        ))}
      </fieldset>
    </FilterPopover>
  );
}
