import { places } from "./places";

const keys: ReadonlyArray<readonly [keys: readonly string[], what: string]> = [
  [["?"], "Show this list"],
  [["/"], "Search"],
  ...places.map(({ key, word }) => [["g", key], `Go to ${word}`] as const),
  [["g", "s"], "Go to Settings"],
  [["j"], "Next row"],
  [["k"], "Previous row"],
  [["Enter"], "Open the row"],
  [["o"], "Open the row in a new tab"],
  [["["], "Previous page of a list"],
  [["]"], "Next page of a list"],
  [["c"], "Copy a link to this page"],
  [["e"], "Export the list"],
  [["x"], "Clear the filters"],
];

function Key({ children }: { children: string }) {
  return (
    <kbd className="inline-block min-w-6 rounded-sm border border-line bg-page px-1.5 text-center font-sans text-xs leading-5 font-medium text-muted">
      {children}
    </kbd>
  );
}

/** Every key that does something, and what. */
export function ShortcutList() {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-1.5">
      {keys.map(([pressed, what]) => (
        <div key={what} className="contents">
          <dt className="flex gap-1">
            {pressed.map((key) => (
              <Key key={key}>{key}</Key>
            ))}
          </dt>
          <dd className="text-muted">{what}</dd>
        </div>
      ))}
    </dl>
  );
}
