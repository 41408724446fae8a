"use client";

import { useState, type ReactNode } from "react";
import { iconButtonClass } from "@/components/ui/button-class";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { formatCount } from "@/components/ui/number-format";
import { Popover } from "@/components/ui/popover";
import type { Facet } from "@/lib/api/facet.schema";
import { notReported } from "@/lib/api/node-patches-query";

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

/** What is chosen stays in the menu even where nothing matches it any more, or it could not be taken back. */
function withChosen(values: Facet, chosen: readonly string[]): Facet {
  const absent = chosen.filter((word) => !values.some((value) => value.word === word));
  return [
    ...values,
    ...absent.map((word) => ({ word, label: word === notReported ? null : word, count: 0 })),
  ];
}

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
  const isSet = words.length > 0;
  const summary = choices
    .filter(({ word }) => words.includes(word))
    .map(({ label }) => labelOf(label))
    .join(", ");

  const change = (next: readonly string[]) => {
    setWords(next);
    onChange(next.length === 0 ? null : next);
  };
  const toggle = (word: string) => {
    const next = words.includes(word) ? words.filter((each) => each !== word) : [...words, word];
    change(next);
  };

  return (
    <span
      className={classNames(
        "inline-flex h-7.5 max-w-full items-center rounded-lg max-sm:h-9",
        isSet ? "bg-selected pr-0.75" : "border border-dashed border-line-dash",
      )}
    >
      <Popover
        buttonClassName="inline-flex h-full items-center gap-1.25 rounded-lg px-2.5 font-book whitespace-nowrap text-muted"
        button={
          isSet ? (
            <>
              {name}: <b className="max-w-44 truncate font-strong text-ink">{summary}</b>
            </>
          ) : (
            <>
              {name}
              <Icon name="down" className="size-3 text-subtle" />
            </>
          )
        }
      >
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
      </Popover>
      {isSet ? (
        <button
          type="button"
          aria-label={`Remove the filter ${name}`}
          className={`${iconButtonClass} -ml-1.5 text-muted!`}
          onClick={() => change(nothing)}
        >
          <Icon name="close" className="size-3.5" />
        </button>
      ) : null}
    </span>
  );
}
