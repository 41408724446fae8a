import { pageSizes } from "@/lib/api/node-patches-query";
import { parseTimeZone } from "@/lib/api/time-zone";

/** How a viewer likes to see things. Kept in cookies, so that the server's first byte has it; never part of a link. */
export interface Preferences {
  readonly theme: "system" | "light" | "dark";
  readonly density: "comfortable" | "compact";
  readonly clock: "utc" | "local";
  /** Whether single keys do something. */
  readonly shortcuts: "on" | "off";
  readonly pageSize: number;
  /** Columns of the list of nodes; null: those that it comes with. */
  readonly nodeColumns: readonly string[] | null;
  /** The chart above the list of nodes. */
  readonly nodeChart: "shown" | "hidden";
  /** The browser's time zone as IANA names it; null until a browser has said so. */
  readonly timeZone: string | null;
}

export const defaultPreferences: Preferences = {
  theme: "system",
  density: "comfortable",
  clock: "utc",
  shortcuts: "on",
  pageSize: 50,
  nodeColumns: null,
  nodeChart: "shown",
  timeZone: null,
};

/** What the page is to write times in. */
export function zoneOf({ clock, timeZone }: Preferences): string {
  return clock === "local" ? (timeZone ?? "UTC") : "UTC";
}

const cookieNames: Record<keyof Preferences, string> = {
  theme: "pb-theme",
  density: "pb-density",
  clock: "pb-clock",
  shortcuts: "pb-shortcuts",
  pageSize: "pb-page-size",
  nodeColumns: "pb-node-columns",
  nodeChart: "pb-node-chart",
  timeZone: "pb-time-zone",
};

function choice<Word extends string>(
  known: readonly Word[],
  text: string | undefined,
  otherwise: Word,
): Word {
  return known.find((word) => word === text) ?? otherwise;
}

const longestList = 400;

/** Column names; a cookie that was tampered with is none. */
function columns(text: string | undefined): readonly string[] | null {
  if (text === undefined || text.length > longestList || !/^[a-z][a-z.-]*$/.test(text)) return null;
  return text.split(".");
}

function cookiesOf(header: string): ReadonlyMap<string, string> {
  return new Map(
    header.split(";").flatMap((pair) => {
      const at = pair.indexOf("=");
      return at < 0 ? [] : [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()] as const];
    }),
  );
}

/** The preferences in a Cookie header, or in `document.cookie`. What is not known there is as by default. */
export function parsePreferences(header: string | null): Preferences {
  const cookies = cookiesOf(header ?? "");
  const said = (name: keyof Preferences) => cookies.get(cookieNames[name]);
  const size = Number(said("pageSize"));
  const preset = defaultPreferences;
  return {
    theme: choice(["system", "light", "dark"], said("theme"), preset.theme),
    density: choice(["comfortable", "compact"], said("density"), preset.density),
    clock: choice(["utc", "local"], said("clock"), preset.clock),
    shortcuts: choice(["on", "off"], said("shortcuts"), preset.shortcuts),
    pageSize: pageSizes.find((known) => known === size) ?? preset.pageSize,
    nodeColumns: columns(said("nodeColumns")),
    nodeChart: choice(["shown", "hidden"], said("nodeChart"), preset.nodeChart),
    timeZone: parseTimeZone(said("timeZone") ?? ""),
  };
}

const yearS = 365 * 24 * 3_600;

/** The text of a Set-Cookie that keeps one preference for a year; null forgets it. */
export function preferenceCookie<Name extends keyof Preferences>(
  name: Name,
  value: Preferences[Name],
): string {
  const text = Array.isArray(value) ? value.join(".") : String(value ?? "");
  return `${cookieNames[name]}=${text}; Path=/; Max-Age=${value === null ? 0 : yearS}; SameSite=Lax`;
}
