"use client";

import { useId, type ReactNode } from "react";

interface SettingProps<Value extends string | number> {
  readonly name: string;
  /** What it changes, in a sentence. */
  readonly effect: ReactNode;
  readonly choices: ReadonlyArray<{ readonly value: Value; readonly label: string }>;
  readonly chosen: Value;
  readonly onChoose: (value: Value) => void;
}

/** One thing to choose, in one line of choices. */
export function Setting<Value extends string | number>(props: SettingProps<Value>) {
  const { name, effect, choices, chosen, onChoose } = props;
  const id = useId();
  return (
    <fieldset
      aria-describedby={`${id}-effect`}
      className="grid gap-x-6 gap-y-2 border-b border-line-subtle px-gutter py-4 sm:grid-cols-[13rem_minmax(0,1fr)]"
    >
      <legend className="sr-only">{name}</legend>
      <span aria-hidden="true" className="font-medium sm:leading-7.5">
        {name}
      </span>
      <div className="min-w-0">
        <div className="flex flex-wrap gap-1">
          {choices.map(({ value, label }) => (
            <label
              key={value}
              className="flex h-7.5 cursor-pointer items-center gap-2 rounded-lg pr-3 pl-2 hover:bg-hover max-sm:h-9"
            >
              <input
                type="radio"
                name={id}
                checked={value === chosen}
                onChange={() => onChoose(value)}
              />
              {label}
            </label>
          ))}
        </div>
        <p id={`${id}-effect`} className="mt-1 pl-2 text-xs text-subtle">
          {effect}
        </p>
      </div>
    </fieldset>
  );
}
