const regionId = "announcements";

/** The page's one polite live region: what happened without a change of focus is said here. */
export function Announcer() {
  return <div id={regionId} aria-live="polite" className="sr-only" />;
}

/** Says `text` to who cannot see what changed. */
export function announce(text: string): void {
  const region = document.getElementById(regionId);
  if (region === null) return;
  const line = document.createElement("p");
  line.textContent = text;
  region.replaceChildren(line);
}
