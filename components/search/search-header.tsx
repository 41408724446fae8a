import { countOf } from "@/components/ui/number-format";
import { TimeAgo } from "@/components/ui/time-ago";
import type { SearchAnswer } from "@/lib/api/search.schema";

interface SearchHeaderProps {
  readonly answer: SearchAnswer;
  readonly nowMs: number;
}

/** What was looked for, where, and how old what was looked through is. */
export function SearchHeader({ answer: { q, sources, asOf }, nowMs }: SearchHeaderProps) {
  const read = sources.filter(({ readAt }) => readAt !== null).length;
  return (
    <header className="flex min-h-14.75 flex-wrap items-center gap-x-2.5 gap-y-1 border-b border-line px-gutter py-3">
      <h1 className="text-xl font-semibold wrap-anywhere">{q === "" ? "Search" : `“${q}”`}</h1>
      <p className="text-xs text-subtle tabular-nums">
        {asOf === null ? (
          "Not read yet"
        ) : (
          <>
            Looked for in {read < sources.length ? `${read} of ` : ""}
            {countOf(sources.length, "source", "sources")} · Read from SSM{" "}
            <TimeAgo time={asOf} nowMs={nowMs} className="font-medium text-muted" />
          </>
        )}
      </p>
    </header>
  );
}
