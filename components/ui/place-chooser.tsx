import type { ReactNode } from "react";

interface PlaceChooserProps {
  /** What is in several places: `This node ID is registered`. */
  readonly what: string;
  readonly id: string;
  readonly choices: ReadonlyArray<{
    readonly href: string;
    readonly name: string;
    readonly place: string;
    /** What tells it from the others, at the end of its line. */
    readonly mark: ReactNode;
  }>;
  /** The places that could not be read, so that it may be there too. */
  readonly unread: readonly string[];
}

const numbers = ["no", "one", "two", "three", "four", "five"];

/** Asks which is meant where an id alone does not say. */
export function PlaceChooser({ what, id, choices, unread }: PlaceChooserProps) {
  return (
    <section className="max-w-200 px-gutter py-6">
      <h1 className="text-xl font-semibold">
        {what} in {numbers[choices.length] ?? choices.length} places
      </h1>
      <p className="code mt-1 text-subtle">{id}</p>
      <ul className="mt-4 border-t border-line">
        {choices.map(({ href, name, place, mark }) => (
          <li key={place} className="border-b border-line-subtle">
            <a
              href={href}
              className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 py-2.5 hover:bg-hover hover:no-underline!"
            >
              <span className="min-w-0 wrap-anywhere">
                <span className="font-medium">{name}</span>{" "}
                <span className="text-subtle">{place}</span>
              </span>
              {mark}
            </a>
          </li>
        ))}
      </ul>
      {unread.length === 0 ? null : (
        <p className="mt-3 text-st-missing-text">
          It may also be where SSM couldn’t be read: {unread.join("; ")}.
        </p>
      )}
    </section>
  );
}
