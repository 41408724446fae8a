import { iconButtonClass } from "./button-class";
import { Icon } from "./icon";

interface TextFilterProps {
  readonly action: string;
  readonly q: string;
  readonly label: string;
  readonly placeholder: string;
  /** The rest of the view's query, which the form sends along. */
  readonly kept: string;
  /** The view without the text. */
  readonly clearHref: string;
}

/** The text to look for: a plain form, which works before anything is hydrated. */
export function TextFilter({ action, q, label, placeholder, kept, clearHref }: TextFilterProps) {
  return (
    <form action={action} method="get" className="relative flex w-60 items-center max-sm:w-full">
      <Icon name="find" className="pointer-events-none absolute left-2.25 size-3.5 text-subtle" />
      <input
        key={q}
        type="search"
        name="q"
        defaultValue={q}
        aria-label={label}
        placeholder={placeholder}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        className="h-7.5 w-full rounded-lg border border-line-control bg-transparent pr-8 pl-7.75 max-sm:h-9"
      />
      {[...new URLSearchParams(kept)].map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {q === "" ? null : (
        <a
          className={`${iconButtonClass} absolute right-1`}
          href={clearHref}
          aria-label="Clear text"
        >
          <Icon name="close" className="size-3.5" />
        </a>
      )}
    </form>
  );
}
