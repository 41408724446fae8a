"use client";

import { useRouter } from "next/navigation";
import { startTransition, useOptimistic, useState, type MouseEvent } from "react";
import { classNames } from "@/components/ui/class-names";
import { FilterPopover } from "@/components/ui/filter-popover";
import { Icon } from "@/components/ui/icon";
import { formatCount } from "@/components/ui/number-format";
import type { NodesAddress } from "@/lib/api/nodes-address";
import { facetChoices, type FacetChoice, type FacetValue } from "./facet-choices";

interface NodeFacetProps {
  readonly name: string;
  /** One list of values, or several under their own headings. */
  readonly groups: ReadonlyArray<{
    readonly name: string;
    /** The parameter of the address. */
    readonly parameter: string;
    readonly values: readonly FacetValue[];
  }>;
  /** The query of the list, as its address says it. */
  readonly search: string;
  /** The list without this filter. */
  readonly clearHref: NodesAddress;
}

/** From so many values on, one looks for a value by its letters. */
const manyValues = 8;

function Choice({
  choice,
  onPick,
}: {
  choice: FacetChoice;
  onPick: (choice: FacetChoice) => void;
}) {
  const { label, count, chosen, href } = choice;
  const pick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onPick(choice);
  };
  return (
    <li>
      <a
        href={href}
        aria-current={chosen ? "true" : undefined}
        onClick={pick}
        className="flex min-h-7.5 items-center gap-2 rounded-sm px-2 hover:bg-hover hover:no-underline!"
      >
        <span
          aria-hidden="true"
          className={classNames(
            "grid size-3.5 flex-none place-items-center rounded-xs border",
            chosen ? "border-accent bg-accent text-surface" : "border-line-control",
          )}
        >
          {chosen ? <Icon name="check" className="size-3" /> : null}
        </span>
        <span
          className={classNames("min-w-0 flex-1 truncate", count === 0 && "text-faint")}
          title={label}
        >
          {label}
        </span>
        <span className="text-xs text-subtle tabular-nums">{formatCount(count)}</span>
      </a>
    </li>
  );
}

/** One filter: a button, the values with how many nodes have each, and a cross once something is chosen. */
export function NodeFacet({ name, groups, search, clearHref }: NodeFacetProps) {
  const router = useRouter();
  const [wasOpened, setWasOpened] = useState(false);
  const [text, setText] = useState("");
  // A value is ticked at once; the address follows, and has the last word.
  const [turned, turn] = useOptimistic<string | null>(null);

  const pick = ({ word, href }: FacetChoice) => {
    startTransition(() => {
      turn(word);
      router.push(href, { scroll: false });
    });
  };

  const shown = groups.map((group) => ({
    name: group.name,
    choices: facetChoices(search, group.parameter, group.values).map((choice) =>
      choice.word === turned ? { ...choice, chosen: !choice.chosen } : choice,
    ),
  }));
  const all = shown.flatMap(({ choices }) => choices);
  const chosen = all.filter((choice) => choice.chosen);
  const matching = (label: string) => label.toLowerCase().includes(text.toLowerCase());

  return (
    <FilterPopover
      name={name}
      chosen={chosen.map(({ label }) => label)}
      clear={clearHref}
      onOpen={() => setWasOpened(true)}
      widthPx={272}
    >
      {all.length > manyValues ? (
        <input
          type="search"
          value={text}
          onChange={(event) => setText(event.target.value)}
          aria-label={`Find in ${name}`}
          placeholder="Find"
          className="mb-1 h-7.5 w-full rounded-sm border border-line-control bg-transparent px-2"
        />
      ) : null}
      {wasOpened
        ? shown.map((group) => (
            <section key={group.name} className="not-first:mt-1" aria-label={group.name}>
              {shown.length > 1 ? (
                <h3 className="px-2 pt-1 text-xs text-subtle">{group.name}</h3>
              ) : null}
              <ul>
                {group.choices
                  .filter(({ label }) => matching(label))
                  .map((choice) => (
                    <Choice key={choice.word} choice={choice} onPick={pick} />
                  ))}
              </ul>
            </section>
          ))
        : null}
      {wasOpened && !all.some(({ label }) => matching(label)) ? (
        <p className="px-2 py-1.5 text-subtle">
          {all.length === 0 ? "Nothing to filter by." : "No such value."}
        </p>
      ) : null}
    </FilterPopover>
  );
}
