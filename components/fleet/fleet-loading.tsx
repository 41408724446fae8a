/** The overview before its first number: the same heights, nothing that looks like an answer. */
export function FleetLoading() {
  return (
    <section aria-label="Fleet" aria-busy="true">
      <header className="flex min-h-14.75 items-center border-b border-line px-gutter">
        <h1 className="text-xl font-semibold">Fleet</h1>
      </header>
      {["trust", "verdict", "first", "findings"].map((part, at) => (
        <div
          key={part}
          aria-hidden="true"
          className={`border-b border-line px-gutter py-5 ${at < 2 ? "h-24" : "h-80"}`}
        >
          <span className="skeleton block h-3 w-40" />
        </div>
      ))}
    </section>
  );
}
