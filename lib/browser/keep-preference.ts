import { preferenceCookie, type Preferences } from "@/lib/api/preferences";

/** Keeps one preference in this browser; the server reads it with the next page. */
export function keepPreference<Name extends keyof Preferences>(
  name: Name,
  value: Preferences[Name],
): void {
  const secure = window.location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${preferenceCookie(name, value)}${secure}`;
}
