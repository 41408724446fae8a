import type { Preferences } from "@/lib/api/preferences";

/** Gives the page that is open the colours and the row height that the next one will come with. */
export function showPreferences({ theme, density }: Pick<Preferences, "theme" | "density">): void {
  const { dataset } = document.documentElement;
  if (theme === "system") delete dataset["theme"];
  else dataset["theme"] = theme;
  if (density === "comfortable") delete dataset["density"];
  else dataset["density"] = density;
}

/** The zone of this browser's clock. */
export function browserTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
