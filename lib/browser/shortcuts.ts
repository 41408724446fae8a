/** The search in the top bar. */
export const searchFieldId = "search";

/** True while the keys belong to somebody else: a field, a dialog, an open menu, or the browser itself. */
function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return true;
  // Many keyboards write `[` with AltGr, which some systems report as Ctrl and Alt.
  const writes = event.getModifierState("AltGraph");
  if (!writes && (event.ctrlKey || event.metaKey || event.altKey)) return true;
  const { target } = event;
  if (target instanceof HTMLElement) {
    if (target.isContentEditable || target.matches("input, textarea, select")) return true;
  }
  return document.querySelector("dialog[open], [popover]:popover-open") !== null;
}

/** The first link of each row of the page's list (components/ui/table-frame.tsx). */
function rowLinks(): HTMLAnchorElement[] {
  const rows = document.querySelectorAll("main [role=region] tbody tr");
  return [...rows].flatMap((row) => {
    const link = row.querySelector("a");
    return link?.checkVisibility() === true ? [link] : [];
  });
}

function currentRow(links: readonly HTMLAnchorElement[]): number {
  const row = document.activeElement?.closest("tr") ?? null;
  return row === null ? -1 : links.findIndex((link) => link.closest("tr") === row);
}

function step(by: 1 | -1): void {
  const links = rowLinks();
  const at = currentRow(links);
  const next = links[at === -1 ? 0 : at + by];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function openInNewTab(): void {
  const links = rowLinks();
  const link = links[currentRow(links)];
  if (link) window.open(link.href, "_blank", "noopener");
}

/** Presses what the page itself offers; a page that does not offer it has no such key. */
function press(selector: string): void {
  const offered = [...document.querySelectorAll<HTMLElement>(selector)];
  offered.find((element) => element.checkVisibility())?.click();
}

function focusSearch(): void {
  const field = document.getElementById(searchFieldId);
  if (!(field instanceof HTMLInputElement)) return;
  field.focus();
  field.select();
}

/** What each key does; the list of keys names them (components/shell/shortcut-list.tsx). */
const actions: ReadonlyMap<string, () => void> = new Map([
  ["/", focusSearch],
  ["j", () => step(1)],
  ["k", () => step(-1)],
  ["o", openInNewTab],
  ["[", () => press("main a[rel=prev]")],
  ["]", () => press("main a[rel=next]")],
  ["c", () => press("main [data-key=c]")],
  ["e", () => press("main [data-key=e]")],
  ["x", () => press("main [data-key=x]")],
]);

/** How long `g` waits for the letter of a place. */
const pairMs = 1_500;

interface Shortcuts {
  /** The addresses that `g` and a letter lead to. */
  readonly places: ReadonlyMap<string, string>;
  /** Shows the list of keys. */
  readonly onHelp: () => void;
}

/** Listens to single keys until the returned function is called. */
export function listenToShortcuts({ places, onHelp }: Shortcuts): () => void {
  let goUntilMs = 0;
  const onKey = (event: KeyboardEvent) => {
    if (isTaken(event)) return;
    const goes = Date.now() < goUntilMs;
    goUntilMs = event.key === "g" && !goes ? Date.now() + pairMs : 0;
    const place = goes ? places.get(event.key) : undefined;
    const action = event.key === "?" ? onHelp : actions.get(event.key);
    if (place !== undefined) window.location.assign(place);
    else if (goes || action === undefined) return;
    else action();
    event.preventDefault();
  };
  document.addEventListener("keydown", onKey);
  return () => document.removeEventListener("keydown", onKey);
}
